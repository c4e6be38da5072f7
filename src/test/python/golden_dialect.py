"""Prints the same network as the Keras it runs with writes it: run once with every Keras whose dialect matters."""

import json

import keras


def main() -> None:
    """One line for `dialects.jsonl`."""
    layers = keras.layers
    given = {"shape": (9, 8, 3)} if keras.__version__.startswith("3.") else {"input_shape": (9, 8, 3)}
    model = keras.Sequential(
        [
            layers.InputLayer(**given),
            layers.ZeroPadding2D(((1, 0), (2, 1))),
            layers.Conv2D(4, (3, 2), strides=2, activation="relu", kernel_regularizer="l2"),
            layers.Activation("tanh"),
            layers.Conv2D(2, 1, use_bias=False, kernel_initializer=keras.initializers.HeNormal(seed=7)),
            layers.ReLU(6.0),
        ],
        name="dialect",
    )
    print(json.dumps({"keras": keras.__version__, "model": json.loads(model.to_json())}, separators=(",", ":")))


if __name__ == "__main__":
    main()
