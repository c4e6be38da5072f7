"""OpenVINO: a model of one convolution, for latency, in float32."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import openvino as ov
from openvino import opset13 as op

from layer import Layer

CHANNELS_LAST = (0, 2, 3, 1)
CHANNELS_FIRST = (0, 3, 1, 2)

CORE = ov.Core()


class OpenVino:
    """One compiled model and its request."""

    calls = 1

    def __init__(self, layer: Layer, x: np.ndarray, kernel: np.ndarray, threads: int, channels_last: bool) -> None:
        self.channels_last = channels_last
        self.x = np.ascontiguousarray(x.transpose(CHANNELS_LAST)) if channels_last else x
        settings = {
            "PERFORMANCE_HINT": "LATENCY",
            "NUM_STREAMS": 1,
            "INFERENCE_NUM_THREADS": threads,
            "INFERENCE_PRECISION_HINT": "f32",
            "EXECUTION_MODE_HINT": "ACCURACY",
        }
        compiled = CORE.compile_model(model(layer, self.x.shape, kernel, channels_last), "CPU", settings)
        self.request = compiled.create_infer_request()
        self.request.set_input_tensor(ov.Tensor(self.x, shared_memory=False))

    def run(self) -> None:
        self.request.infer()

    def output(self) -> np.ndarray:
        values = self.request.get_output_tensor().data
        return values.transpose(CHANNELS_FIRST) if self.channels_last else values


def model(layer: Layer, shape: tuple[int, ...], kernel: np.ndarray, channels_last: bool) -> ov.Model:
    """The convolution; channels last between two transpositions, which the CPU plugin takes as mere strides."""
    x = op.parameter(list(shape), np.float32)
    source = op.transpose(x, op.constant(np.array(CHANNELS_FIRST))) if channels_last else x
    begin, end = [layer.pad_top, layer.pad_left], [layer.pad_bottom, layer.pad_right]
    strides, dilations = [layer.stride_h, layer.stride_w], [layer.dilation, layer.dilation]
    if layer.groups == 1:
        y = op.convolution(source, op.constant(kernel), strides, begin, end, dilations)
    else:
        grouped = kernel.reshape((layer.groups, layer.filters // layer.groups, *kernel.shape[1:]))
        y = op.group_convolution(source, op.constant(grouped), strides, begin, end, dilations)
    if channels_last:
        y = op.transpose(y, op.constant(np.array(CHANNELS_LAST)))
    return ov.Model([y], [x], "layer")


def load(layer: Layer, x: np.ndarray, kernel: np.ndarray, threads: int, folder: Path) -> OpenVino:
    """In the layout that suits it better: which one its kernels want depends on processor and layer."""
    candidates = [OpenVino(layer, x, kernel, threads, channels_last) for channels_last in (True, False)]
    return min(candidates, key=fastest_nanos)


def fastest_nanos(rival: OpenVino) -> int:
    rival.run()
    times: list[int] = []
    end = time.perf_counter_ns() + 30_000_000
    while len(times) < 3 or (time.perf_counter_ns() < end and len(times) < 1000):
        start = time.perf_counter_ns()
        rival.run()
        times.append(time.perf_counter_ns() - start)
    return min(times)
