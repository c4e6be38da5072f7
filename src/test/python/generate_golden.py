"""Writes the golden files: what Keras itself answers, for the tests to compare with. See the README beside them."""

from __future__ import annotations

import argparse
import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ["COLUMNS"] = "80"  # what a pipe has; without it a terminal's width would get into the tables
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import golden_activations
import golden_convolutions
import golden_initializers
import golden_io
import golden_keras
import golden_stacks
import golden_tables
from golden_keras2 import Keras2Summary

logging.getLogger("tensorflow").setLevel(logging.ERROR)  # every case is a new shape: retracing is no news here

RESOURCES = Path(__file__).resolve().parents[1] / "resources" / "golden"


def stacks(keras2: Callable[[Any], str]) -> Iterator[golden_io.Json]:
    """Those that can be run, then those of which only the shapes can be known."""
    for case in golden_stacks.cases():
        yield golden_keras.describe_and_run(case, keras2)
    for case in golden_stacks.unknown():
        yield golden_keras.describe(case, keras2)[0]


def main() -> None:
    """Writes all files, or those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keras2", type=Path, required=True, help="the wheel of Keras 2.2.4")
    parser.add_argument("--out", type=Path, default=RESOURCES)
    parser.add_argument("files", nargs="*", help="only these, for example: convolutions tables")
    arguments = parser.parse_args()
    keras2 = Keras2Summary(arguments.keras2).text
    out = arguments.out
    writers: dict[str, Callable[[], list[Path]]] = {
        "activations": lambda: golden_io.write_lines(out, "activations", golden_activations.lines()),
        "initializers": lambda: golden_io.write_lines(out, "initializers", golden_initializers.lines()),
        "tables": lambda: golden_io.write_lines(out, "tables", golden_tables.lines(keras2)),
        "stacks": lambda: golden_io.write_lines(out, "stacks", stacks(keras2), numbered=True),
        "convolutions": lambda: golden_io.write_lines(
            out,
            "convolutions",
            (golden_keras.describe_and_run(case, keras2) for case in golden_convolutions.cases()),
            numbered=True,
        ),
    }
    for name, write in writers.items():
        if not arguments.files or name in arguments.files:
            for path in write():
                print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
