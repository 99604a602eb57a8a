"""What the mistakes are made of: a training that is recorded, and what people write by hand."""

import pathlib
import sys
import zipfile

import torch
from torch import nn

ROOT = pathlib.Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT / "python"))
import mlp_trace  # noqa: E402

MISTAKES = {}


def mistake(first, cause, step=0, **more):
    def register(function):
        name = function.__name__.replace("_", "-")
        what = " ".join(function.__doc__.split())
        MISTAKES[name] = function, {
            "what": what, "verdict": "different", "first": first, "cause": cause, "step": step, **more}
        return function

    return register


ROWS, INPUTS, HIDDEN, OUTPUTS = 7, 5, 6, 3


def net(*between):
    """A hidden layer with these modules behind its Linear."""
    return nn.Sequential(nn.Linear(INPUTS, HIDDEN), *between, nn.Linear(HIDDEN, OUTPUTS))


def sgd(model, **settings):
    return torch.optim.SGD(model.parameters(), lr=0.1, **settings)


def classes():
    return torch.randint(0, OUTPUTS, (ROWS,))


def numbers():
    return torch.randn(ROWS, OUTPUTS, dtype=torch.get_default_dtype())


def train(path, model, optimizer, loss_function, *, steps=1, targets=classes, loss_of=None,
          before_update=lambda record: None, after_update=lambda: None, zero_grad=True,
          network=None, training=None):
    """Trains as everybody does, but for what is given, and records it."""
    recorder = mlp_trace.Recorder(model, optimizer, loss_function)
    for _ in range(steps):
        x, y = torch.randn(ROWS, INPUTS), targets()
        with recorder.step(x, y) as record:
            if zero_grad:
                optimizer.zero_grad()
            if loss_of is None:
                loss = loss_function(model(x), y)
            else:
                record["loss"] = loss = loss_of(x, y)
            loss.backward()
            before_update(record)
            optimizer.step()
            after_update()
    recorder.save(path, network=network, training=training)


def described(activation, inputs=INPUTS, **training):
    """What a file says of a step of SGD that is saved without a recorder."""
    none = {"type": "none"}
    layers = [
        {"units": units, "activation": name, "normalization": none, "dropout": 0.0}
        for units, name in ((HIDDEN, activation), (OUTPUTS, "softmax"))
    ]
    return {
        "dataType": "float32",
        "network": {"inputs": inputs, "inputDropout": 0.0, "layers": layers,
                    "loss": "softmax-cross-entropy", "initializer": {"type": "glorot-uniform"}},
        "training": {"optimizer": {"type": "sgd"}, "learningRate": 0.1, "schedule": {"type": "constant"},
                     "clipping": none, "l2": 0.0, "weightDecay": 0.0, "maxNorm": 0.0,
                     "labelSmoothing": 0.0, "earlyStopping": none, "batchSize": ROWS, "epochs": 1,
                     "seed": 1, **training},
    }


def deflate(path):
    """The same members in fewer bytes."""
    with zipfile.ZipFile(path) as file:
        members = [(name, file.read(name)) for name in file.namelist()]
    with zipfile.ZipFile(path, "w") as file:
        for name, data in members:
            file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)


class PlainDropout(nn.Dropout):
    """Neither scaled in training nor in evaluation."""

    def forward(self, a):
        return a * (torch.rand_like(a) >= self.p) if self.training else a


class SigmoidByHand(torch.autograd.Function):
    @staticmethod
    def forward(context, z):
        a = torch.sigmoid(z)
        context.save_for_backward(a)
        return a

    @staticmethod
    def backward(context, da):
        (a,) = context.saved_tensors
        s = torch.sigmoid(a)  # of a, which is a sigmoid already
        return da * s * (1 - s)


class Sigmoid(nn.Sigmoid):
    def forward(self, z):
        return SigmoidByHand.apply(z)


class AdamByHand(torch.optim.Optimizer):
    """Forgets to correct the bias of m and v."""

    def __init__(self, parameters, lr):
        super().__init__(parameters, {"lr": lr})

    @torch.no_grad()
    def step(self):
        for p in self.param_groups[0]["params"]:
            state = self.state[p]
            if not state:
                state.update(exp_avg=torch.zeros_like(p), exp_avg_sq=torch.zeros_like(p))
            state["exp_avg"].mul_(0.9).add_(p.grad, alpha=0.1)
            state["exp_avg_sq"].mul_(0.999).add_(0.001 * p.grad**2)
            p.sub_(self.param_groups[0]["lr"] * state["exp_avg"] / (state["exp_avg_sq"].sqrt() + 1e-8))


class RmspropByHand(torch.optim.Optimizer):
    """Adds epsilon to the mean square, before the root."""

    def __init__(self, parameters, lr):
        super().__init__(parameters, {"lr": lr})

    @torch.no_grad()
    def step(self):
        for p in self.param_groups[0]["params"]:
            state = self.state[p]
            if not state:
                state.update(square_avg=torch.zeros_like(p))
            state["square_avg"].mul_(0.9).add_(0.1 * p.grad**2)
            p.sub_(self.param_groups[0]["lr"] * p.grad / (state["square_avg"] + 1e-6).sqrt())
