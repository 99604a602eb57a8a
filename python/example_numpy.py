"""A training step on plain NumPy arrays, whose tensors are saved; with a mistake if you want one:

    python python/example_numpy.py --mistake
    ./mlp diff mine.npz numpy-style
"""

import argparse

import numpy as np

import mlp_trace

RATE = 0.5
NONE = {"type": "none"}

NETWORK = {
    "inputs": 2,
    "inputDropout": 0.0,
    "layers": [
        {"units": 8, "activation": "sigmoid", "normalization": NONE, "dropout": 0.0},
        {"units": 3, "activation": "softmax", "normalization": NONE, "dropout": 0.0},
    ],
    "loss": "softmax-cross-entropy",
    "initializer": {"type": "xavier"},
}
TRAINING = {
    "optimizer": {"type": "sgd"}, "learningRate": RATE, "schedule": {"type": "constant"},
    "clipping": NONE, "l2": 0.0, "weightDecay": 0.0, "maxNorm": 0.0, "labelSmoothing": 0.0,
    "earlyStopping": NONE, "batchSize": 32, "epochs": 1, "seed": 1,
}


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def step(x, y, W1, b1, W2, b2, mistake):
    """Returns every tensor of the step by its name."""
    n = len(x)
    z1 = x @ W1 + b1
    a1 = sigmoid(z1)
    z2 = a1 @ W2 + b2
    a2 = softmax(z2)
    loss = -np.sum(y * np.log(a2)) / n

    dz2 = (a2 - y) / n
    dW2 = a1.T @ dz2
    db2 = dz2.sum(axis=0)
    da1 = dz2 @ W2.T
    if mistake:
        dz1 = da1 * sigmoid(a1) * (1 - sigmoid(a1))  # a1 is a sigmoid already
    else:
        dz1 = da1 * a1 * (1 - a1)
    dW1 = x.T @ dz1
    db1 = dz1.sum(axis=0)

    after = {"W1": W1 - RATE * dW1, "b1": b1 - RATE * db1, "W2": W2 - RATE * dW2, "b2": b2 - RATE * db2}
    return {
        "x": x, "y": y, "W1": W1, "b1": b1, "W2": W2, "b2": b2, "z1": z1, "a1": a1, "z2": z2, "a2": a2,
        "loss": loss, "dz2": dz2, "dW2": dW2, "db2": db2, "da1": da1, "dz1": dz1, "dW1": dW1, "db1": db1,
        **{f"{name}.after": value for name, value in after.items()},
    }


def main():
    parser = argparse.ArgumentParser(description="Saves the tensors of a training step on NumPy arrays.")
    parser.add_argument("--mistake", action="store_true", help="take the derivative at a, not at z")
    parser.add_argument("--out", default="mine.npz")
    arguments = parser.parse_args()

    random = np.random.default_rng(1)
    x = random.normal(size=(32, 2))
    y = np.eye(3)[random.integers(0, 3, 32)]
    W1, W2 = random.normal(size=(2, 8)) / np.sqrt(2), random.normal(size=(8, 3)) / np.sqrt(8)
    tensors = step(x, y, W1, np.zeros(8), W2, np.zeros(3), arguments.mistake)
    # All of them need not be there: x, y, W1.after and the parameters before would do.
    meta = {"producer": "by hand", "dataType": "float64", "network": NETWORK, "training": TRAINING}
    mlp_trace.save(arguments.out, meta, **tensors)
    print(f"./mlp diff {arguments.out} numpy-style")


if __name__ == "__main__":
    main()
