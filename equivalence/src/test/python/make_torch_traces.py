"""Steps of PyTorch, recorded by python/mlp_trace.py, for ReplayOfTorchTest.

    pip install numpy==2.4.6 torch==2.13.0
    python equivalence/src/test/python/make_torch_traces.py
"""

import pathlib
import sys

import torch
from torch import nn

ROOT = pathlib.Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT / "python"))
import mlp_trace  # noqa: E402

TARGET = ROOT / "equivalence/src/test/resources/mlp/equivalence/torch-traces"
STEPS = 2


def classes(n, k):
    return torch.randint(0, k, (n,))


CASES = {
    "relu-momentum": (
        torch.float64,
        lambda: nn.Sequential(nn.Linear(5, 6), nn.ReLU(), nn.Linear(6, 3)),
        lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
        nn.CrossEntropyLoss,
        lambda: classes(8, 3),
    ),
    "batch-norm-dropout-adam": (
        torch.float32,
        lambda: nn.Sequential(
            nn.Linear(5, 6, bias=False), nn.BatchNorm1d(6), nn.Tanh(), nn.Dropout(0.25),
            nn.Linear(6, 4), nn.GELU(), nn.Linear(4, 3)),
        lambda p: torch.optim.Adam(p, lr=0.01),
        lambda: nn.CrossEntropyLoss(label_smoothing=0.1),
        lambda: classes(8, 3),
    ),
    "gelu-tanh-adamw": (
        torch.float32,
        lambda: nn.Sequential(nn.Linear(5, 7), nn.GELU("tanh"), nn.Linear(7, 2)),
        lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0),
        nn.MSELoss,
        lambda: torch.randn(8, 2),
    ),
    "silu-rmsprop": (
        torch.float64,
        lambda: nn.Sequential(nn.Dropout(0.2), nn.Linear(5, 7), nn.SiLU(), nn.Linear(7, 2)),
        lambda p: torch.optim.RMSprop(p, lr=0.01),
        nn.BCEWithLogitsLoss,
        lambda: torch.randint(0, 2, (8, 2)).double(),
    ),
    "elu-adagrad": (
        torch.float32,
        lambda: nn.Sequential(nn.Flatten(), nn.Linear(5, 4), nn.ELU(), nn.Linear(4, 2)),
        lambda p: torch.optim.Adagrad(p, lr=0.05),
        nn.MSELoss,
        lambda: torch.randn(8, 2),
    ),
}


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    for seed, (name, (dtype, model, optimizer, loss_function, targets)) in enumerate(CASES.items()):
        torch.manual_seed(seed)
        network = model().to(dtype)
        descent = optimizer(network.parameters())
        loss_of = loss_function()
        recorder = mlp_trace.Recorder(network, descent, loss_of)
        for _ in range(STEPS):
            x, y = torch.randn(8, 5, dtype=dtype), targets()
            y = y.to(dtype) if y.is_floating_point() else y
            with recorder.step(x, y):
                descent.zero_grad()
                loss = loss_of(network(x), y)
                loss.backward()
                descent.step()
        recorder.save(TARGET / f"{name}.npz")


if __name__ == "__main__":
    main()
