"""Trainings by PyTorch in float64, written from the rules (docs/rules.md): autograd makes every
gradient, and torch's own layers, losses, optimizers and schedulers do the rest wherever their rule is ours.

Where torch does otherwise, what is done here stands on its autograd still:
  R8   BatchNorm1d keeps the unbiased variance in its running statistics: ours keeps the biased.
  R9   Dropout draws its own masks: ours takes them from Philox.
  R10  the optimizers know L2 (weight_decay), and only AdamW knows decoupled decay: for the others
       it is taken from the weights behind the step. AdamW knows no L2: it is added before the step.
  R11  SGD's velocity holds no learning rate: the same while the rate is constant; else Velocity.
       Adam is algorithm 1; section 2 of the paper (epsilonHat) is EpsilonHatAdam.
  R12  the cosine would climb again, and OneCycleLR refuses, behind the last step: not stepped then.
       ReduceLROnPlateau ignores reductions below 1e-8: eps=0.
  R13  clip_grad_norm_ divides by the norm + 1e-6: scaled here by max/norm.
  R15  torch.renorm divides by the norm + 1e-7: scaled here by c/norm.
  R16  binary_cross_entropy_with_logits knows no smoothing: its targets are smoothed here.
"""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from torch.optim import lr_scheduler

BATCHES = [slice(0, 8), slice(8, 16), slice(16, 21)]  # rows, again and again
STEPS = 20
DROPOUT = 3  # the purpose of a Philox stream

ACTIVATIONS = {  # R6
    "tanh": nn.Tanh(),
    "identity": nn.Identity(),
    "relu": nn.ReLU(),
    "leaky-relu": nn.LeakyReLU(0.01),
    "sigmoid": nn.Sigmoid(),
    "elu": nn.ELU(),
    "gelu": nn.GELU(),
    "gelu-tanh": nn.GELU("tanh"),
    "silu": nn.SiLU(),
}


class BatchNorm(nn.BatchNorm1d):
    """R8: running <- decay * running + (1 - decay) * batch, of the biased variance."""

    def forward(self, z):
        if not self.training:
            return super().forward(z)
        with torch.no_grad():
            variance, mean = torch.var_mean(z, 0, correction=0)
            self.running_mean.mul_(1 - self.momentum).add_(mean, alpha=self.momentum)
            self.running_var.mul_(1 - self.momentum).add_(variance, alpha=self.momentum)
        return F.batch_norm(z, None, None, self.weight, self.bias, training=True, eps=self.eps)


class Dropout(nn.Module):
    """R9: keeps an element where the uniform number of its place is at least p."""

    def __init__(self, p, seed, layer):
        super().__init__()
        self.p, self.seed, self.layer, self.step = p, seed, layer, 0

    def forward(self, a):
        if not self.training:
            return a
        key = np.array([self.seed % 2**64, DROPOUT], dtype=np.uint64)
        words = np.random.Philox(key=key, counter=[0, self.layer, self.step, 0]).random_raw(a.numel())
        kept = (words >> np.uint64(11)) * 2.0**-53 >= self.p
        return a * torch.from_numpy(kept.reshape(a.shape)) / (1 - self.p)


class Perceptron(nn.Module):
    """Maps x to the z of the output layer. `tensors` are its parameters by the project's names."""

    def __init__(self, network, seed):
        super().__init__()
        self.tensors = {}
        self.output = ACTIVATIONS.get(network["layers"][-1]["activation"], nn.Softmax(dim=1))
        modules = [Dropout(network["inputDropout"], seed, 0)] if network["inputDropout"] else []
        fan_in = network["inputs"]
        for i, layer in enumerate(network["layers"], 1):
            units, normalization = layer["units"], layer["normalization"]
            normalized = normalization["type"] == "batch"
            linear = nn.Linear(fan_in, units, bias=not normalized)
            modules.append(linear)
            self.tensors[f"W{i}"] = linear.weight
            if normalized:
                modules.append(BatchNorm(units, normalization["epsilon"], 1 - normalization["decay"]))
                self.tensors[f"gamma{i}"] = modules[-1].weight
                self.tensors[f"beta{i}"] = modules[-1].bias
            else:
                self.tensors[f"b{i}"] = linear.bias
            if i < len(network["layers"]):
                modules.append(ACTIVATIONS[layer["activation"]])
            if layer["dropout"]:
                modules.append(Dropout(layer["dropout"], seed, i))
            fan_in = units
        self.stack = nn.Sequential(*modules)

    def forward(self, x):
        return self.stack(x)

    def weights(self):
        return [tensor for name, tensor in self.tensors.items() if name.startswith("W")]

    def others(self):
        return [tensor for name, tensor in self.tensors.items() if not name.startswith("W")]

    def set_step(self, step):
        for module in self.stack:
            if isinstance(module, Dropout):
                module.step = step

    def statistics(self):
        norms = [module for module in self.stack if isinstance(module, BatchNorm)]
        return [s for norm in norms for s in (norm.running_mean, norm.running_var)]

    def load(self, initial):
        with torch.no_grad():
            for name, tensor in self.tensors.items():
                values = torch.from_numpy(initial[name])
                tensor.copy_(values.T if name.startswith("W") else values)


class Velocity(torch.optim.Optimizer):
    """R11: v <- mu * v - rate * g; theta += v, or, with nesterov, mu * v - rate * g."""

    def __init__(self, groups, lr, momentum, nesterov):
        super().__init__(groups, {"lr": lr, "momentum": momentum, "nesterov": nesterov})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                g = group["lr"] * (p.grad + group["weight_decay"] * p)
                v = group["momentum"] * self.state[p].get("v", torch.zeros_like(p)) - g
                self.state[p]["v"] = v
                p.add_(group["momentum"] * v - g if group["nesterov"] else v)


class EpsilonHatAdam(torch.optim.Optimizer):
    """R11: Kingma and Ba (2015), the last lines of section 2."""

    def __init__(self, groups, lr, betas, eps):
        super().__init__(groups, {"lr": lr, "betas": betas, "eps": eps})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for p in group["params"]:
                state = self.state[p]
                if not state:
                    state.update(t=0, m=torch.zeros_like(p), v=torch.zeros_like(p))
                g = p.grad + group["weight_decay"] * p
                state["t"] += 1
                state["m"] = beta1 * state["m"] + (1 - beta1) * g
                state["v"] = beta2 * state["v"] + (1 - beta2) * g * g
                rate = group["lr"] * (1 - beta2 ** state["t"]) ** 0.5 / (1 - beta1 ** state["t"])
                p.sub_(rate * state["m"] / (state["v"].sqrt() + group["eps"]))


def optimizer_of(training, model):
    o, rate = training["optimizer"], training["learningRate"]
    decay = o["weightDecay"] if o["type"] == "adamw" else training["l2"]
    groups = [
        {"params": model.weights(), "weight_decay": decay},
        {"params": model.others(), "weight_decay": 0.0},
    ]
    match o["type"]:
        case "sgd":
            return torch.optim.SGD(groups, rate)
        case "momentum" | "nesterov":
            nesterov = o["type"] == "nesterov"
            constant = training["schedule"]["type"] == "constant"
            kind = torch.optim.SGD if constant else Velocity
            return kind(groups, lr=rate, momentum=o["momentum"], nesterov=nesterov)
        case "adam" | "adamw":
            kind = EpsilonHatAdam if o.get("epsilonHat") else torch.optim.Adam
            kind = torch.optim.AdamW if o["type"] == "adamw" else kind
            return kind(groups, lr=rate, betas=(o["beta1"], o["beta2"]), eps=o["epsilon"])
        case "rmsprop":
            return torch.optim.RMSprop(groups, rate, alpha=o["decay"], eps=o["epsilon"])
        case "adagrad":
            return torch.optim.Adagrad(groups, rate, eps=o["epsilon"])


class Scheduler:
    """R12, by torch's schedulers."""

    def __init__(self, training, optimizer):
        self.schedule = s = training["schedule"]
        self.losses = []
        rate = training["learningRate"]
        self.last = s.get("steps", STEPS)
        match s["type"]:
            case "constant":
                self.torch = lr_scheduler.LambdaLR(optimizer, lambda t: 1)
            case "step":
                self.torch = lr_scheduler.StepLR(optimizer, s["every"], s["factor"])
            case "exponential":
                self.torch = lr_scheduler.ExponentialLR(optimizer, s["factor"])
            case "cosine":
                w = s["warmUp"]
                warm_up = lr_scheduler.LinearLR(optimizer, 1 / w, 1, w - 1) if w else None
                cosine = lr_scheduler.CosineAnnealingLR(optimizer, s["steps"] - w, s["end"] * rate)
                both = lambda: lr_scheduler.SequentialLR(optimizer, [warm_up, cosine], [w])
                self.torch = both() if w else cosine
            case "one-cycle":
                self.torch = lr_scheduler.OneCycleLR(
                    optimizer, rate, s["steps"], pct_start=s["peak"], cycle_momentum=False,
                    div_factor=s["startDivisor"], final_div_factor=s["endDivisor"],
                )
                self.last = s["steps"] - 1
            case "plateau":
                self.torch = lr_scheduler.ReduceLROnPlateau(
                    optimizer, factor=s["factor"], patience=s["patience"], threshold=s["threshold"], eps=0
                )

    def step(self, step, loss):
        """Prepares the rate of the next step."""
        if self.schedule["type"] == "plateau":
            self.losses.append(loss)
            if len(self.losses) == self.schedule["window"]:
                self.torch.step(sum(self.losses) / len(self.losses))
                self.losses = []
        elif step < self.last:
            self.torch.step()


def loss_of(name, model, z, y, smoothing):
    """R3 to R5, R16."""
    match name:
        case "squared-error":
            return F.mse_loss(model.output(z), y)
        case "softmax-cross-entropy":
            return F.cross_entropy(z, y, label_smoothing=smoothing)
        case "sigmoid-cross-entropy":
            return F.binary_cross_entropy_with_logits(z, (1 - smoothing) * y + smoothing / 2)


@torch.no_grad()
def clip(clipping, parameters):
    """R13; returns the norm of all gradients together."""
    gradients = [p.grad for p in parameters]
    norm = torch.nn.utils.get_total_norm(gradients)
    if clipping["type"] == "global-norm" and norm > clipping["max"]:
        for g in gradients:
            g.mul_(clipping["max"] / norm)
    if clipping["type"] == "value":
        torch.nn.utils.clip_grad_value_(parameters, clipping["max"])
    return norm.item()


@torch.no_grad()
def update(training, model, optimizer):
    """R10, from clipping on, and R15; returns the norm before clipping."""
    norm = clip(training["clipping"], list(model.tensors.values()))
    before = [w.clone() for w in model.weights()]
    if training["optimizer"]["type"] == "adamw":
        for w in model.weights():
            w.grad.add_(w, alpha=training["l2"])
    optimizer.step()
    for w, old in zip(model.weights(), before):
        w.sub_(old, alpha=optimizer.param_groups[0]["lr"] * training["weightDecay"])
        if training["maxNorm"]:  # a unit's weights are a row of torch's [out, in]
            norms = w.norm(dim=1, keepdim=True)
            w.mul_(torch.where(norms > training["maxNorm"], training["maxNorm"] / norms, 1))
    return norm


def flat(named):
    """P: row by row, weights as [in, out]."""
    rows = [t.detach().T if name.startswith("W") else t.detach() for name, t in named.items()]
    return torch.cat([row.reshape(-1) for row in rows]).numpy().copy()


def train(network, training, data):
    """Takes 20 steps; returns what is recorded of each, in lists."""
    model = Perceptron(network, training["seed"])
    model.load(data["initial"])
    optimizer = optimizer_of(training, model)
    scheduler = Scheduler(training, optimizer)
    x, y = torch.from_numpy(data["x"]), torch.from_numpy(data["y"][network["loss"]])
    record = {name: [] for name in (
        "outputs", "gradients", "parameters", "statistics",
        "loss", "training-loss", "learning-rate", "clip-norm", "unit-norms",
    )}  # fmt: skip
    for step in range(STEPS):
        rows = BATCHES[step % len(BATCHES)]
        model.eval()
        with torch.no_grad():
            record["outputs"].append(model.output(model(x)).numpy())
            record["loss"].append(loss_of(network["loss"], model, model(x[rows]), y[rows], 0).item())
        model.train()
        model.set_step(step)
        optimizer.zero_grad()
        loss = loss_of(network["loss"], model, model(x[rows]), y[rows], training["labelSmoothing"])
        loss.backward()
        record["training-loss"].append(loss.item())
        record["gradients"].append(flat({name: t.grad for name, t in model.tensors.items()}))
        record["learning-rate"].append(optimizer.param_groups[0]["lr"])
        record["clip-norm"].append(update(training, model, optimizer))
        record["parameters"].append(flat(model.tensors))
        norms = torch.cat([w.detach().norm(dim=1) for w in model.weights()])
        record["unit-norms"].append(norms.numpy())
        record["statistics"].append(torch.cat(model.statistics() or [torch.zeros(0)]).numpy().copy())
        scheduler.step(step, loss.item())
    return {name: np.array(values) for name, values in record.items()}
