"""Plain float64 arithmetic that guards the golden files against a backend's own bugs."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import tensorflow as tf


def convolve(layer: Any, image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A Conv2D before its activation, channels last, and the sum of the absolute terms of every output."""
    kernel = layer.get_weights()[0].astype(np.float64)
    bias = layer.get_weights()[1].astype(np.float64) if layer.use_bias else np.zeros(layer.filters)
    image = image.astype(np.float64)
    if layer.data_format == "channels_first":
        image = image.transpose(0, 2, 3, 1)
    extent = [d * (k - 1) + 1 for d, k in zip(layer.dilation_rate, layer.kernel_size, strict=True)]
    sides = image.shape[1:3]
    if layer.padding == "same":
        size = [-(-side // s) for side, s in zip(sides, layer.strides, strict=True)]
        total = [
            max((n - 1) * s + e - side, 0) for n, s, e, side in zip(size, layer.strides, extent, sides, strict=True)
        ]
        image = np.pad(image, [(0, 0), *[(t // 2, t - t // 2) for t in total], (0, 0)])
    else:
        size = [(side - e) // s + 1 for side, e, s in zip(sides, extent, layer.strides, strict=True)]
    per_group, filters = kernel.shape[2], layer.filters // layer.groups
    value = np.zeros((image.shape[0], *size, layer.filters)) + bias
    scale = np.zeros_like(value) + np.abs(bias)
    for row, column in np.ndindex(*layer.kernel_size):
        top, left = row * layer.dilation_rate[0], column * layer.dilation_rate[1]
        patch = image[:, top :: layer.strides[0], left :: layer.strides[1]][:, : size[0], : size[1]]
        for group in range(layer.groups):
            channels = slice(group * per_group, (group + 1) * per_group)
            target = slice(group * filters, (group + 1) * filters)
            value[..., target] += patch[..., channels] @ kernel[row, column, :, target]
            scale[..., target] += np.abs(patch[..., channels]) @ np.abs(kernel[row, column, :, target])
    if layer.data_format == "channels_first":
        return value.transpose(0, 3, 1, 2), scale.transpose(0, 3, 1, 2)
    return value, scale


def check(layer: Any, image: np.ndarray, output: np.ndarray, integers: bool) -> None:
    """Fails where the answer of Keras's Conv2D is not the one that arithmetic gives."""
    if not isinstance(layer, keras.layers.Conv2D) or not np.all(np.isfinite(image)):
        return
    expected, scale = convolve(layer, image)
    exact = integers and np.array_equal(image, np.round(image))
    if exact and scale.max() >= 2**24:
        raise AssertionError(f"{layer.name}: the sums of the integer run are not exact in float32")
    if layer.activation is keras.activations.linear:
        close = bool(np.all(np.abs(output - expected) <= (0 if exact else 2e-6 * scale)))
    else:
        expected = keras.ops.convert_to_numpy(layer.activation(tf.constant(expected, dtype=tf.float32)))
        close = np.allclose(output, expected, rtol=1e-3, atol=1e-4, equal_nan=True)
    if output.shape != expected.shape or not close:
        raise AssertionError(f"{layer.name}: Keras's backend is wrong by {np.abs(output - expected).max()}")


def is_misread_by_keras(layer: Any) -> bool:
    """Keras on TensorFlow adds a channels_first bias along the columns where there are as many columns as filters."""
    return (
        isinstance(layer, keras.layers.Conv2D)
        and layer.data_format == "channels_first"
        and layer.use_bias
        and layer.filters > 1
        and layer.output.shape[-1] == layer.filters
    )
