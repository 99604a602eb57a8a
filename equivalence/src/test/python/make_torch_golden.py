"""Writes src/test/resources/torch-golden.npz: trainings of 20 steps by PyTorch in float64, every
feature alone and a pairwise cover of their combinations. How they are computed: torch_reference.py.

Made with torch 2.13.0+cpu and numpy 2.4.6 (the member `meta` says which). Run in the module's
folder:
    python3 src/test/python/make_torch_golden.py
The bytes are the same whenever it runs on one machine; on another, vectorized functions may differ
in the last bit.

Members; P are all parameters in the project's order, row by row (W as [in, out]), one after the
other, and S all running statistics:
    x [21, 5], y/<loss> [21, 3]         batches are the rows 0-7, 8-15, 16-20, again and again
    initial/<parameter>                 of which a network takes those that it has
    steps [6]                           the steps, from 0, whose tensors are recorded
    <case>/features                     what the case is about, one in each line
    <case>/network, training            JSON
    <case>/training-loss [20]           of every step, before it
    <case>/learning-rate [20]           of every step
    <case>/outputs [6, 21, 3]           in evaluation, of all rows, before the step
    <case>/loss [6]                     in evaluation, of the batch, before the step
    <case>/gradients [6, P]             means, before clipping
    <case>/clip-norm [6]                before clipping, with clipping by global norm
    <case>/parameters [6, P]            after the step
    <case>/statistics [6, S]            after the step, with batch normalization
All that is given (inputs, targets, first parameters) are numbers that float32 holds exactly.
"""

import copy
import io
import itertools
import json
import platform
import zipfile
from pathlib import Path

import numpy as np
import torch

from torch_reference import ACTIVATIONS, STEPS, train

SIZES = [5, 7, 6, 3]
RECORDED = [0, 1, 2, 5, 10, 19]

NONE = {"type": "none"}
NOTHING = ("none", "constant")  # choices that are no feature
AUTOMATIC = "automatic"  # a threshold that is chosen so that it acts now and then, see `settle`

# What can be chosen, by kind; the first of a kind is what a case takes that is not about it.
LOSSES = {
    # loss, output activation (None: the hidden layers'), label smoothing
    "softmax-cross-entropy": ("softmax-cross-entropy", "softmax", 0),
    "softmax-cross-entropy-smoothed": ("softmax-cross-entropy", "softmax", 0.1),
    "sigmoid-cross-entropy": ("sigmoid-cross-entropy", "sigmoid", 0),
    "sigmoid-cross-entropy-smoothed": ("sigmoid-cross-entropy", "sigmoid", 0.2),
    "squared-error": ("squared-error", "identity", 0),
    "squared-error-activated": ("squared-error", None, 0),
}
OPTIMIZERS = {
    # the optimizer, and a learning rate at which training is stable
    "sgd": ({"type": "sgd"}, 0.1),
    "momentum": ({"type": "momentum", "momentum": 0.9}, 0.02),
    "nesterov": ({"type": "nesterov", "momentum": 0.8}, 0.03),
    "adam": ({"type": "adam", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "epsilonHat": False}, 0.01),
    "adam-epsilon-hat": (
        {"type": "adam", "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-4, "epsilonHat": True}, 0.01,
    ),
    "adamw": ({"type": "adamw", "beta1": 0.9, "beta2": 0.99, "epsilon": 1e-6, "weightDecay": 0.3}, 0.01),
    "rmsprop": ({"type": "rmsprop", "decay": 0.9, "epsilon": 1e-6}, 0.005),
    "adagrad": ({"type": "adagrad", "epsilon": 1e-6}, 0.05),
}
NORMALIZATIONS = {
    # of the first and the second hidden layer
    "none": (NONE, NONE),
    "batch": (
        {"type": "batch", "decay": 0.9, "epsilon": 1e-5},
        {"type": "batch", "decay": 0.8, "epsilon": 1e-3},
    ),
    "batch-first": ({"type": "batch", "decay": 0.9, "epsilon": 1e-5}, NONE),
    "batch-second": (NONE, {"type": "batch", "decay": 0.9, "epsilon": 1e-5}),
}
DROPOUTS = {"none": (0, 0, 0), "hidden": (0, 0.2, 0.3), "inputs": (0.15, 0, 0), "both": (0.1, 0.25, 0)}
DECAYS = {
    "none": {},
    "l2": {"l2": 0.05},
    "weight-decay": {"weightDecay": 0.3},
    "max-norm": {"maxNorm": AUTOMATIC},
    "all": {"l2": 0.02, "weightDecay": 0.2, "maxNorm": AUTOMATIC},
}
CLIPPINGS = {
    "none": NONE,
    "global-norm": {"type": "global-norm", "max": AUTOMATIC},
    "value": {"type": "value", "max": AUTOMATIC},
}
SCHEDULES = {
    "constant": {"type": "constant"},
    "step": {"type": "step", "every": 4, "factor": 0.7},
    "exponential": {"type": "exponential", "factor": 0.95},
    "cosine": {"type": "cosine", "warmUp": 0, "steps": 16, "end": 0.1},
    "cosine-warm-up": {"type": "cosine", "warmUp": 5, "steps": 25, "end": 0},
    "one-cycle": {"type": "one-cycle", "steps": 18, "peak": 0.3, "startDivisor": 10, "endDivisor": 100},
    "plateau": {"type": "plateau", "window": 3, "patience": 0, "factor": 0.5, "threshold": AUTOMATIC},
    "plateau-patient": {"type": "plateau", "window": 2, "patience": 1, "factor": 0.6, "threshold": AUTOMATIC},
}
KINDS = {
    "activation": ACTIVATIONS,
    "loss": LOSSES,
    "optimizer": OPTIMIZERS,
    "normalization": NORMALIZATIONS,
    "dropout": DROPOUTS,
    "decay": DECAYS,
    "clipping": CLIPPINGS,
    "schedule": SCHEDULES,
}


def describe(chosen, seed):
    """The network and the training of a choice, as the project's JSON has them."""
    loss, output, smoothing = LOSSES[chosen["loss"]]
    optimizer, rate = OPTIMIZERS[chosen["optimizer"]]
    dropout = DROPOUTS[chosen["dropout"]]
    normalizations = (*NORMALIZATIONS[chosen["normalization"]], NONE)
    activations = (chosen["activation"], chosen["activation"], output or chosen["activation"])
    layers = [
        {"units": units, "activation": a, "normalization": n, "dropout": p}
        for units, a, n, p in zip(SIZES[1:], activations, normalizations, (*dropout[1:], 0))
    ]
    network = {
        "inputs": SIZES[0], "inputDropout": dropout[0], "layers": layers, "loss": loss,
        "initializer": {"type": "glorot-uniform"},
    }  # fmt: skip
    training = {
        "optimizer": optimizer, "learningRate": rate,
        "schedule": dict(SCHEDULES[chosen["schedule"]]), "clipping": dict(CLIPPINGS[chosen["clipping"]]),
        "l2": 0, "weightDecay": 0, "maxNorm": 0, **DECAYS[chosen["decay"]], "labelSmoothing": smoothing,
        "earlyStopping": NONE, "batchSize": 8, "epochs": 1, "seed": seed,
    }  # fmt: skip
    return network, training


def alone():
    """Every choice that is something, beside the first of all other kinds."""
    usual = {kind: next(iter(names)) for kind, names in KINDS.items()}
    for kind, names in KINDS.items():
        for name in names:
            if name not in NOTHING:
                yield usual | {kind: name}, [f"{kind}/{name}"]


def combined(random):
    """A pairwise cover, greedily: of 300 random choices that hold a pair which none holds yet, the
    one that holds the most of those."""
    left = {
        ((kind, name), (other, of_other)): None
        for kind, other in itertools.combinations(KINDS, 2)
        for name, of_other in itertools.product(KINDS[kind], KINDS[other])
        if is_allowed({kind: name, other: of_other})
    }
    while left:
        pair = dict(next(iter(left)))
        tries = [
            {kind: pair.get(kind) or str(random.choice(list(names))) for kind, names in KINDS.items()}
            for _ in range(300)
        ]
        new = lambda chosen: [p for p in itertools.combinations(chosen.items(), 2) if p in left]
        best = max(filter(is_allowed, tries), key=lambda chosen: len(new(chosen)))
        for held in new(best):
            del left[held]
        yield best, [f"{kind}/{name}" for kind, name in best.items() if name not in NOTHING]


def is_allowed(chosen):
    """AdamW has a decoupled decay of its own: another beside it is refused. And what shifts the
    inputs of an affine map, as b and beta of an identity layer do, is taken away again by a batch
    normalization behind it: its gradient is 0, and what is computed for it is rounding alone."""
    twice = chosen.get("optimizer") == "adamw" and chosen.get("decay") in ("weight-decay", "all")
    behind = chosen.get("normalization") in ("batch", "batch-second")
    return not twice and not (chosen.get("activation") == "identity" and behind)


def settle(network, training, data):
    """The training with numbers for all that is AUTOMATIC, and its record: the first numbers by
    which clipping, max-norm and plateau act now and then, not always and not never."""
    plain = {"schedule": {"type": "constant"}, "clipping": NONE, "maxNorm": 0}
    trial = train(network, training | plain, data)
    clipped = {"global-norm": trial["clip-norm"], "value": np.abs(trial["gradients"])}
    settled = copy.deepcopy(training)
    thresholds = (0, 0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3)
    for quantile, threshold in itertools.product((0.7, 0.5, 0.3), thresholds):
        if settled["clipping"] != NONE:
            clippable = clipped[training["clipping"]["type"]]
            settled["clipping"]["max"] = two_digits(np.quantile(clippable, quantile))
        if training["maxNorm"] == AUTOMATIC:
            settled["maxNorm"] = two_digits(np.quantile(trial["unit-norms"][-1], quantile))
        if settled["schedule"]["type"] == "plateau":
            settled["schedule"]["threshold"] = threshold
        record = train(network, settled, data)
        if acts(settled, record):
            return settled, record
    raise AssertionError(f"nothing found for {network}, {training}")


def two_digits(value):
    return float(f"{value:.1e}")


def acts(training, record):
    """Whether everything that a training has happens in it, and not always."""
    clipping, happens = training["clipping"], []
    if clipping["type"] == "global-norm":
        happens.append(record["clip-norm"] > clipping["max"])
    if clipping["type"] == "value":
        happens.append(np.abs(record["gradients"]) > clipping["max"])
    if training["maxNorm"]:
        happens.append(record["unit-norms"] > training["maxNorm"] * (1 - 1e-9))
    return all(where.any() and not where.all() for where in happens) and plateau_acts(training, record)


def plateau_acts(training, record):
    """Whether the rate of a plateau is reduced now and then, and no comparison of windows is close."""
    schedule = training["schedule"]
    if schedule["type"] != "plateau":
        return True
    means = record["training-loss"][: STEPS // schedule["window"] * schedule["window"]]
    means = means.reshape(-1, schedule["window"]).mean(axis=1)
    least = means[0]
    ratios = []
    for mean in means[1:]:
        ratios.append(mean / least / (1 - schedule["threshold"]))
        least = mean if ratios[-1] < 1 else least
    reduced = len(set(record["learning-rate"])) > 1
    return reduced and min(ratios) < 1 and all(abs(ratio - 1) > 2e-4 for ratio in ratios)


def require_own_optimizers(data):
    """Velocity and EpsilonHatAdam are torch's SGD and Adam where those have the same rule."""
    usual = {kind: next(iter(names)) for kind, names in KINDS.items()}
    tiny = {"type": "adam", "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-300}
    for ours, theirs in [
        ({"optimizer": OPTIMIZERS["momentum"][0], "schedule": {"type": "exponential", "factor": 1}},
         {"optimizer": OPTIMIZERS["momentum"][0]}),
        ({"optimizer": OPTIMIZERS["nesterov"][0], "schedule": {"type": "exponential", "factor": 1}},
         {"optimizer": OPTIMIZERS["nesterov"][0]}),
        ({"optimizer": tiny | {"epsilonHat": True}}, {"optimizer": tiny | {"epsilonHat": False}}),
    ]:  # fmt: skip
        network, training = describe(usual | {"decay": "l2"}, seed=0)
        one, other = (train(network, training | changes, data)["parameters"] for changes in (ours, theirs))
        assert np.abs(one - other).max() < 1e-13, ours


def make_data(random):
    exact = lambda values: np.float64(np.float32(values))
    rows, outputs = 21, SIZES[-1]
    hard = np.eye(outputs)[random.integers(0, outputs, rows)]
    soft = random.permuted(np.tile([0.125, 0.25, 0.625], (rows, 1)), axis=1)
    some = random.random((rows, 1)) < 0.25
    targets = {
        "squared-error": exact(random.uniform(0.1, 0.9, (rows, outputs))),
        "softmax-cross-entropy": np.where(some, soft, hard),
        "sigmoid-cross-entropy": np.where(some, soft, random.integers(0, 2, (rows, outputs))),
    }
    initial = {}
    for i, (fan_in, units) in enumerate(itertools.pairwise(SIZES), 1):
        scale = np.sqrt(2 / (fan_in + units))
        initial[f"W{i}"] = exact(scale * random.normal(size=(fan_in, units)))
        initial[f"b{i}"] = exact(0.1 * random.normal(size=units))
        initial[f"gamma{i}"] = exact(random.uniform(0.7, 1.3, units))
        initial[f"beta{i}"] = exact(0.2 * random.normal(size=units))
    return {"x": exact(random.normal(size=(rows, SIZES[0]))), "y": targets, "initial": initial}


def members(features, network, training, record):
    yield "features", np.array("\n".join(features))
    yield "network", np.array(json.dumps(network))
    yield "training", np.array(json.dumps(training))
    for name in ("training-loss", "learning-rate"):
        yield name, record[name]
    for name in ("outputs", "loss", "gradients", "parameters"):
        yield name, record[name][RECORDED]
    if training["clipping"]["type"] == "global-norm":
        yield "clip-norm", record["clip-norm"][RECORDED]
    if any(layer["normalization"] != NONE for layer in network["layers"]):
        yield "statistics", record["statistics"][RECORDED]


def main():
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    random = np.random.Generator(np.random.Philox(20))
    data = make_data(random)
    require_own_optimizers(data)
    versions = {"torch": torch.__version__, "numpy": np.__version__, "python": platform.python_version()}
    golden = {"meta": np.array(json.dumps(versions)), "x": data["x"], "steps": np.array(RECORDED)}
    golden.update({"y/" + loss: y for loss, y in data["y"].items()})
    golden.update({"initial/" + name: values for name, values in data["initial"].items()})
    cases = [(features[0], chosen, features) for chosen, features in alone()]
    cases += [(f"combination/{i:02}", *each) for i, each in enumerate(combined(random), 1)]
    for i, (case, chosen, features) in enumerate(cases):
        seed = (-1) ** i * (2**40 + i)  # all 64 bits of a seed count
        network, training = describe(chosen, seed)
        training, record = settle(network, training, data)
        assert np.abs(record["parameters"]).max() < 10, f"{case}: not stable"
        golden.update({f"{case}/{n}": v for n, v in members(features, network, training, record)})
    write(Path("src/test/resources/torch-golden.npz"), golden)


def write(path, tensors):
    """As np.savez_compressed, but with the same bytes whenever it runs."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, values in tensors.items():
            npy = io.BytesIO()
            np.lib.format.write_array(npy, np.asarray(values), version=(1, 0))
            archive.writestr(zipfile.ZipInfo(name + ".npy"), npy.getvalue(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
