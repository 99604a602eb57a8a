"""Mistakes in decay, clipping, optimizers and schedules, and in files of few tensors, for
make_torch_mistakes.py."""

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils import clip_grad_norm_
from torch.optim import lr_scheduler

from torch_mistakes import (
    AdamByHand, RmspropByHand, classes, described, mistake, mlp_trace, net, sgd, train)

# Decay and clipping


@mistake("b1.after", "decay-on-biases")
def decay_on_biases_by_sgd(path):
    """weight_decay of SGD, which decays the biases, too."""
    model = net(nn.Tanh())
    train(path, model, sgd(model, weight_decay=0.1), nn.CrossEntropyLoss())


@mistake("opt.m.b1", "decay-on-biases")
def decay_on_biases_by_adam(path):
    """weight_decay of Adam, which decays the biases, too."""
    model = net(nn.Tanh())
    optimizer = torch.optim.Adam(model.parameters(), 0.01, weight_decay=0.1)
    train(path, model, optimizer, nn.CrossEntropyLoss(), steps=2)


@mistake("b1.after", "decay-on-biases")
def decay_on_biases_by_adamw(path):
    """weight_decay of AdamW, which decays the biases, too."""
    model = net(nn.Tanh())
    train(path, model, torch.optim.AdamW(model.parameters(), 0.01, weight_decay=0.5), nn.CrossEntropyLoss())


ADAM = {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}


@mistake("opt.m.W1", "decay-coupled")
def adam_for_adamw(path):
    """weight_decay in Adam, where AdamW was intended; on the weights alone, by parameter groups."""
    model = net(nn.Tanh())
    groups = [{"params": [p for p in model.parameters() if p.ndim == d], "weight_decay": decay}
              for d, decay in ((2, 0.1), (1, 0.0))]
    train(path, model, torch.optim.Adam(groups, 0.01), nn.CrossEntropyLoss(),
          training={"optimizer": {"type": "adamw", **ADAM, "weightDecay": 0.1}, "l2": 0.0})


CLIPPED = {"clipping": {"type": "global-norm", "max": 0.1}}


@mistake("opt.velocity.W1", "clipping-epsilon")
def clip_grad_norm(path):
    """clip_grad_norm_, which divides by the norm + 1e-6: visible in float64."""
    torch.set_default_dtype(torch.float64)
    model = net(nn.Tanh())

    def clip(record):
        record["clip.norm"] = clip_grad_norm_(model.parameters(), 0.1)

    train(path, model, sgd(model, momentum=0.9), nn.CrossEntropyLoss(), before_update=clip, training=CLIPPED)


@mistake("W1.after", "clipping-by-parameter")
def clip_each_parameter(path):
    """Each gradient is clipped by its own norm."""
    model = net(nn.Tanh())

    def clip(record):
        for p in model.parameters():
            p.grad.mul_(min(1.0, 0.1 / p.grad.norm().item()))

    train(path, model, sgd(model), nn.CrossEntropyLoss(), before_update=clip, training=CLIPPED)


@mistake("W1.after", "clipping-after-decay")
def clip_after_decay(path):
    """lambda W is added to the gradients by hand before they are clipped."""
    model = net(nn.Tanh())

    def decay_and_clip(record):
        for linear in (model[0], model[2]):
            linear.weight.grad.add_(linear.weight.detach(), alpha=0.1)
        norm = torch.cat([p.grad.flatten() for p in model.parameters()]).norm()
        for p in model.parameters():
            p.grad.mul_(0.1 / norm)

    train(path, model, sgd(model), nn.CrossEntropyLoss(), before_update=decay_and_clip,
          training={"l2": 0.1, **CLIPPED})


# Optimizers and schedules


@mistake("opt.velocity.W1", "dampening", step=1)
def dampening(path):
    """SGD(momentum=0.9, dampening=0.9), which weighs each new gradient with 0.1."""
    model = net(nn.Tanh())
    train(path, model, sgd(model, momentum=0.9, dampening=0.9), nn.CrossEntropyLoss(), steps=2)


@mistake("W1.after", "nesterov-for-momentum")
def nesterov_for_momentum(path):
    """SGD(nesterov=True), where plain momentum was intended."""
    model = net(nn.Tanh())
    train(path, model, sgd(model, momentum=0.9, nesterov=True), nn.CrossEntropyLoss(), steps=2,
          training={"optimizer": {"type": "momentum", "momentum": 0.9}})


@mistake("W1.after", "optimizer-epsilon")
def epsilon_of_adam(path):
    """Adam(eps=1e-3), where 1e-8 was intended."""
    model = net(nn.Tanh())
    train(path, model, torch.optim.Adam(model.parameters(), 0.01, eps=1e-3), nn.CrossEntropyLoss(), steps=2,
          training={"optimizer": {"epsilon": 1e-8}})


@mistake("W1.after", "bias-correction-missing")
def bias_correction_forgotten(path):
    """Adam by hand, without the correction of the bias."""
    model = net(nn.Tanh())
    train(path, model, AdamByHand(model.parameters(), 0.01), nn.CrossEntropyLoss(), steps=2,
          training={"optimizer": {"type": "adam", **ADAM, "epsilonHat": False}})


@mistake("W1.after", "epsilon-inside-root")
def epsilon_inside_root(path):
    """RMSProp by hand, as in Keras: epsilon stands inside the root."""
    model = net(nn.Tanh())
    train(path, model, RmspropByHand(model.parameters(), 0.01), nn.CrossEntropyLoss(), steps=2,
          training={"optimizer": {"type": "rmsprop", "decay": 0.9, "epsilon": 1e-6}})


EXPONENTIAL = {"schedule": {"type": "exponential", "factor": 0.5}}


@mistake("learningRate", "schedule-off-by-one")
def scheduler_before_optimizer(path):
    """scheduler.step() before optimizer.step(): the first rate is never used."""
    model = net(nn.Tanh())
    optimizer = sgd(model)
    scheduler = lr_scheduler.ExponentialLR(optimizer, 0.5)
    train(path, model, optimizer, nn.CrossEntropyLoss(), steps=3, training=EXPONENTIAL,
          before_update=lambda record: scheduler.step())


@mistake("learningRate", "schedule-missing", step=1)
def scheduler_forgotten(path):
    """A scheduler that nobody steps."""
    model = net(nn.Tanh())
    optimizer = sgd(model)
    lr_scheduler.ExponentialLR(optimizer, 0.5)
    train(path, model, optimizer, nn.CrossEntropyLoss(), steps=3, training=EXPONENTIAL)


@mistake("opt.velocity.W1", "rate-outside-velocity", step=1)
def momentum_with_scheduler(path):
    """SGD with momentum and a scheduler as PyTorch has them: the rate stands outside the velocity."""
    model = net(nn.Tanh())
    optimizer = sgd(model, momentum=0.9)
    scheduler = lr_scheduler.ExponentialLR(optimizer, 0.5)
    train(path, model, optimizer, nn.CrossEntropyLoss(), steps=3, training=EXPONENTIAL,
          after_update=scheduler.step)


# Half precision, and files that hold a few tensors only


@mistake("z1", "bfloat16-products")
def autocast(path):
    """torch.autocast to bfloat16, forgotten when the results were compared with float32."""
    model = net(nn.Tanh())

    def loss_of(x, y):
        with torch.autocast("cpu", torch.bfloat16):
            return F.cross_entropy(model(x), y)

    train(path, model, sgd(model), nn.CrossEntropyLoss(), loss_of=loss_of)


def step(model, x, y, reduction="mean", **settings):
    """A step of which nothing is recorded on the way; returns state_dict before and after."""
    optimizer = sgd(model, **settings)
    before = {name: p.clone() for name, p in model.state_dict().items()}
    F.cross_entropy(model(x), y, reduction=reduction).backward()
    optimizer.step()
    return before, model.state_dict()


@mistake("W1.after", "sum-over-batch")
def partial_sum(path):
    """x, y and the parameters before and after, of a step with reduction="sum"."""
    x, y = torch.randn(7, 5), classes()
    before, after = step(net(nn.Tanh()), x, y, reduction="sum")
    names = {"0.weight": "W1", "0.bias": "b1", "2.weight": "W2", "2.bias": "b2"}
    tensors = {names[name]: p.t() for name, p in before.items()}
    tensors.update({f"{names[name]}.after": p.t() for name, p in after.items()})
    mlp_trace.save(path, described("tanh"), x=x, y=F.one_hot(y, 3), **tensors)


@mistake("b1.after", "decay-on-biases", intended=described("tanh", l2=0.1))
def partial_state_dict(path):
    """state_dict before and after a step with weight_decay: PyTorch's names and layout, no meta."""
    x, y = torch.randn(7, 5), classes()
    before, after = step(net(nn.Tanh()), x, y, weight_decay=0.1)
    names = {"0": "fc1", "2": "fc2"}
    tensors = {names[name[0]] + name[1:]: p for name, p in before.items()}
    tensors.update({f"{names[name[0]]}{name[1:]}.after": p for name, p in after.items()})
    mlp_trace.save(path, x=x, y=y, **tensors)
