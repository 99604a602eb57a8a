"""Mistakes in losses, activations, normalization and dropout, for make_torch_mistakes.py."""

import torch
from torch import nn
from torch.nn import functional as F

from torch_mistakes import (
    PlainDropout, Sigmoid, classes, described, mistake, mlp_trace, net, numbers, sgd, train)

# The loss


@mistake("loss", "sum-over-batch")
def sum_reduction(path):
    """CrossEntropyLoss(reduction="sum")."""
    model = net(nn.Tanh())
    train(path, model, sgd(model), nn.CrossEntropyLoss(reduction="sum"))


@mistake("loss", "softmax-twice")
def softmax_before_cross_entropy(path):
    """A Softmax in the model before CrossEntropyLoss, which takes logits."""
    model = net(nn.ReLU()).append(nn.Softmax(dim=1))
    train(path, model, sgd(model), nn.CrossEntropyLoss())


@mistake("loss", "half-squared-error")
def half_squared_error(path):
    """A half in front of MSELoss, as in textbooks."""
    model, loss_function = net(nn.Tanh()), nn.MSELoss()
    train(path, model, sgd(model), loss_function, targets=numbers,
          loss_of=lambda x, y: loss_function(model(x), y) / 2)


@mistake("loss", "sum-over-outputs")
def squared_error_summed_over_outputs(path):
    """The squared error, summed over the outputs and averaged over the rows."""
    model = net(nn.SiLU())
    train(path, model, sgd(model), F.mse_loss, targets=numbers,
          loss_of=lambda x, y: ((model(x) - y) ** 2).sum(1).mean())


@mistake("loss", None)
def squared_error_broadcast(path):
    """Outputs [n, 1] and targets [n], of which MSELoss makes n times n differences: in no catalogue."""
    model = nn.Sequential(nn.Linear(5, 6), nn.Tanh(), nn.Linear(6, 1))
    train(path, model, sgd(model), nn.MSELoss(), targets=lambda: torch.randn(7))


@mistake("loss", "penalty-in-loss")
def penalty_in_loss(path):
    """L2 written into the loss, as half of lambda times the squares of the weights."""
    model = net(nn.Tanh())
    train(path, model, sgd(model), nn.CrossEntropyLoss(), training={"l2": 0.1},
          loss_of=lambda x, y: F.cross_entropy(model(x), y) + 0.05 * sum(
              (linear.weight**2).sum() for linear in (model[0], model[2])))


@mistake("y.smoothed", "smoothing-missing")
def smoothing_forgotten(path):
    """Label smoothing of 0.1 was intended, and not given to the loss."""
    model = net(nn.Tanh())
    train(path, model, sgd(model), nn.CrossEntropyLoss(), training={"labelSmoothing": 0.1})


@mistake("dW2", "gradients-not-zeroed", step=1)
def zero_grad_forgotten(path):
    """No zero_grad: each step adds the gradients of those before."""
    model = net(nn.Tanh())
    train(path, model, sgd(model), nn.CrossEntropyLoss(), steps=2, zero_grad=False)


# Activations


@mistake("a1", "leaky-slope")
def leaky_slope(path):
    """LeakyReLU(0.2), as in image generators, where 0.01 was intended."""
    model = net(nn.LeakyReLU(0.2))
    train(path, model, sgd(model), nn.CrossEntropyLoss())


@mistake("a1", "gelu-form")
def gelu_by_tanh(path):
    """GELU(approximate="tanh"), where the exact one was intended."""
    model = net(nn.GELU("tanh"))
    train(path, model, sgd(model), nn.CrossEntropyLoss(), network={"layers": [{"activation": "gelu"}, {}]})


@mistake("a1", "activation-missing")
def activation_forgotten(path):
    """Two Linear without the ReLU between them."""
    model = net()
    train(path, model, sgd(model), nn.CrossEntropyLoss(), network={"layers": [{"activation": "relu"}, {}]})


@mistake("a2", "activation-differs")
def relu_at_the_output(path):
    """A ReLU behind the last Linear, too: logits below 0 are lost."""
    model = net(nn.ReLU()).append(nn.ReLU())
    train(path, model, sgd(model), nn.CrossEntropyLoss())


@mistake("dz1", "derivative-of-activation")
def derivative_of_activation(path):
    """Backpropagation by hand through a sigmoid takes the derivative at a, not at z."""
    model = net(Sigmoid())
    train(path, model, sgd(model), nn.CrossEntropyLoss())


@mistake("dz1", "activation-derivative-missing")
def derivative_forgotten(path):
    """Backpropagation by hand, on tensors, without the derivative of tanh."""
    model, x, y = net(nn.Tanh()), torch.randn(7, 5), F.one_hot(classes(), 3).float()
    W1, b1, W2, b2 = (p.detach().t() for p in model.parameters())
    z1 = x @ W1 + b1
    a1 = torch.tanh(z1)
    z2 = a1 @ W2 + b2
    dz2 = (torch.softmax(z2, 1) - y) / len(x)
    dz1 = da1 = dz2 @ W2.T
    mlp_trace.save(
        path, described("tanh"), x=x, y=y, W1=W1, b1=b1, W2=W2, b2=b2, z1=z1, a1=a1, z2=z2,
        loss=F.cross_entropy(z2, y), dz2=dz2, dW2=a1.T @ dz2, db2=dz2.sum(0), da1=da1, dz1=dz1,
        dW1=x.T @ dz1, db1=dz1.sum(0), **{"W1.after": W1 - 0.1 * x.T @ dz1})


@mistake("z1", "weight-transposed")
def square_weight_transposed(path):
    """A square weight, used as PyTorch's own though it was made as [in, out]."""
    parameters = torch.randn(6, 6) / 2, torch.randn(6) / 9, torch.randn(6, 3) / 2, torch.zeros(3)
    W1, b1, W2, b2 = (p.requires_grad_() for p in parameters)
    x, y = torch.randn(7, 6), classes()
    z1 = F.linear(x, W1, b1)
    a1 = torch.relu(z1)
    z2 = a1 @ W2 + b2
    loss = F.cross_entropy(z2, y)
    records = dict(x=x, y=F.one_hot(y, 3), W1=W1, b1=b1, W2=W2, b2=b2, z1=z1, a1=a1, z2=z2, loss=loss)
    for name in ("z2", "W2", "b2", "a1", "z1", "W1", "b1"):
        (records[f"d{name}"],) = torch.autograd.grad(loss, records[name], retain_graph=True)
    for name in ("W1", "b1", "W2", "b2"):
        records[f"{name}.after"] = records[name] - 0.1 * records[f"d{name}"]
    mlp_trace.save(path, described("relu", inputs=6), **records)


# Normalization and dropout


@mistake("bn1.running.var.after", "unbiased-running-variance")
def running_variance(path):
    """BatchNorm1d as PyTorch has it, whose running variance is the unbiased one."""
    model = net(nn.BatchNorm1d(6), nn.ReLU())
    train(path, model, sgd(model), nn.CrossEntropyLoss())


@mistake("bn1.running.mean.after", "running-momentum-reversed")
def momentum_of_running_statistics(path):
    """BatchNorm1d(momentum=0.9), meant as the weight of the old value, as in Keras."""
    model = net(nn.BatchNorm1d(6, momentum=0.9), nn.ReLU())
    train(path, model, sgd(model), nn.CrossEntropyLoss(),
          network={"layers": [{"normalization": {"decay": 0.9}}, {}]})


@mistake("bn1.xhat", "normalization-epsilon")
def epsilon_of_normalization(path):
    """BatchNorm1d(eps=1e-3), the default of Keras, where 1e-5 was intended."""
    model = net(nn.BatchNorm1d(6, eps=1e-3), nn.Tanh())
    train(path, model, sgd(model), nn.CrossEntropyLoss(),
          network={"layers": [{"normalization": {"epsilon": 1e-5}}, {}]})


@mistake("bn1.mean", "running-statistics-used")
def normalization_left_in_evaluation(path):
    """model.eval() for a measurement, and no model.train() after it."""
    model = net(nn.BatchNorm1d(6), nn.Tanh())
    model(torch.randn(20, 5) + 0.5)
    train(path, model.eval(), sgd(model), nn.CrossEntropyLoss())


@mistake("drop1.mask", "dropout-missing")
def dropout_left_in_evaluation(path):
    """model.eval() for a measurement, and no model.train() after it: nothing is dropped."""
    model = net(nn.ReLU(), nn.Dropout(0.5)).eval()
    train(path, model, sgd(model), nn.CrossEntropyLoss())


@mistake("drop1.mask", "keep-and-drop-swapped")
def dropout_to_keep(path):
    """Dropout(0.8), meant as the probability to keep."""
    model = net(nn.Tanh(), nn.Dropout(0.8))
    train(path, model, sgd(model), nn.CrossEntropyLoss(), network={"layers": [{"dropout": 0.2}, {}]})


@mistake("drop1.mask", "dropout-not-scaled")
def dropout_not_scaled(path):
    """Dropout by hand, without the division by the probability to keep."""
    model = net(nn.ReLU(), PlainDropout(0.5))
    train(path, model, sgd(model), nn.CrossEntropyLoss())
