"""Steps of PyTorch, recorded by python/mlp_trace.py, for ReplayOfTorchTest.

    pip install numpy==2.4.6 torch==2.13.0
    python equivalence/src/test/python/make_torch_traces.py
"""

import contextlib
import pathlib
import sys

import torch
from torch import nn

ROOT = pathlib.Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT / "python"))
import mlp_trace  # noqa: E402

TARGET = ROOT / "equivalence/src/test/resources/mlp/equivalence/torch-traces"
FIRST, STEPS = 3, 2  # cases whose names end with "late" are recorded from step 3 on


def classes(n, k):
    return lambda: torch.randint(0, k, (n,))


def numbers(n, k):
    return lambda: torch.randn(n, k)


def coins(n, k):
    return lambda: torch.randint(0, 2, (n, k)).double()


def by_kind(model, decay):
    """Decay of the weights alone."""
    parameters = list(model.parameters())
    return [{"params": [p for p in parameters if p.ndim == 2], "weight_decay": decay},
            {"params": [p for p in parameters if p.ndim == 1], "weight_decay": 0}]


# name: data type, model, optimizer of it, loss, targets, and what else is intended
CASES = {
    "relu-momentum": (
        torch.float64,
        lambda: nn.Sequential(nn.Linear(5, 6), nn.ReLU(), nn.Linear(6, 3)),
        lambda m: torch.optim.SGD(m.parameters(), lr=0.1, momentum=0.9),
        nn.CrossEntropyLoss(), classes(8, 3), {},
    ),
    "batch-norm-dropout-adam": (
        torch.float32,
        lambda: nn.Sequential(
            nn.Linear(5, 6, bias=False), nn.BatchNorm1d(6), nn.Tanh(), nn.Dropout(0.25),
            nn.Linear(6, 4), nn.GELU(), nn.Linear(4, 3)),
        lambda m: torch.optim.Adam(m.parameters(), lr=0.01),
        nn.CrossEntropyLoss(label_smoothing=0.1), classes(8, 3), {},
    ),
    "gelu-tanh-adamw": (
        torch.float32,
        lambda: nn.Sequential(nn.Linear(5, 7), nn.GELU("tanh"), nn.Linear(7, 2)),
        lambda m: torch.optim.AdamW(by_kind(m, 0.1), lr=0.01),
        nn.MSELoss(), numbers(8, 2), {},
    ),
    "silu-rmsprop": (
        torch.float64,
        lambda: nn.Sequential(nn.Dropout(0.2), nn.Linear(5, 7), nn.SiLU(), nn.Linear(7, 2)),
        lambda m: torch.optim.RMSprop(m.parameters(), lr=0.01),
        nn.BCEWithLogitsLoss(), coins(8, 2), {},
    ),
    "elu-adagrad": (
        torch.float32,
        lambda: nn.Sequential(nn.Flatten(), nn.Linear(5, 4), nn.ELU(), nn.Linear(4, 2)),
        lambda m: torch.optim.Adagrad(m.parameters(), lr=0.05),
        nn.MSELoss(), numbers(8, 2), {},
    ),
    # The bias before BatchNorm1d moves z far from 0, which PyTorch takes away again.
    "bias-batch-norm-nesterov-l2-late": (
        torch.float32,
        lambda: biased(nn.Sequential(
            nn.Linear(5, 6), nn.BatchNorm1d(6), nn.ReLU(inplace=True), nn.Dropout(0.5), nn.Linear(6, 6),
            nn.BatchNorm1d(6), nn.LeakyReLU(inplace=True), nn.Linear(6, 3))),
        lambda m: torch.optim.SGD(by_kind(m, 0.01), lr=0.05, momentum=0.9, nesterov=True),
        nn.CrossEntropyLoss(), classes(32, 3), {},
    ),
    "log-softmax-adam-l2-late": (
        torch.float64,
        lambda: nn.Sequential(nn.Linear(5, 6), nn.Sigmoid(), nn.Linear(6, 3), nn.LogSoftmax(dim=1)),
        lambda m: torch.optim.Adam(by_kind(m, 0.01), lr=0.01),
        nn.NLLLoss(), classes(8, 3), {},
    ),
    "sigmoid-clipped-values": (
        torch.float32,
        lambda: nn.Sequential(nn.Linear(5, 6), nn.Tanh(), nn.Linear(6, 2), nn.Sigmoid()),
        lambda m: torch.optim.SGD(m.parameters(), lr=0.1),
        nn.BCELoss(), coins(8, 2),
        {"clipping": {"type": "value", "max": 0.02},
         "schedule": {"type": "exponential", "factor": 0.5}},
    ),
}


def biased(model):
    nn.init.uniform_(model[0].bias, 2, 4)
    return model


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    for seed, (name, (dtype, model, optimizer, loss_of, targets, training)) in enumerate(CASES.items()):
        torch.manual_seed(seed)
        network = model().to(dtype)
        descent = optimizer(network)
        scheduler = torch.optim.lr_scheduler.ExponentialLR(descent, 0.5 if "schedule" in training else 1)
        recorder = mlp_trace.Recorder(network, descent, loss_of)
        first = FIRST if name.endswith("late") else 0
        for step in range(first + STEPS):
            y = targets()
            y = y.to(dtype) if y.is_floating_point() else y
            x = torch.randn(len(y), 5, dtype=dtype)
            with contextlib.nullcontext() if step < first else recorder.step(x, y):
                descent.zero_grad()
                loss_of(network(x), y).backward()
                if "clipping" in training:
                    nn.utils.clip_grad_value_(network.parameters(), training["clipping"]["max"])
                descent.step()
            scheduler.step()
        recorder.save(TARGET / f"{name}.npz", training=training)


if __name__ == "__main__":
    main()
