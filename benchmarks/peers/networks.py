"""The peers by name.

Each is a class with ReLU hidden layers and the mean softmax cross-entropy:

    __init__(widths, weights, biases, data_type, rate, adam=None)
        weights[l] is [in, out]; adam is (beta1, beta2, epsilon), without it plain SGD
    rate             the learning rate, may be set between steps
    inputs(x)        NumPy inputs in the form that step takes
    labels(y)        NumPy one-hot rows in the form that step takes
    take(a, rows)    these rows of what inputs or labels returned
    step(x, y)       forward, loss, backward, update
    predict(x)       the most likely class of each row, as a NumPy array
    parameters()     [W1, b1, W2, b2, ...] as NumPy arrays, W [in, out]
"""

import importlib

_CLASSES = {
    "numpy": ("numpy_network", "NumpyNetwork"),
    "torch": ("torch_networks", "TorchNetwork"),
    "torch-by-hand": ("torch_networks", "TorchByHandNetwork"),
    "torch-compile": ("torch_networks", "TorchCompileNetwork"),
    "scikit-learn": ("scikit_learn_network", "ScikitLearnNetwork"),
}
PEERS = tuple(_CLASSES)
# Those that can take Adam steps whose rate changes from step to step.
ADAM_PEERS = ("numpy", "torch", "torch-by-hand")


class Unavailable(Exception):
    """The peer cannot do this here; the message says why."""


def load(peer, threads):
    """Imports only what this peer needs."""
    module, name = _CLASSES[peer]
    try:
        loaded = importlib.import_module(module)
    except ImportError as missing:
        raise Unavailable(str(missing)) from missing
    if peer.startswith("torch"):
        loaded.set_threads(threads)
    return getattr(loaded, name)
