"""A training by PyTorch, recorded, with a mistake if you want one:

    python python/example_pytorch.py --mistake sum
    ./mlp diff mine.npz numpy-style
"""

import argparse

import torch
from torch import nn

import mlp_trace

MISTAKES = {
    "none": "everything is right",
    "sum": "the loss is summed over the batch, not averaged",
    "softmax": "the model ends with a Softmax, though the loss takes logits",
    "dropout": "Dropout(0.8) where 0.8 was meant to be kept",
    "decay": "weight_decay acts on the biases, too",
    "zero-grad": "the gradients of the step before are not zeroed",
}


def build(mistake):
    dropout = nn.Dropout(0.8 if mistake == "dropout" else 0.2)
    modules = [nn.Linear(2, 16), nn.Tanh(), dropout, nn.Linear(16, 3)]
    if mistake == "softmax":
        modules.append(nn.Softmax(dim=1))
    return nn.Sequential(*modules)


def groups(model, mistake):
    """The weights are decayed; the biases are not."""
    if mistake == "decay":
        return [{"params": model.parameters(), "weight_decay": 0.01}]
    weights = [p for p in model.parameters() if p.ndim == 2]
    biases = [p for p in model.parameters() if p.ndim == 1]
    return [{"params": weights, "weight_decay": 0.01}, {"params": biases, "weight_decay": 0}]


def batches(count, rows=32):
    """Points around three centres."""
    centres = torch.tensor([[0.0, 2.0], [-2.0, -1.0], [2.0, -1.0]])
    for _ in range(count):
        y = torch.randint(0, 3, (rows,))
        yield centres[y] + 0.8 * torch.randn(rows, 2), y


def main():
    parser = argparse.ArgumentParser(
        description="Records a training by PyTorch. Mistakes: "
        + "; ".join(f"{name}: {what}" for name, what in MISTAKES.items()))
    parser.add_argument("--mistake", choices=MISTAKES, default="none")
    parser.add_argument("--out", default="mine.npz")
    arguments = parser.parse_args()
    mistake = arguments.mistake

    torch.manual_seed(1)
    model = build(mistake)
    optimizer = torch.optim.SGD(groups(model, mistake), lr=0.1, momentum=0.9)
    loss_function = nn.CrossEntropyLoss(reduction="sum" if mistake == "sum" else "mean")
    recorder = mlp_trace.Recorder(model, optimizer, loss_function)
    for x, y in batches(3):
        with recorder.step(x, y):
            if mistake != "zero-grad":
                optimizer.zero_grad()
            loss = loss_function(model(x), y)
            loss.backward()
            optimizer.step()
        print(f"loss {loss.item():.4f}")
    # What is meant goes into the file beside what was done. Most of it is read from the modules.
    recorder.save(arguments.out, network={"layers": [{"dropout": 0.2}, {}]})
    print(f"./mlp diff {arguments.out} numpy-style")


if __name__ == "__main__":
    main()
