"""The one convolution that is measured, as the Java side describes it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Layer:
    """A convolution without bias: input [batch, channels, height, width], kernel [filters, channels / groups, h, w]."""

    batch: int
    height: int
    width: int
    channels: int
    filters: int
    kernel_h: int
    kernel_w: int
    stride_h: int
    stride_w: int
    pad_top: int
    pad_bottom: int
    pad_left: int
    pad_right: int
    dilation: int
    groups: int

    @property
    def input_shape(self) -> tuple[int, int, int, int]:
        return (self.batch, self.channels, self.height, self.width)

    @property
    def kernel_shape(self) -> tuple[int, int, int, int]:
        return (self.filters, self.channels // self.groups, self.kernel_h, self.kernel_w)

    @property
    def is_depthwise(self) -> bool:
        return self.groups > 1 and self.groups == self.channels == self.filters


ONE_ELEMENT = Layer(1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1)
"""Computes next to nothing, so that its time is what a call costs."""


def one_element_tensors() -> tuple[np.ndarray, np.ndarray]:
    """Input and kernel of the one-element layer."""
    return np.ones(ONE_ELEMENT.input_shape, np.float32), np.ones(ONE_ELEMENT.kernel_shape, np.float32)
