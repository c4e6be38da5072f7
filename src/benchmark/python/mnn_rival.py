"""MNN: a session of one convolution, precision high, fed in its own layout NC4HW4."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

# The compiled converter itself: its wrapper, MNN.tools, installs a telemetry package and calls home when imported
import _tools
import MNN
import numpy as np

from layer import Layer


class Mnn:
    """One session."""

    calls = 1

    def __init__(self, net: MNN.Interpreter, threads: int) -> None:
        self.net = net
        self.session = net.createSession({"backend": "CPU", "numThread": threads, "precision": "high"})

    def feed(self, x: np.ndarray) -> None:
        self.net.getSessionInput(self.session).copyFrom(host_tensor(x))

    def run(self) -> None:
        self.net.runSession(self.session)

    def output(self) -> np.ndarray:
        tensor = self.net.getSessionOutput(self.session)
        host = host_tensor(np.zeros(tensor.getShape(), np.float32))
        tensor.copyToHostTensor(host)
        return np.array(host.getNumpyData(), np.float32).reshape(tensor.getShape())


def host_tensor(values: np.ndarray) -> MNN.Tensor:
    return MNN.Tensor(values.shape, MNN.Halide_Type_Float, values, MNN.Tensor_DimensionType_Caffe)


def load(layer: Layer, x: np.ndarray, kernel: np.ndarray, threads: int, folder: Path) -> Mnn:
    text, binary = folder / "layer.json", folder / "layer.mnn"
    text.write_text(json.dumps(model(layer, kernel)))
    converted = ["mnnconvert", "-f", "JSON", "--modelFile", str(text), "--MNNModel", str(binary), "--bizCode", "none"]
    _tools.mnnconvert(converted)
    text.unlink()
    rival = Mnn(MNN.Interpreter(str(binary)), threads)
    binary.unlink()
    rival.feed(x)
    return rival


def model(layer: Layer, kernel: np.ndarray) -> dict[str, Any]:
    """The model in the JSON form of MNN's schema, without a change of layout before or behind the convolution."""
    common = {
        "kernelX": layer.kernel_w,
        "kernelY": layer.kernel_h,
        "strideX": layer.stride_w,
        "strideY": layer.stride_h,
        "dilateX": layer.dilation,
        "dilateY": layer.dilation,
        "padMode": "CAFFE",
        "padX": layer.pad_left,
        "padY": layer.pad_top,
        "pads": [layer.pad_top, layer.pad_left, layer.pad_bottom, layer.pad_right],
        "group": layer.groups,
        "inputCount": layer.channels,
        "outputCount": layer.filters,
    }
    source = {
        "type": "Input",
        "name": "x",
        "outputIndexes": [0],
        "main_type": "Input",
        "main": {"dims": list(layer.input_shape), "dtype": "DT_FLOAT", "dformat": "NC4HW4"},
        "defaultDimentionFormat": "NCHW",
    }
    convolution = {
        "type": "ConvolutionDepthwise" if layer.is_depthwise else "Convolution",
        "name": "y",
        "inputIndexes": [0],
        "outputIndexes": [1],
        "main_type": "Convolution2D",
        "main": {
            "common": common,
            "weight": kernel.ravel().astype(float).tolist(),
            "bias": [0.0] * layer.filters,
        },
        "defaultDimentionFormat": "NCHW",
    }
    return {
        "oplists": [source, convolution],
        "tensorName": ["x", "y"],
        "outputName": ["y"],
        "sourceType": "ONNX",
        "usage": "INFERENCE",
    }
