"""Single Conv2D layers, every parameter crossed with every other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from keras.src.activations import ALL_OBJECTS_DICT

from golden_io import Json
from golden_keras import Case, possible

COUNT = 340
SEED = 20240
LARGEST_SIDE = 9

ACTIVATIONS = sorted(set(ALL_OBJECTS_DICT) - {"linear", "relu", "glu", "threshold"})
"""glu changes the shape and has a file of its own; threshold cannot be called without arguments."""


def pair_or_int(random: np.random.Generator, low: int, high: int) -> int | list[int]:
    """Half of the time one number for both directions, else two different ones."""
    if random.random() < 0.5:
        return int(random.integers(low, high + 1))
    first, second = random.choice(np.arange(low, high + 1), 2, replace=False)
    return [int(first), int(second)]


def as_pair(value: int | list[int]) -> list[int]:
    """An int stands for a pair."""
    return [value, value] if isinstance(value, int) else value


def activation_of(index: int) -> str:
    """Two in five linear, one relu, and the others in turn."""
    if index % 5 < 2:
        return "linear"
    return "relu" if index % 5 == 2 else ACTIVATIONS[(index // 5 * 2 + index % 5 - 3) % len(ACTIVATIONS)]


def case_of(index: int, attempt: int) -> Case:
    """The case of this index, whatever comes before it."""
    random = np.random.default_rng([SEED, index, attempt])
    padding = ["valid", "same"][index % 2]
    channels_first = index % 3 == 2
    kernel = pair_or_int(random, 1, 7 if index % 17 == 0 else 5)
    strides: int | list[int] = 1
    dilation: int | list[int] = 1
    match index // 2 % 3:
        case 1:
            strides = pair_or_int(random, 1, 3)
        case 2:
            dilation = pair_or_int(random, 1, 3)
    extent = [d * (k - 1) + 1 for d, k in zip(as_pair(dilation), as_pair(kernel), strict=True)]
    if padding == "same":
        sides = random.integers(1 if index % 7 == 0 else 3, LARGEST_SIDE + 1, 2)
    elif index % 8 == 0:
        sides = np.array(extent)
    else:
        sides = np.array([random.integers(max(3, e), max(LARGEST_SIDE, e + 2) + 1) for e in extent])
    groups, per_group, multiple = 1, int(random.integers(1, 7)), int(random.integers(1, 9))
    match index // 4 % 4:
        case 1:
            groups, per_group, multiple = int(random.integers(2, 5)), 1, int(random.integers(1, 4))
        case 2:
            groups, per_group, multiple = (
                int(random.integers(2, 4)),
                int(random.integers(1, 4)),
                int(random.integers(1, 4)),
            )
    use_bias = bool(random.random() < 0.7)
    batch = int(random.choice([1, 2, 3], p=[0.75, 0.15, 0.1]))
    activation = activation_of(index)
    arguments: Json = {"filters": groups * multiple, "kernel_size": kernel}
    if index % 10 == 9:
        arguments = {"name": f"detector_{index}", **arguments}
    if strides != 1:
        arguments["strides"] = strides
    if padding != "valid":
        arguments["padding"] = padding
    if channels_first:
        arguments["data_format"] = "channels_first"
    if dilation != 1:
        arguments["dilation_rate"] = dilation
    if groups != 1:
        arguments["groups"] = groups
    if activation != "linear":
        arguments["activation"] = activation
    if not use_bias:
        arguments["use_bias"] = False
    rows, columns = (int(side) for side in sides)
    channels = groups * per_group
    (kh, kw), (sh, sw), (dh, dw) = as_pair(kernel), as_pair(strides), as_pair(dilation)
    name = (
        f"mb{batch}g{groups}ic{channels}ih{rows}iw{columns}oc{groups * multiple}kh{kh}kw{kw}sh{sh}sw{sw}dh{dh}dw{dw}"
        f"_{padding}_{'first' if channels_first else 'last'}_{'bias' if use_bias else 'nobias'}_{activation}_{index}"
    )
    return Case(
        id=name,
        layers=[("Conv2D", arguments)],
        input_shape=(channels, rows, columns) if channels_first else (rows, columns, channels),
        batch=batch,
        fixed_batch=index % 31 == 5,
        with_input_layer=index % 6 != 4,
        seed=(SEED, index),
    )


def cases() -> Iterator[Case]:
    """All of them, in order."""
    return (possible(case_of, index) for index in range(COUNT))
