"""Stacks of two to six layers of all kinds, and stacks whose sides are unknown."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from golden_io import Json
from golden_keras import Case, LayerSpec, possible

COUNT = 48
SEED = 20241

INTEGRAL = ["relu", "linear", "relu6", "hard_tanh", "relu"]
SMOOTH = [
    "softmax", "tanh", "leaky_relu", "sigmoid", "elu", "hard_sigmoid", "silu", "gelu", "selu", "softplus", "mish",
    "log_softmax", "sparsemax", "softsign", "exponential", "hard_silu", "celu", "soft_shrink",
]  # fmt: skip

DETECTOR = np.array([[0, 1, 0]] * 3).reshape(3, 3, 1, 1)
LINE = np.array([[0, 0, 0, 1, 1, 0, 0, 0]] * 8).reshape(1, 8, 8, 1)


def padding_of(random: np.random.Generator) -> int | list[int] | list[list[int]]:
    """One of the three ways to write it."""
    match random.integers(0, 3):
        case 0:
            return int(random.integers(1, 3))
        case 1:
            return [int(n) for n in random.integers(0, 3, 2)]
        case _:
            return [[int(n) for n in pair] for pair in random.integers(0, 4, (2, 2))]


def relu_of(random: np.random.Generator, integral: bool) -> Json:
    """Any of its three arguments; halves and quarters are exact in binary."""
    arguments: Json = {}
    if random.random() < 0.5:
        arguments["max_value"] = [6, 6.0, 3.5, 20.0][random.integers(0, 1 if integral else 4)]
    if not integral and random.random() < 0.6:
        arguments["negative_slope"] = [0.25, 0.1, 1.5][random.integers(0, 3)]
    if random.random() < 0.4:
        arguments["threshold"] = [1.0, 2, 0.5][random.integers(0, 2 if integral else 3)]
    return arguments


def convolution_of(random: np.random.Generator, activation: str, sides: list[int], channels: int) -> Json:
    """A small Conv2D that fits into the sides."""
    largest = min(3, *sides)
    kernel = [int(k) for k in random.integers(1, largest + 1, 2)]
    arguments: Json = {
        "filters": int(random.integers(1, 5)),
        "kernel_size": kernel[0] if kernel[0] == kernel[1] else kernel,
    }
    if channels > 1 and random.random() < 0.3:
        arguments["filters"] = channels * int(random.integers(1, 3))
        arguments["groups"] = channels
    match random.integers(0, 4):
        case 0:
            arguments["strides"] = [int(s) for s in random.integers(1, 4, 2)]
        case 1 if max(sides) > 5:
            arguments["dilation_rate"] = 2
            arguments["padding"] = "same"
    if random.random() < 0.5:
        arguments["padding"] = "same"
    if activation != "linear":
        arguments["activation"] = activation
    if random.random() < 0.3:
        arguments["use_bias"] = False
    return arguments


def case_of(index: int, attempt: int) -> Case:
    """The stack of this index; every second one stays integral, so that its integer run is exact to the end."""
    random = np.random.default_rng([SEED, index, attempt])
    integral = index % 2 == 0
    channels_first = index % 3 == 1
    data_format: Json = {"data_format": "channels_first"} if channels_first else {}
    sides, channels = [int(n) for n in random.integers(5, 10, 2)], int(random.integers(1, 4))
    input_shape = (channels, *sides) if channels_first else (*sides, channels)
    activations = INTEGRAL if integral else SMOOTH
    turn = index
    layers: list[LayerSpec] = []
    for position in range(2 + index % 5):
        name: Json = {"name": f"{index}-part.{position}"} if index % 4 == 3 and position != 1 else {}
        kind = "Conv2D" if position == index % 2 else random.choice(["Conv2D", "Activation", "ReLU", "ZeroPadding2D"])
        match kind:
            case "Conv2D":
                activation = activations[turn % len(activations)] if random.random() < 0.5 else "linear"
                arguments = convolution_of(random, activation, sides, channels) | data_format
                channels = arguments["filters"]
                sides = [_side(side, axis, arguments) for axis, side in enumerate(sides)]
            case "Activation":
                arguments = {"activation": activations[(turn + 1) % len(activations)]}
            case "ReLU":
                arguments = relu_of(random, integral)
            case _:
                padding = padding_of(random)
                arguments = {"padding": padding} | data_format
                sides = [side + _added(padding, axis) for axis, side in enumerate(sides)]
        turn += 3
        layers.append((str(kind), name | arguments))
    named = [None, None, f"net-{index}", "sequential_7"][index % 4]
    convolutions = sum(kind == "Conv2D" for kind, _ in layers)
    return Case(
        id=f"stack_{index}_{'first' if channels_first else 'last'}_" + "-".join(kind for kind, _ in layers),
        layers=layers,
        input_shape=input_shape,
        batch=1 + (index % 7 == 0),
        fixed_batch=index % 8 == 6,
        with_input_layer=index % 3 != 2,
        input_name="pixels" if index % 6 == 3 else None,
        model_name=named,
        seed=(SEED, index),
        largest_weight=2 if convolutions < 3 else 1,
    )


def _side(side: int, axis: int, arguments: Json) -> int:
    kernel, stride = (arguments.get(key, 1) for key in ("kernel_size", "strides"))
    kernel = kernel if isinstance(kernel, int) else kernel[axis]
    stride = stride if isinstance(stride, int) else stride[axis]
    return -(-side // stride) if arguments.get("padding") == "same" else (side - kernel) // stride + 1


def _added(padding: int | list[int] | list[list[int]], axis: int) -> int:
    if isinstance(padding, int):
        return 2 * padding
    own = padding[axis]
    return 2 * own if isinstance(own, int) else sum(own)


def chosen() -> Iterator[Case]:
    """Combinations that chance may miss."""
    conv: LayerSpec = ("Conv2D", {"filters": 2, "kernel_size": 3})
    relus: list[Json] = [
        {},
        {"max_value": 6},
        {"max_value": 0.0},
        {"negative_slope": 0.25},
        {"threshold": 2.0},
        {"max_value": 4.0, "negative_slope": 0.5},
        {"threshold": 1.0, "negative_slope": 0.5},
        {"max_value": 3.0, "negative_slope": 0.5, "threshold": 1.0},
        {"max_value": 1.0, "threshold": 2.0},
        {"max_value": 6, "threshold": 0.5},
    ]
    for number, arguments in enumerate(relus):
        yield Case(
            f"relu_{number}", [conv, ("ReLU", arguments)], (5, 4, 1), seed=(SEED, 100 + number), largest_weight=1
        )
    for number, padding in enumerate([0, 2, [1, 0], [0, 3], [[1, 2], [3, 0]], [[0, 0], [0, 1]]]):
        layers: list[LayerSpec] = [
            ("ZeroPadding2D", {"padding": padding}),
            ("Conv2D", {"filters": 1, "kernel_size": 2, "strides": 2}),
        ]
        yield Case(f"padding_{number}", layers, (4, 5, 2), seed=(SEED, 200 + number))
    yield Case("padding_alone", [("ZeroPadding2D", {})], (2, 3, 2), seed=(SEED, 300))
    first: Json = {"data_format": "channels_first"}
    yield Case("padding_first", [("ZeroPadding2D", {"padding": [[1, 0], [2, 1]]} | first)], (2, 3, 2), seed=(SEED, 301))
    mixed: list[LayerSpec] = [
        ("ZeroPadding2D", {"padding": [1, 2]} | first),
        ("Conv2D", {"filters": 3, "kernel_size": 2}),
    ]
    yield Case("mixed_formats", mixed, (4, 3, 5), seed=(SEED, 302))


def unknown() -> Iterator[Case]:
    """Sides that are not known before an image comes."""
    conv: LayerSpec = ("Conv2D", {"filters": 4, "kernel_size": [5, 3], "strides": 2})
    same: LayerSpec = ("Conv2D", {"filters": 2, "kernel_size": 3, "padding": "same", "strides": [1, 3]})
    pad: LayerSpec = ("ZeroPadding2D", {"padding": [[1, 2], [3, 4]]})
    relu: LayerSpec = ("ReLU", {})
    act: LayerSpec = ("Activation", {"activation": "softmax"})
    first: list[LayerSpec] = [(kind, a | {"data_format": "channels_first"}) for kind, a in (pad, conv, same)]
    yield Case("unknown_both", [conv, relu, same], (None, None, 3))
    yield Case("unknown_rows", [pad, conv, act], (None, 9, 1))
    yield Case("unknown_columns", [same, pad, same, relu], (9, None, 2))
    yield Case("unknown_first", first, (3, None, None))
    yield Case("unknown_first_rows", [*first, act], (3, None, 12), with_input_layer=False)
    yield Case("unknown_fixed_batch", [conv, same, act], (None, None, 1), batch=16, fixed_batch=True)
    yield Case("unknown_no_input", [act, conv, ("Conv2D", {"filters": 6, "kernel_size": 1, "dilation_rate": 2})],
               (None, 32, 3), with_input_layer=False, model_name="unknown")  # fmt: skip
    yield Case("unknown_named", [relu, conv], (None, None, 8), input_name="pixels")


def tutorial() -> Iterator[Case]:
    """The eight cases of the tutorial; those with a feature map carry the detector."""

    def case(number: int, count: int, weighted: bool, **arguments: object) -> Case:
        return Case(
            id=f"tutorial_{number}",
            layers=[("Conv2D", {"filters": 1, **arguments})] * count,
            input_shape=(8, 8, 1),
            seed=(SEED, 400 + number),
            weights=[DETECTOR, np.zeros(1)] if weighted else None,
            image=LINE,
        )

    yield case(1, 1, True, kernel_size=3)
    yield case(2, 2, False, kernel_size=3)
    yield case(3, 1, False, kernel_size=5)
    yield case(4, 1, False, kernel_size=1)
    yield case(5, 1, False, kernel_size=8)
    yield case(6, 1, True, kernel_size=3, padding="same")
    yield case(7, 3, False, kernel_size=3, padding="same")
    yield case(8, 1, True, kernel_size=3, strides=2)


def cases() -> Iterator[Case]:
    """All that can be run, in order."""
    yield from tutorial()
    yield from chosen()
    for index in range(COUNT):
        yield possible(case_of, index)
