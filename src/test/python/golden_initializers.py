"""What Keras's initializers on TensorFlow make of an integer seed."""

from __future__ import annotations

from collections.abc import Iterator

import keras
import numpy as np
from keras import initializers

from golden_io import Json, tensor

SHAPES = [(3, 3, 1, 1), (5, 3, 4, 6), (1, 1, 16, 32)]
SEEDS = [0, 7, 42, 2**31 + 5]
ODD_SEEDS = [-1, 2**40 + 3, 2**31 - 2]


def constants() -> Iterator[keras.Initializer]:
    """Those without chance."""
    yield initializers.Zeros()
    yield initializers.Ones()
    yield initializers.Constant()
    yield initializers.Constant(-0.1)


def randoms(seed: int) -> Iterator[keras.Initializer]:
    """Those with a seed."""
    yield initializers.RandomUniform(seed=seed)
    yield initializers.RandomUniform(minval=-2, maxval=0.7, seed=seed)
    yield initializers.RandomNormal(seed=seed)
    yield initializers.RandomNormal(mean=1.5, stddev=0.3, seed=seed)
    yield initializers.TruncatedNormal(seed=seed)
    yield initializers.TruncatedNormal(mean=-1, stddev=2.0, seed=seed)
    yield initializers.GlorotUniform(seed=seed)
    yield initializers.GlorotNormal(seed=seed)
    yield initializers.HeUniform(seed=seed)
    yield initializers.HeNormal(seed=seed)
    yield initializers.LecunUniform(seed=seed)
    yield initializers.LecunNormal(seed=seed)
    yield initializers.Orthogonal(seed=seed)
    yield initializers.Orthogonal(gain=0.5, seed=seed)


def variance_scalings(seed: int) -> Iterator[keras.Initializer]:
    """The general form of most of the others."""
    for mode in ("fan_in", "fan_out", "fan_avg"):
        for distribution in ("uniform", "truncated_normal", "untruncated_normal"):
            yield initializers.VarianceScaling(scale=0.7, mode=mode, distribution=distribution, seed=seed)
    yield initializers.VarianceScaling(seed=seed)


def lines() -> Iterator[Json]:
    """One for each initializer and kernel shape."""
    chosen = [*constants()]
    for seed in SEEDS:
        chosen += randoms(seed)
    for seed in (7, 2**31 + 5):
        chosen += variance_scalings(seed)
    for seed in ODD_SEEDS:
        chosen += [initializers.GlorotUniform(seed=seed), initializers.HeNormal(seed=seed)]
    for initializer in chosen:
        for shape in SHAPES:
            values = np.asarray(initializer(shape, dtype="float32"))
            yield {
                "initializer": initializers.serialize(initializer),
                "shape": list(shape),
                "values": tensor(values, integers=np.unique(values).size == 1),
            }
