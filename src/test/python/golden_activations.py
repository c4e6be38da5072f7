"""Every activation Keras knows by name, on ordinary and on extreme numbers."""

from __future__ import annotations

from collections.abc import Iterator

import keras
import numpy as np
import tensorflow as tf
import tf_keras
from keras.src.activations import ALL_OBJECTS_DICT

from golden_io import Json, tensor

SEED = 20242
UNCALLABLE = {"threshold"}
"""Needs arguments that a name cannot give: Keras fails when such a layer runs."""

SPECIAL = [
    [0.0, -0.0, 0.5, -0.5, 3.0, -3.0],
    [20.0, -20.0, 100.0, -100.0, 1.0, -1.0],
    [6.0, -6.0, 2.5, -2.5, 88.0, -87.0],
    [np.inf, 1.0, 2.0, -1.0, 0.5, 4.0],
    [-np.inf, 1.0, 2.0, -1.0, 0.5, 4.0],
    [np.nan, 1.0, 2.0, -1.0, 0.5, 4.0],
    [np.inf, -np.inf, np.nan, 1.0, -1.0, 0.0],
    [1.0, 1.0, 1.0, 1.0, 1.0, 1.0],
]
"""Rows of channels: a function over channels is spoilt by an extreme only in that extreme's own row."""


def image() -> np.ndarray:
    """Random numbers of about four, the first rows replaced by the special ones."""
    values = np.random.default_rng(SEED).normal(0, 2, (24, 6)).clip(-4, 4)
    values[: len(SPECIAL)] = SPECIAL
    return values.reshape(2, 3, 4, 6).astype(np.float32)


def lines() -> Iterator[Json]:
    """A line for each name, and for each name to which tf_keras gives another meaning."""
    given = image()
    for name in sorted(set(ALL_OBJECTS_DICT) - UNCALLABLE):
        keras3 = np.asarray(keras.activations.get(name)(tf.constant(given)))
        yield {"activation": name, "flavor": "keras3", "input": tensor(given), "output": tensor(keras3)}
        try:
            older = np.asarray(tf_keras.activations.get(name)(tf.constant(given)))
        except ValueError:
            continue  # tf_keras does not know it
        if not np.allclose(older, keras3, rtol=1e-5, atol=1e-6, equal_nan=True):
            yield {"activation": name, "flavor": "tf_keras", "input": tensor(given), "output": tensor(older)}
