"""Training steps of your own network as files that `./mlp trace` writes, too: every tensor by name.

`save` needs NumPy alone and takes tensors from anywhere. `Recorder` watches a step of a
`torch.nn.Sequential` perceptron and its optimizer, and changes nothing in it:

    recorder = mlp_trace.Recorder(model, optimizer, loss_function)
    with recorder.step(x, y):
        optimizer.zero_grad()
        loss = loss_function(model(x), y)
        loss.backward()
        optimizer.step()
    recorder.save("mine.npz")
"""

import contextlib
import json

import numpy as np


def save(path, meta=None, **tensors):
    """Writes the tensors of one step, or of several: those of step 10 have names as "step10/W1".

    The names are those of the files of `./mlp trace`: x [n, inputs], y [n, outputs], W1 [in, out],
    b1, z1, a1, ..., loss, dz1, dW1, db1, da1, ..., W1.after, b1.after; each of them may be missing.
    `meta` is a dictionary that may hold producer, versions, dataType, network, training, step.
    """
    arrays = {name: np.asarray(tensor) for name, tensor in tensors.items()}
    np.savez(path, meta=np.array(json.dumps(meta or {})), **arrays)


class Recorder:
    """Watches steps of a torch.nn.Sequential of Linear, BatchNorm1d, activations and Dropout.

    Weights are written as [in, out], which is the transpose of PyTorch's. Gradients are those that
    `backward` leaves, before anything clips them. With more than one step, all are in the file.
    """

    def __init__(self, model, optimizer, loss_function=None):
        import torch

        self._torch = torch
        self.model = model
        self.optimizer = optimizer
        self.loss_function = loss_function
        self._steps = []
        self._taken = 0
        self._names = _names(torch, model)
        self._parameters = {
            name: parameter
            for module, place in self._names.items()
            for name, parameter in _parameters(torch, module, place)
        }
        known = {id(parameter) for parameter in self._parameters.values()}
        if any(id(p) not in known for group in optimizer.param_groups for p in group["params"]):
            raise ValueError("the optimizer changes parameters that the model does not have")

    @contextlib.contextmanager
    def step(self, x, y):
        """Records what happens inside, which is one step on the inputs x and the targets y."""
        records = {"x": _array(x), "y": self._targets(y)}
        for name, parameter in self._parameters.items():
            records[name] = _parameter_array(name, parameter)
        self._statistics(records, "")
        hooks = [
            module.register_forward_hook(self._forward_hook(records, place))
            for module, place in self._names.items()
        ]
        hooks += [
            parameter.register_hook(self._gradient_hook(records, name))
            for name, parameter in self._parameters.items()
        ]
        if self.loss_function is not None:
            hooks.append(self.loss_function.register_forward_hook(self._loss_hook(records)))
        try:
            yield
        finally:
            for hook in hooks:
                hook.remove()
        records["learningRate"] = np.asarray(self.optimizer.param_groups[0]["lr"], _type(x))
        self._optimizer_state(records)
        for name, parameter in self._parameters.items():
            records[name + ".after"] = _parameter_array(name, parameter)
        self._statistics(records, ".after")
        self._steps.append((self._taken, records))
        self._taken += 1

    def skip(self):
        """Counts a step that is not recorded."""
        self._taken += 1

    def save(self, path):
        """Writes all steps that were recorded."""
        if not self._steps:
            raise ValueError("no step was recorded: expected one inside `with recorder.step(x, y)`")
        first, records = self._steps[0]
        tensors = dict(records)
        for step, later in self._steps[1:]:
            tensors.update({f"step{step}/{name}": tensor for name, tensor in later.items()})
        meta = {
            "producer": "torch",
            "versions": {"torch": self._torch.__version__, "numpy": np.__version__},
            "dataType": str(records["x"].dtype),
            "step": first,
        }
        network = self._network()
        training = self._training(len(records["x"]))
        if network is not None:
            meta["network"] = network
        if training is not None:
            meta["training"] = training
        save(path, meta, **tensors)

    def _targets(self, y):
        """Class numbers become rows of 0 and 1."""
        targets = _array(y)
        if targets.ndim == 1 and targets.dtype.kind in "iu":
            return np.eye(_outputs(self._torch, self.model))[targets]
        return targets

    def _forward_hook(self, records, place):
        kind, layer = place

        def hook(module, inputs, output):
            name = {"linear": "z{}", "norm": "bn{}.out", "activation": "a{}",
                    "dropout": "drop{}.out"}[kind].format(layer)
            records[name] = _array(output)
            if kind == "norm":
                self._batch_statistics(records, module, inputs[0], layer)
            if kind == "dropout":
                kept = (output != 0).to(output.dtype)
                records[f"drop{layer}.mask"] = _array(
                    kept / (1 - module.p) if module.training else kept * 0 + 1)
            if output.requires_grad:
                gradient = {"linear": "dz{}", "norm": "dbn{}.out", "activation": "da{}",
                            "dropout": "ddrop{}.out"}[kind].format(layer)
                output.register_hook(lambda g: records.__setitem__(gradient, _array(g)))

        return hook

    def _batch_statistics(self, records, module, z, layer):
        with self._torch.no_grad():
            if module.training:
                mean, var = z.mean(0), z.var(0, unbiased=False)
                records[f"bn{layer}.mean"] = _array(mean)
                records[f"bn{layer}.var"] = _array(var)
            else:
                mean, var = module.running_mean, module.running_var
            records[f"bn{layer}.xhat"] = _array((z - mean) / (var + module.eps).sqrt())

    @staticmethod
    def _gradient_hook(records, name):
        def hook(gradient):
            array = gradient.detach().cpu().numpy().copy()
            array = array.T if name.startswith("W") else array
            records["d" + name] = records.get("d" + name, 0) + array

        return hook

    @staticmethod
    def _loss_hook(records):
        def hook(module, inputs, output):
            records["loss"] = _array(output)

        return hook

    def _statistics(self, records, suffix):
        for module, (kind, layer) in self._names.items():
            if kind == "norm" and module.running_mean is not None:
                records[f"bn{layer}.running.mean{suffix}"] = _array(module.running_mean)
                records[f"bn{layer}.running.var{suffix}"] = _array(module.running_var)

    # A momentum buffer of PyTorch is without the learning rate: another quantity, by its own name.
    def _optimizer_state(self, records):
        names = {"exp_avg": "opt.m", "exp_avg_sq": "opt.v", "square_avg": "opt.meanSquare",
                 "sum": "opt.squareSum", "momentum_buffer": "torch.momentum_buffer"}
        for name, parameter in self._parameters.items():
            for key, value in self.optimizer.state.get(parameter, {}).items():
                if key in names and value is not None:
                    array = _array(value)
                    records[f"{names[key]}.{name}"] = array.T if name.startswith("W") else array

    def _network(self):
        """What `./mlp` calls a network, or None where it has no name for it."""
        torch = self._torch
        losses = {torch.nn.CrossEntropyLoss: "softmax-cross-entropy",
                  torch.nn.BCEWithLogitsLoss: "sigmoid-cross-entropy",
                  torch.nn.MSELoss: "squared-error"}
        loss = losses.get(type(self.loss_function))
        if loss is None:
            return None
        output = {"softmax-cross-entropy": "softmax", "sigmoid-cross-entropy": "sigmoid",
                  "squared-error": "identity"}[loss]
        network = {"inputs": None, "inputDropout": 0.0, "layers": [], "loss": loss,
                   "initializer": {"type": "zeros"}}
        layers = network["layers"]
        for module, (kind, _) in self._names.items():
            if kind == "linear":
                network["inputs"] = network["inputs"] or module.in_features
                layers.append({"units": module.out_features, "activation": "identity",
                               "normalization": {"type": "none"}, "dropout": 0.0})
            elif kind == "norm":
                momentum = 0.1 if module.momentum is None else module.momentum
                layers[-1]["normalization"] = {
                    "type": "batch", "decay": 1 - momentum, "epsilon": module.eps}
            elif kind == "activation":
                layers[-1]["activation"] = _activation(torch, module)
            elif layers:
                layers[-1]["dropout"] = module.p
            else:
                network["inputDropout"] = module.p
        if layers[-1]["activation"] == "identity":
            layers[-1]["activation"] = output
        return network

    def _training(self, batch_size):
        """What `./mlp` calls a training, by the settings; None where it has no name for them."""
        torch = self._torch
        group = self.optimizer.param_groups[0]
        decay = group.get("weight_decay", 0)
        kind = type(self.optimizer)
        if kind is torch.optim.SGD:
            name = "sgd" if not group["momentum"] else (
                "nesterov" if group["nesterov"] else "momentum")
            optimizer = {"type": name}
            if group["momentum"]:
                optimizer["momentum"] = group["momentum"]
        elif kind in (torch.optim.Adam, torch.optim.AdamW):
            beta1, beta2 = group["betas"]
            optimizer = {"type": "adam", "beta1": beta1, "beta2": beta2,
                         "epsilon": group["eps"], "epsilonHat": False}
            if kind is torch.optim.AdamW:
                del optimizer["epsilonHat"]
                optimizer.update(type="adamw", weightDecay=decay)
                decay = 0
        elif kind is torch.optim.RMSprop and not group["momentum"] and not group["centered"]:
            optimizer = {"type": "rmsprop", "decay": group["alpha"], "epsilon": group["eps"]}
        elif kind is torch.optim.Adagrad:
            optimizer = {"type": "adagrad", "epsilon": group["eps"]}
        else:
            return None
        smoothing = getattr(self.loss_function, "label_smoothing", 0.0)
        none = {"type": "none"}
        return {"optimizer": optimizer, "learningRate": group["lr"],
                "schedule": {"type": "constant"}, "clipping": none, "l2": decay,
                "weightDecay": 0.0, "maxNorm": 0.0, "labelSmoothing": smoothing,
                "earlyStopping": none, "batchSize": batch_size, "epochs": 1, "seed": 1}


def _names(torch, model):
    """Each module's kind and the number of its layer."""
    names, layer = {}, 0
    for module in model:
        if isinstance(module, torch.nn.Linear):
            layer += 1
            names[module] = ("linear", layer)
        elif isinstance(module, torch.nn.BatchNorm1d):
            names[module] = ("norm", layer)
        elif isinstance(module, torch.nn.Dropout):
            names[module] = ("dropout", layer)
        elif _activation(torch, module):
            names[module] = ("activation", layer)
        elif not isinstance(module, torch.nn.Flatten):
            raise ValueError(
                f"{module}: expected Linear, BatchNorm1d, Dropout, Flatten, or one of the "
                "activations Identity, ReLU, LeakyReLU, Sigmoid, Tanh, ELU, GELU, SiLU, Softmax")
    if not layer:
        raise ValueError("the model has no Linear: expected a perceptron")
    return names


def _activation(torch, module):
    nn = torch.nn
    names = {nn.Identity: "identity", nn.ReLU: "relu", nn.LeakyReLU: "leaky-relu",
             nn.Sigmoid: "sigmoid", nn.Tanh: "tanh", nn.ELU: "elu", nn.SiLU: "silu",
             nn.Softmax: "softmax"}
    if type(module) is nn.GELU:
        return "gelu-tanh" if module.approximate == "tanh" else "gelu"
    return names.get(type(module))


def _parameters(torch, module, place):
    kind, layer = place
    if kind == "linear":
        yield f"W{layer}", module.weight
        if module.bias is not None:
            yield f"b{layer}", module.bias
    elif kind == "norm" and module.affine:
        yield f"gamma{layer}", module.weight
        yield f"beta{layer}", module.bias


def _outputs(torch, model):
    return [module for module in model if isinstance(module, torch.nn.Linear)][-1].out_features


def _array(tensor):
    """A copy: the step may change its tensors in place."""
    if hasattr(tensor, "detach"):
        return tensor.detach().cpu().numpy().copy()
    return np.array(tensor)


def _parameter_array(name, parameter):
    array = _array(parameter)
    return array.T if name.startswith("W") else array


def _type(x):
    return _array(x[:1]).dtype
