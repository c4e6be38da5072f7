"""Builds models with Keras, runs them, and describes them as one line of a golden file."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import keras
import numpy as np
import tensorflow as tf
import tf_keras

import golden_io
import golden_reference
from golden_io import Json

LayerSpec = tuple[str, Json]
"""A layer's type and the arguments given to it: those that differ from Keras's defaults."""

TF_KERAS_ACTIVATIONS = {
    "elu", "exponential", "gelu", "leaky_relu", "linear", "log_softmax", "mish", "relu", "relu6", "selu", "sigmoid",
    "silu", "softmax", "softplus", "softsign", "swish", "tanh",
}  # fmt: skip
"""Names that both know and compute alike: hard_sigmoid is left out because the two differ."""


@dataclass(frozen=True)
class Case:
    """One network to describe and, where all its sides are known, to run."""

    id: str
    layers: list[LayerSpec]
    input_shape: tuple[int | None, ...]
    batch: int = 1
    fixed_batch: bool = False
    with_input_layer: bool = True
    input_name: str | None = None
    model_name: str | None = None
    seed: Sequence[int] = field(default=(0,))
    largest_weight: int = 4
    weights: list[np.ndarray] | None = None
    image: np.ndarray | None = None
    trainable: bool = True
    unbuilt: bool = False
    huge: bool = False


def build(case: Case) -> tuple[keras.Sequential, str]:
    """The model built for its input shape, and the JSON Keras printed of it as the user wrote it."""
    if not case.huge:
        keras.backend.clear_session()  # automatic names start over
    batch_shape = (case.batch if case.fixed_batch else None, *case.input_shape)
    model = keras.Sequential(name=case.model_name)
    if case.with_input_layer:
        model.add(keras.layers.InputLayer(batch_shape=batch_shape, name=case.input_name))
    for type_name, arguments in case.layers:
        model.add(getattr(keras.layers, type_name)(**arguments))
    if not case.trainable:
        model.trainable = False
    text = model.to_json()
    if not case.with_input_layer and not case.unbuilt:
        model.build(batch_shape)
    return model, text


def possible(draw: Callable[[int, int], Case], index: int) -> Case:
    """The first draw of this index that Keras computes rightly."""
    for attempt in itertools.count():
        case = draw(index, attempt)
        if not any(map(golden_reference.is_misread_by_keras, build(case)[0].layers)):
            return case
    raise AssertionError("unreachable")


def build_tf_keras(case: Case) -> Json | None:
    """The same network as tf_keras prints it, where tf_keras gives it the same meaning."""
    for _, arguments in case.layers:
        if arguments.get("activation", "linear") not in TF_KERAS_ACTIVATIONS:
            return None
    tf_keras.backend.clear_session()
    batch_shape = (case.batch if case.fixed_batch else None, *case.input_shape)
    model = tf_keras.Sequential(name=case.model_name)
    if case.with_input_layer and case.input_name is not None:
        model.add(tf_keras.layers.InputLayer(batch_input_shape=batch_shape, name=case.input_name))
    for position, (type_name, arguments) in enumerate(case.layers):
        says_shape = position == 0 and case.with_input_layer and case.input_name is None
        shape = {"batch_input_shape": batch_shape} if says_shape else {}
        model.add(getattr(tf_keras.layers, type_name)(**arguments, **shape))
    return json.loads(model.to_json())


def short_form(case: Case) -> Json:
    """The service's short form: Keras's names, and only what is not Keras's default."""
    layers: list[Json] = []
    if case.with_input_layer and (case.input_name is not None or case.fixed_batch):
        named = {} if case.input_name is None else {"name": case.input_name}
        batch = case.batch if case.fixed_batch else None
        layers.append({"type": "InputLayer", **named, "batch_shape": [batch, *case.input_shape]})
    layers += [{"type": type_name, **arguments} for type_name, arguments in case.layers]
    named = {} if case.model_name is None else {"name": case.model_name}
    return {**named, "layers": layers}


def keras3_table(model: keras.Sequential) -> str:
    """What `summary` prints where its output is no terminal."""
    printed: list[str] = []
    model.summary(print_fn=printed.append)
    return "".join(printed)


def describe(case: Case, keras2: Callable[[keras.Sequential], str]) -> tuple[Json, keras.Sequential]:
    """Everything about a network but its data."""
    model, text = build(case)
    line: Json = {"id": case.id, "model": json.loads(text)}
    tf_keras_model = build_tf_keras(case)
    if tf_keras_model is not None:
        line["tf_keras_model"] = tf_keras_model
    line["short"] = short_form(case)
    line["input_shape"] = list(case.input_shape)
    line["params"] = model.count_params()
    line["layers"] = [
        {
            "name": layer.name,
            "type": type(layer).__name__,
            "output_shape": list(layer.output.shape),
            "params": layer.count_params(),
        }
        for layer in model.layers
    ]
    line["keras3"] = keras3_table(model)
    line["keras2"] = keras2(model)
    return line, model


def describe_and_run(case: Case, keras2: Callable[[keras.Sequential], str]) -> Json:
    """A whole line: the description, a run on small integers and one on random numbers."""
    line, model = describe(case, keras2)
    random = np.random.default_rng([*case.seed, 1])
    shapes = [tuple(w.shape) for w in model.weights]
    batch_shape = [case.batch, *(side for side in case.input_shape if side is not None)]
    largest = case.largest_weight
    image = case.image if case.image is not None else random.integers(-4, 5, batch_shape)
    weights = case.weights or [random.integers(-largest, largest + 1, shape) for shape in shapes]
    line["integer"] = run(model, image, weights, integers=True)
    if case.weights is None:
        weights = [random.normal(0, 0.5, shape) for shape in shapes]
        line["random"] = run(model, random.normal(0, 1, batch_shape), weights, integers=False)
    return line


def run(model: keras.Sequential, image: np.ndarray, weights: list[np.ndarray], integers: bool) -> Json:
    """The outputs of every layer, each checked against plain float64 arithmetic before it is believed."""
    image = np.asarray(image, dtype=np.float32)
    weights = [np.asarray(w, dtype=np.float32) for w in weights]
    model.set_weights(weights)
    outputs: list[np.ndarray] = []
    for layer in model.layers:
        given = outputs[-1] if outputs else image
        outputs.append(call(layer, given))
        golden_reference.check(layer, given, outputs[-1], integers)
    return {
        "input": golden_io.tensor(image, integers),
        "weights": [golden_io.tensor(w, integers) for w in weights],
        "outputs": [golden_io.tensor(o, integers) for o in outputs],
    }


def call(layer: keras.Layer, image: np.ndarray) -> np.ndarray:
    """Calls Keras's own layer; channels_first runs compiled by XLA, without which the CPU has no such kernels."""
    if getattr(layer, "data_format", None) == "channels_first":
        return tf.function(layer, jit_compile=True)(tf.constant(image)).numpy()
    return keras.ops.convert_to_numpy(layer(tf.constant(image)))
