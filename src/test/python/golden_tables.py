"""Models whose tables are hard to lay out."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence

import keras

from golden_io import Json
from golden_keras import Case, LayerSpec, build, keras3_table

NAMES = [
    "a_layer_name_that_is_much_too_long_for_the_column_it_has_to_stand_in",
    "my first detector of vertical lines",
    "one word and another_word_that_is_much_too_long_for_the_column and a third",
    "exactly_twenty_two_abc",
    "exactly_twenty_three_ab",
    "exactly_twenty_four_abc",
    "  two  blanks  ",
    "[bold]x",
    "[red]x[green]",
    "x[]",
    "[#ff0000]x",
    "[Bold]x",
    "[not a tag]x",
    "[[x]]",
    "[1, 2]",
    "\\[x]",
    "x\\",
    "\\\\[bold]x",
    "[link=there]x",
    "[@click=there]x",
    ":heart: and :no_such_thing:",
    "::+1::",
    "a:b:c",
    "détecteur",
    "детектор_линий",
    "畳み込み層",
    "畳み込み層の名前がとても長いので二行になるはずです",
    "a畳み込み層の名前がとても長いので二行になるはずです",
    "畳み込み 層の名前が とても長い ので二行 になるはず です",
    "e\u0301te\u0301",
    "🐯",
    "👩‍👩‍👧 family",
    "❤️ heart",
    "مرحبا",
    "zero\u200bwidth",
    "no\u00a0break space here and there, no\u00a0break space",
    "tab\there",
    "line\nfeed",
    "carriage\rreturn",
    "bell\u0007and\u001b[31mred",
    "conv2d (Conv2D)",
    "'quoted' \"twice\"",
    "hyphen-ated-name-that-is-much-too-long-for-the-column",
    "{curly} %s & <tag>",
]  # fmt: skip

MODEL_NAMES = [
    "net",
    "a model with a name of many words that is much longer than the eighty columns there are on a plain page",
    "a_model_with_one_very_long_word_that_is_much_longer_than_the_eighty_columns_there_are_on_a_page",
    "[bold]x",
    ":heart:",
    "畳み込みニューラルネットワークの名前がとても長いので二行になるはずですがどうなるでしょうか見てみましょう",
    "x\\",
    "line\nfeed and\ttab",
    "",
]


def conv(filters: int, kernel: int | Sequence[int] = 3, **more: object) -> LayerSpec:
    """A Conv2D whose values do not matter."""
    return "Conv2D", {"filters": filters, "kernel_size": kernel, "kernel_initializer": "zeros", **more}


def named() -> Iterator[Case]:
    """One name each, in the middle of ordinary ones."""
    for name in NAMES:
        yield Case(f"layer name {name!r}", [conv(1), conv(2, name=name), ("ReLU", {})], (8, 8, 1))
    for name in MODEL_NAMES:
        yield Case(f"model name {name!r}", [conv(1)], (8, 8, 1), model_name=name)
    for length in range(15, 36):
        yield Case(f"name of {length}", [conv(1, name="n" * length)], (8, 8, 1))


def ordinary() -> Iterator[Case]:
    """Counts, shapes and numbers of layers."""
    first: Json = {"data_format": "channels_first"}
    yield Case("no layer but the input", [], (8, 8, 1))
    yield Case("unknown sides", [conv(4), ("ZeroPadding2D", {"padding": 2}), conv(4, padding="same")], (None, None, 3))
    yield Case("unknown rows, fixed batch", [conv(4)], (None, 8, 3), batch=32, fixed_batch=True)
    yield Case(
        "fixed batch", [conv(4), ("Activation", {"activation": "relu"})], (8, 8, 3), batch=1024, fixed_batch=True
    )
    yield Case("channels first", [conv(4, **first), conv(8, **first)], (3, 9, 9))
    yield Case("twenty layers", [conv(n + 1, [1, 3], padding="same") for n in range(20)], (30, 30, 1))
    yield Case(
        "all kinds",
        [("ZeroPadding2D", {}), conv(2), ("Activation", {"activation": "tanh"}), ("ReLU", {})] * 3,
        (20, 20, 1),
    )
    yield Case("frozen", [conv(4, trainable=False)], (8, 8, 3))
    yield Case("half frozen", [conv(4), conv(40, trainable=False), ("ReLU", {"trainable": False})], (8, 8, 3))
    yield Case("frozen by its model", [conv(4), conv(40)], (8, 8, 3), trainable=False)
    yield Case("no bias", [conv(4, use_bias=False)], (8, 8, 3))
    yield Case(
        "half precision",
        [conv(4, dtype="float16"), conv(4, dtype="bfloat16"), conv(4, dtype="mixed_float16")],
        (8, 8, 3),
    )
    yield Case("double precision", [conv(4, dtype="float64")], (8, 8, 3))
    yield Case(
        "no input shape",
        [conv(4), ("ReLU", {}), ("ZeroPadding2D", {})],
        (8, 8, 3),
        with_input_layer=False,
        unbuilt=True,
    )
    for filters, channels, kernel in [
        (1, 1, 15),
        (1, 1, 16),
        (4, 5, 7),
        (28, 1, 6),
        (64, 3, 7),
        (128, 64, 3),
        (100, 91, 11),
        (512, 512, 3),
    ]:
        yield Case(f"{filters} filters of {kernel}x{kernel} on {channels}", [conv(filters, kernel)], (32, 32, channels))
    yield Case(
        "wide shape",
        [conv(100_000, 1), ("ReLU", {})],
        (1_000_000, 2_000_000, 3),
        batch=1000,
        fixed_batch=True,
        huge=True,
    )
    yield Case("very wide shape", [conv(7, 1)], (123_456_789, 2_147_483_647, 3), batch=1_000_000, fixed_batch=True)


def huge() -> Iterator[Case]:
    """Sizes in GB and beyond, of weights that are never made."""
    for filters, channels, kernel in [
        (512, 2048, 16),
        (1024, 1024, 16),
        (16_384, 16_384, 3),
        (100_000, 100_000, 1),
        (300_000, 400_000, 3),
        (2**24, 2**24, 1),
        (2**28, 2**28, 1),
    ]:
        yield Case(
            f"{filters} filters of {kernel} on {channels}",
            [conv(filters, kernel), conv(1)],
            (32, 32, channels),
            huge=True,
        )


def lines(keras2: Callable[[keras.Sequential], str]) -> Iterator[Json]:
    """The model and its tables; each table is the same before and after a journey through JSON."""
    for case in [*ordinary(), *named(), *huge()]:
        if case.huge:
            keras.backend.clear_session()
            with keras.StatelessScope():  # weights are made when it is left,
                line = line_of(case, keras2)
                keras.backend.clear_session()  # unless they are forgotten by then
            yield line
        else:
            yield line_of(case, keras2)


def line_of(case: Case, keras2: Callable[[keras.Sequential], str]) -> Json:
    """One model's tables; Keras 2 has none for a model that has not seen its input's shape."""
    model, text = build(case)
    line: Json = {
        "id": case.id,
        "model": json.loads(text),
        "keras3": keras3_table(model),
        "keras3_wide": wide_table(model),
    }
    if not case.unbuilt:
        line["keras2"] = keras2(model)
    if not case.huge and case.model_name != "":
        again = keras3_table(keras.models.model_from_json(text))
        if again != line["keras3"]:
            raise AssertionError(f"{case.id}: another table after JSON\n{line['keras3']}{again}")
    return line


def wide_table(model: keras.Sequential) -> str:
    """What `summary` prints where there is more room than it uses."""
    narrow = os.environ["COLUMNS"]
    os.environ["COLUMNS"] = "120"
    try:
        return keras3_table(model)
    finally:
        os.environ["COLUMNS"] = narrow
