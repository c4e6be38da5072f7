"""ncnn: a net of one convolution, float32, fed in the packed layout its layers hand on to one another."""

from __future__ import annotations

from pathlib import Path

import ncnn
import numpy as np

from layer import Layer

KEEP_PACKING = 1
"""Tells the extractor to leave the output as the layer wrote it."""

PACKINGS = (16, 8, 4, 1)


class Ncnn:
    """One net and an input for each image: a net computes one image at a time."""

    def __init__(self, net: ncnn.Net, images: list[ncnn.Mat]) -> None:
        self.net = net
        self.images = images
        self.outputs: list[ncnn.Mat] = []
        self.calls = len(images)

    def run(self) -> None:
        outputs: list[ncnn.Mat] = []
        for image in self.images:
            extractor = self.net.create_extractor()
            extractor.input("x", image)
            _, output = extractor.extract("y", KEEP_PACKING)
            outputs.append(output)
        self.outputs = outputs

    def output(self) -> np.ndarray:
        return np.stack([np.array(ncnn.convert_packing(output, 1)) for output in self.outputs])


def load(layer: Layer, x: np.ndarray, kernel: np.ndarray, threads: int, folder: Path) -> Ncnn:
    net = new_net(layer, kernel, threads, folder)
    packing = next(p for p in PACKINGS if p <= WIDEST_PACKING and layer.channels % p == 0)
    return Ncnn(net, [packed(image, packing) for image in x])


def packed(image: np.ndarray, packing: int) -> ncnn.Mat:
    # The clone owns its memory and aligns each channel as ncnn does
    mat = ncnn.Mat(np.ascontiguousarray(image)).clone()
    return mat if packing == 1 else ncnn.convert_packing(mat, packing)


def new_net(layer: Layer, kernel: np.ndarray, threads: int, folder: Path) -> ncnn.Net:
    net = ncnn.Net()
    net.opt.num_threads = threads
    net.opt.openmp_blocktime = 0
    net.opt.use_vulkan_compute = False
    for precision in ("fp16_packed", "fp16_storage", "fp16_arithmetic", "bf16_packed", "bf16_storage"):
        setattr(net.opt, f"use_{precision}", False)
    kind = "Convolution" if layer.groups == 1 else "ConvolutionDepthWise"
    parameters = {
        0: layer.filters,
        1: layer.kernel_w,
        11: layer.kernel_h,
        2: layer.dilation,
        12: layer.dilation,
        3: layer.stride_w,
        13: layer.stride_h,
        4: layer.pad_left,
        15: layer.pad_right,
        14: layer.pad_top,
        16: layer.pad_bottom,
        5: 0,
        6: kernel.size,
    }
    if layer.groups > 1:
        parameters[7] = layer.groups
    text = " ".join(f"{key}={value}" for key, value in parameters.items())
    param = f"7767517\n2 2\nInput x 0 1 x\n{kind} y 1 1 x y {text}\n"
    if net.load_param_mem(param) != 0:
        raise ValueError("ncnn does not take the layer")
    weights = folder / "ncnn.bin"
    weights.write_bytes(b"\0\0\0\0" + kernel.tobytes())
    if net.load_model(str(weights)) != 0:
        raise ValueError("ncnn does not take the weights")
    weights.unlink()
    return net


def widest_packing() -> int:
    """What ncnn itself packs 16 channels in, on this processor."""
    net = ncnn.Net()
    net.load_param_mem("7767517\n2 2\nInput x 0 1 x\nReLU y 1 1 x y\n")
    rival = Ncnn(net, [packed(np.zeros((16, 4, 4), np.float32), 1)])
    rival.run()
    return int(rival.outputs[0].elempack)


WIDEST_PACKING = widest_packing()
