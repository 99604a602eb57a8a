"""Writes src/test/resources/golden.npz: the rules R1 to R6 and R11 in NumPy float64, written
independently of the Java tracks, from the rules alone.

Made with numpy 2.4.6 (the member `meta` says which). Run in the module's folder:
    python3 src/test/python/make_golden.py

Inputs, targets and first parameters are numbers that float32 holds exactly, so that one file
serves both data types. Members, for a case such as gelu/softmax-cross-entropy:
    x, y.<head>, W1, b1, ..., shared by all cases
    <case>/z1, a1, ..., loss, dW1, db1, ...          one forward and backward pass
    <case>/<optimizer>/<n>                           W1, b1, ... after n steps on the same batch,
                                                     row-major, one after the other
"""

import io
import math
import zipfile
from pathlib import Path

import numpy as np

SIZES = [4, 5, 3, 2]
ROWS = 6
STEPS = [1, 2, 5]
LEAKY_SLOPE = 0.01

erf = np.vectorize(math.erf, otypes=[float])
sigmoid = lambda z: np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), 1 - 1 / (1 + np.exp(-np.abs(z))))
phi = lambda z: np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
Phi = lambda z: (1 + erf(z / np.sqrt(2))) / 2
gelu_inner = lambda z: np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)
gelu_inner_slope = lambda z: np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * z**2)

# R6: name -> (sigma, sigma')
ACTIVATIONS = {
    "identity": (lambda z: z, lambda z: np.ones_like(z)),
    "relu": (lambda z: np.where(z > 0, z, 0), lambda z: np.where(z > 0, 1.0, 0)),
    "leaky-relu": (lambda z: np.where(z > 0, z, LEAKY_SLOPE * z), lambda z: np.where(z > 0, 1, LEAKY_SLOPE)),
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * sigmoid(-z)),
    "tanh": (np.tanh, lambda z: 1 / np.cosh(z) ** 2),
    "elu": (lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))), lambda z: np.exp(np.minimum(z, 0))),
    "gelu": (lambda z: z * Phi(z), lambda z: Phi(z) + z * phi(z)),
    "gelu-tanh": (
        lambda z: z / 2 * (1 + np.tanh(gelu_inner(z))),
        lambda z: (1 + np.tanh(gelu_inner(z))) / 2
        + z / 2 / np.cosh(gelu_inner(z)) ** 2 * gelu_inner_slope(z),
    ),
    "silu": (lambda z: z * sigmoid(z), lambda z: sigmoid(z) * (1 + z * sigmoid(-z))),
}


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


# R3 to R5: name -> (outputs from z, loss from z and y, dL/dz from z and y)
def squared_error(activation):
    sigma, slope = ACTIVATIONS[activation]
    return (
        sigma,
        lambda z, y: np.mean((sigma(z) - y) ** 2),
        lambda z, y: 2 * (sigma(z) - y) / y.size * slope(z),
    )


HEADS = {
    "squared-error": lambda hidden: squared_error("identity"),
    "squared-error-activated": squared_error,
    "softmax-cross-entropy": lambda hidden: (
        softmax,
        lambda z, y: -np.mean(np.sum(y * np.log(softmax(z)), axis=1)),
        lambda z, y: (softmax(z) - y) / len(y),
    ),
    "sigmoid-cross-entropy": lambda hidden: (
        sigmoid,
        lambda z, y: -np.mean(y * np.log(sigmoid(z)) + (1 - y) * np.log(sigmoid(-z))),
        lambda z, y: (sigmoid(z) - y) / y.size,
    ),
}


def backpropagate(parameters, x, y, hidden, head):
    """R1 and R2: every tensor of one pass, by name."""
    sigma, slope = ACTIVATIONS[hidden]
    outputs, loss, loss_slope = HEADS[head](hidden)
    layers = len(SIZES) - 1
    t = {}
    a = [x]
    for l in range(1, layers + 1):
        t[f"z{l}"] = a[-1] @ parameters[f"W{l}"] + parameters[f"b{l}"]
        a.append((sigma if l < layers else outputs)(t[f"z{l}"]))
        t[f"a{l}"] = a[-1]
    t["loss"] = loss(t[f"z{layers}"], y)
    dz = loss_slope(t[f"z{layers}"], y)
    for l in range(layers, 0, -1):
        t[f"dW{l}"] = a[l - 1].T @ dz
        t[f"db{l}"] = dz.sum(axis=0)
        if l > 1:
            dz = dz @ parameters[f"W{l}"].T * slope(t[f"z{l - 1}"])
    return t


# R11: name -> function of (parameter, gradient, state, t from 1), which changes the state
def sgd(p, g, state, t, rate=0.05):
    return p - rate * g


def momentum(p, g, state, t, rate=0.01, mu=0.9):
    state["v"] = mu * state.get("v", 0) - rate * g
    return p + state["v"]


def nesterov(p, g, state, t, rate=0.01, mu=0.9):
    before = state.get("v", 0)
    state["v"] = mu * before - rate * g
    return p - mu * before + (1 + mu) * state["v"]


def adam(p, g, state, t, rate=0.002, beta1=0.9, beta2=0.999, epsilon=1e-4, hat=False):
    state["m"] = beta1 * state.get("m", 0) + (1 - beta1) * g
    state["v"] = beta2 * state.get("v", 0) + (1 - beta2) * g**2
    if hat:
        rate_t = rate * np.sqrt(1 - beta2**t) / (1 - beta1**t)
        return p - rate_t * state["m"] / (np.sqrt(state["v"]) + epsilon)
    m_hat = state["m"] / (1 - beta1**t)
    v_hat = state["v"] / (1 - beta2**t)
    return p - rate * m_hat / (np.sqrt(v_hat) + epsilon)


OPTIMIZERS = {
    "sgd": sgd,
    "momentum": momentum,
    "nesterov": nesterov,
    "adam": adam,
    "adam-epsilon-hat": lambda *args: adam(*args, hat=True),
}


def train(first, x, y, hidden, head, optimizer):
    parameters = dict(first)
    states = {name: {} for name in parameters}
    after = {}
    for t in range(1, max(STEPS) + 1):
        tensors = backpropagate(parameters, x, y, hidden, head)
        for name in parameters:
            gradient = tensors["d" + name]
            parameters[name] = OPTIMIZERS[optimizer](parameters[name], gradient, states[name], t)
        if t in STEPS:
            after[t] = np.concatenate([value.ravel() for value in parameters.values()])
    return after


def main():
    random = np.random.Generator(np.random.Philox(20))
    as_float = lambda values: np.float64(np.float32(values))
    golden = {"meta": np.array(f"numpy {np.__version__}")}
    x = as_float(random.normal(size=(ROWS, SIZES[0])))
    golden["x"] = x
    targets = {
        "squared-error": as_float(random.uniform(0.1, 0.9, (ROWS, SIZES[-1]))),
        "softmax-cross-entropy": np.eye(SIZES[-1])[random.integers(0, SIZES[-1], ROWS)],
        "sigmoid-cross-entropy": random.integers(0, 2, (ROWS, SIZES[-1])).astype(float),
    }
    targets["squared-error-activated"] = targets["squared-error"]
    golden.update({"y." + head: y for head, y in targets.items()})
    parameters = {}
    for l in range(1, len(SIZES)):
        scale = np.sqrt(2 / (SIZES[l - 1] + SIZES[l]))
        parameters[f"W{l}"] = as_float(scale * random.normal(size=(SIZES[l - 1], SIZES[l])))
        parameters[f"b{l}"] = as_float(0.1 * random.normal(size=SIZES[l]))
    golden.update(parameters)
    for hidden in ACTIVATIONS:
        for head in HEADS:
            case = f"{hidden}/{head}/"
            tensors = backpropagate(parameters, x, targets[head], hidden, head)
            golden.update({case + name: value for name, value in tensors.items()})
    # Every optimizer with every head and every activation at least once, not in every combination.
    for i, hidden in enumerate(ACTIVATIONS):
        for j, optimizer in enumerate(OPTIMIZERS):
            head = list(HEADS)[(i + j) % len(HEADS)]
            after = train(parameters, x, targets[head], hidden, head, optimizer)
            golden.update({f"{hidden}/{head}/{optimizer}/{n}": p for n, p in after.items()})
    write(Path("src/test/resources/golden.npz"), golden)


def write(path, tensors):
    """As np.savez_compressed, but with the same bytes whenever it runs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, values in tensors.items():
            npy = io.BytesIO()
            np.lib.format.write_array(npy, np.asarray(values), version=(1, 0))
            archive.writestr(zipfile.ZipInfo(name + ".npy"), npy.getvalue(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
