"""Runs OpenVINO, ncnn and MNN for the benchmark, one command at a time.

A command is a line of JSON on standard input, the answer a line of JSON on what was standard output; tensors follow
their line as raw float32. Between commands the process sleeps in a read.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import numpy as np

from layer import ONE_ELEMENT, Layer, one_element_tensors

Json = dict[str, Any]


class Rival(Protocol):
    """One library with one layer loaded, the input in place."""

    calls: int
    """Into the library, for one run of the whole batch."""

    def run(self) -> None:
        """Computes the layer; the output is there when this returns."""

    def output(self) -> np.ndarray:
        """[batch, filters, height, width] of the last run."""


class Rivals:
    """The libraries by name, and those that took the current layer."""

    PACKAGES = {"openvino": "openvino", "ncnn": "ncnn", "mnn": "MNN"}

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.loaders: dict[str, Callable[..., Rival]] = {}
        self.ready: dict[str, Rival] = {}
        self.missing: dict[str, str] = {}
        for name in self.PACKAGES:
            try:
                self.loaders[name] = import_module(f"{name}_rival").load
            except Exception as ex:  # noqa: BLE001 -- a library that does not load leaves its column empty
                self.missing[name] = f"{type(ex).__name__}: {ex}"

    def versions(self) -> Json:
        """The versions, why what is missing is missing, and what a call costs, in nanoseconds."""
        overheads: dict[str, float] = {}
        tensors = one_element_tensors()
        for name, load in self.loaders.items():
            rival = load(ONE_ELEMENT, *tensors, 1, self.folder)
            overheads[name] = call_nanos(rival)
        return {
            "versions": {name: version(self.PACKAGES[name]) for name in self.loaders},
            "missing": self.missing,
            "call_nanos": overheads,
        }

    def prepare(self, layer: Layer, x: np.ndarray, kernel: np.ndarray, threads: int) -> Json:
        """Loads the layer into every library; one that cannot take it says why."""
        self.release()
        refused = dict(self.missing)
        for name, load in self.loaders.items():
            try:
                rival = load(layer, x, kernel, threads, self.folder)
                rival.run()
                self.ready[name] = rival
            except Exception as ex:  # noqa: BLE001 -- whatever a library throws, its cell stays empty
                refused[name] = f"{type(ex).__name__}: {ex}"
        return {"calls": {name: rival.calls for name, rival in self.ready.items()}, "refused": refused}

    def run(self, name: str, iterations: int) -> Json:
        """Runs the layer so many times."""
        run = self.ready[name].run
        start = time.perf_counter_ns()
        for _ in range(iterations):
            run()
        return {"nanos": time.perf_counter_ns() - start}

    def release(self) -> Json:
        """Gives the layer's memory back."""
        self.ready.clear()
        gc.collect()
        return {}


def call_nanos(rival: Rival) -> float:
    """The median time of a run, in nanoseconds."""
    times: list[int] = []
    for _ in range(2_000):
        start = time.perf_counter_ns()
        rival.run()
        times.append(time.perf_counter_ns() - start)
    return float(statistics.median(times))


def read_tensor(source: BinaryIO, shape: tuple[int, ...]) -> np.ndarray:
    values = np.empty(shape, np.float32)
    view = memoryview(values).cast("B")
    if source.readinto(view) != len(view):
        raise EOFError("The tensor ended early")
    return values


def answer(rivals: Rivals, command: Json, source: BinaryIO) -> tuple[Json, np.ndarray | None]:
    """Carries out one command: its answer, and the tensor that follows it."""
    match command["command"]:
        case "versions":
            return rivals.versions(), None
        case "prepare":
            layer = Layer(**command["layer"])
            x = read_tensor(source, layer.input_shape)
            kernel = read_tensor(source, layer.kernel_shape)
            return rivals.prepare(layer, x, kernel, command["threads"]), None
        case "run":
            return rivals.run(command["rival"], command["iterations"]), None
        case "output":
            values = np.ascontiguousarray(rivals.ready[command["rival"]].output(), np.float32)
            return {"shape": list(values.shape)}, values
        case "release":
            return rivals.release(), None
        case other:
            raise ValueError(f"No such command: {other}")


def main() -> None:
    # The libraries print to standard output: that goes to standard error, the answers keep a descriptor of their own
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    gc.disable()
    with tempfile.TemporaryDirectory(prefix="rivals-") as folder:
        rivals = Rivals(Path(folder))
        while line := sys.stdin.buffer.readline():
            reply, tensor = answer(rivals, json.loads(line), sys.stdin.buffer)
            answers.write(json.dumps(reply).encode() + b"\n")
            if tensor is not None:
                answers.write(memoryview(tensor).cast("B"))
            answers.flush()


if __name__ == "__main__":
    main()
