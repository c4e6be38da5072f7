"""The 65-column table of Keras 2.2, printed by Keras 2.2.4's own code."""

from __future__ import annotations

import math
import sys
import types
import zipfile
from pathlib import Path
from typing import Any

PACKAGE = "keras_2_2_4"


class _Weight:
    """What Keras 2 asks of a weight: that it can be put into a set and counted."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.size = math.prod(shape)


class _Layer:
    """What Keras 2 asks of a layer; its class takes the name of the Keras 3 layer's class."""

    def __init__(self, layer: Any) -> None:
        self.name = layer.name
        self.output_shape = tuple(layer.output.shape)
        self._params = layer.count_params()

    def count_params(self) -> int:
        """As the Keras 3 layer counts them."""
        return self._params


class Sequential:
    """What Keras 2 asks of a model. The class's name makes it print the table of a linear stack."""

    def __init__(self, model: Any) -> None:
        self.layers = [type(type(layer).__name__, (_Layer,), {})(layer) for layer in model.layers]
        self.trainable_weights = [_Weight(w.shape) for w in model.trainable_weights]
        self.non_trainable_weights = [_Weight(w.shape) for w in model.non_trainable_weights]

    def _check_trainable_weights_consistency(self) -> None:
        """Nothing is compiled here, so nothing can disagree."""


class Keras2Summary:
    """Runs `print_summary` out of the wheel, without installing it beside Keras 3."""

    def __init__(self, wheel: Path) -> None:
        with zipfile.ZipFile(wheel) as archive:
            source = archive.read("keras/utils/layer_utils.py").decode()
        package, utils = types.ModuleType(PACKAGE), types.ModuleType(f"{PACKAGE}.utils")
        backend, conv_utils = types.ModuleType(f"{PACKAGE}.backend"), types.ModuleType(f"{PACKAGE}.utils.conv_utils")
        vars(package).update(__path__=[], backend=backend)
        vars(utils).update(__path__=[])
        vars(backend).update(count_params=lambda weight: weight.size)
        vars(conv_utils).update(convert_kernel=None)
        for module in (package, utils, backend, conv_utils):
            sys.modules[module.__name__] = module
        namespace: dict[str, Any] = {"__name__": f"{PACKAGE}.utils.layer_utils", "__package__": f"{PACKAGE}.utils"}
        exec(compile(source, "layer_utils.py", "exec"), namespace)
        self._print_summary = namespace["print_summary"]

    def text(self, model: Any) -> str:
        """The table of a built model, with the blanks Keras leaves at the end of its lines."""
        lines: list[str] = []
        self._print_summary(Sequential(model), print_fn=lines.append)
        return "".join(line + "\n" for line in lines)
