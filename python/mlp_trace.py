"""Training steps of your own network as files that `./mlp diff` reads: every tensor by name.

`save` takes tensors from anywhere and needs NumPy alone. `Recorder` watches steps of a
`torch.nn.Sequential` and its optimizer, and changes nothing in them:

    recorder = mlp_trace.Recorder(model, optimizer, loss_function)
    with recorder.step(x, y):
        optimizer.zero_grad()
        loss = loss_function(model(x), y)
        loss.backward()
        optimizer.step()
    recorder.save("mine.npz")

    ./mlp diff mine.npz numpy-style
"""

import contextlib
import functools
import json
import os
import warnings
import zipfile

import numpy as np

# PyTorch's names, and ours: what an optimizer keeps, and losses as modules and as functions.
STATES = {"exp_avg": "m", "exp_avg_sq": "v", "square_avg": "meanSquare", "sum": "squareSum",
          "momentum_buffer": "velocity"}
NAMES = {"linear": "z{}", "norm": "bn{}.out", "dropout": "drop{}.out"}  # of results, by kind; else a{}
SOFTMAX, SIGMOID, SQUARED = "softmax-cross-entropy", "sigmoid-cross-entropy", "squared-error"
LOSSES = {"CrossEntropyLoss": SOFTMAX, "cross_entropy": SOFTMAX, "NLLLoss": SOFTMAX,
          "nll_loss": SOFTMAX, "BCEWithLogitsLoss": SIGMOID, "BCELoss": SIGMOID,
          "binary_cross_entropy_with_logits": SIGMOID, "binary_cross_entropy": SIGMOID,
          "MSELoss": SQUARED, "mse_loss": SQUARED}


def save(path, meta=None, **tensors):
    """Writes the tensors of one step, or of several: those of step 10 have names as "step10/W1".

    The names are those of the files of `./mlp trace`: x [n, inputs], y [n, outputs], W1 [in, out],
    b1, z1, a1, ..., loss, dz1, dW1, db1, da1, ..., W1.after, b1.after; each of them may be missing.
    `meta` is a dictionary that may hold producer, versions, dataType, network, training, step.
    The file is written as a whole or not at all.
    """
    arrays = {name: _checked(name, tensor) for name, tensor in tensors.items()}
    if not arrays:
        raise ValueError("no tensor: expected at least x, y and one result")
    arrays = {"meta": np.array(json.dumps(meta or {})), **arrays}
    part = f"{os.fspath(path)}.part"
    try:
        with zipfile.ZipFile(part, "w") as archive:
            for name, array in arrays.items():
                with archive.open(name + ".npy", "w", force_zip64=True) as member:
                    np.lib.format.write_array(member, array, allow_pickle=False)
        os.replace(part, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.remove(part)
        raise


def _checked(name, tensor):
    is_path = any(part in ("", ".", "..") for part in name.split("/"))
    if is_path or len(name) > 1000 or "\\" in name or not name.isprintable():
        raise ValueError(f"the name {name!r}: expected one as W1, dW1.after or step10/W1, without "
                         "backslash, control characters, and empty, . or .. between slashes")
    array = _array(tensor)
    if array.dtype.kind not in "biuf" or array.dtype.itemsize > 8:
        raise ValueError(f"{name} of type {array.dtype}: expected real numbers of at most 64 bits; "
                         "convert others, as bfloat16 of JAX, with .astype('float32')")
    return array


def _array(tensor):
    """A copy, for the step may change its tensors in place; half precision as float32."""
    if hasattr(tensor, "detach"):
        tensor = tensor.detach().cpu()
        is_half = str(tensor.dtype) in ("torch.bfloat16", "torch.float16")
        tensor = (tensor.float() if is_half else tensor).numpy()
    return np.array(tensor, order="C")


class Recorder:
    """Records steps of a torch.nn.Sequential: Linear, BatchNorm1d, activation, Dropout, Linear, ...

    Weights are written as [in, out], the transpose of PyTorch's. Gradients are those that `backward`
    leaves the first time, before anything clips them. A momentum buffer is written as
    opt.velocity = -rate * buffer. bn.var and bn.xhat, which PyTorch does not show, are computed here
    from z and bn.mean; all else is what the step itself computed.

    A subclass of nn.Dropout, nn.ReLU and so on counts as one, whatever it computes. An optimizer
    that is no torch.optim.Optimizer is None here. `step` says how many steps were taken before.
    """

    def __init__(self, model, optimizer=None, loss_function=None, step=0):
        import torch

        self._torch = torch
        self._model, self._optimizer, self._loss_function = model, optimizer, loss_function
        self._places = _places(torch.nn, model)
        names = {"linear": {"weight": "W", "bias": "b"}, "norm": {"weight": "gamma", "bias": "beta"}}
        self._parameters = {
            f"{name}{layer}": getattr(module, attribute) for module, kind, layer in self._places
            for attribute, name in names.get(kind, {}).items() if getattr(module, attribute) is not None}
        self._layers = max(layer for _, _, layer in self._places)
        self._outputs = len(self._parameters[f"W{self._layers}"])
        self._next = step
        self._steps = {}
        if optimizer is not None:
            known = {id(parameter) for parameter in self._parameters.values()}
            if any(id(p) not in known for group in optimizer.param_groups for p in group["params"]):
                raise ValueError("the optimizer changes parameters that the model does not have")
            self._rates = self._current_rates()  # of the last step, by parameter
            optimizer.register_step_pre_hook(self._before_update)  # counts what is not recorded, too

    @contextlib.contextmanager
    def step(self, x, y):
        """Records what happens inside: one step on the inputs x and the targets y.

        Gives the records, to add what no module shows: record["loss"] = loss,
        record["clip.norm"] = clip_grad_norm_(...).
        """
        number = self._next
        records = {"x": _array(x).reshape(len(x), -1)}
        records["y"] = _rows(y, self._outputs, records["x"].dtype)
        records.update(self._tensors(""))
        if number > 0 and number - 1 not in self._steps:
            records.update(self._state(".before"))
        watch = _Watch(self._torch, self._places, records)
        with watch.hooks(self._model, self._parameters, self._loss_function):
            yield records
        if "z1" not in records:
            raise RuntimeError("the model was not called inside `with recorder.step(x, y)`")
        if self._optimizer is None:
            self._next += 1
        elif self._next != number + 1:
            raise RuntimeError(f"optimizer.step() was called {self._next - number} times inside `with "
                               "recorder.step(x, y)`: expected once")
        else:
            rate = self._rates.get("W1", next(iter(self._rates.values())))
            records["learningRate"] = np.array(rate, records["x"].dtype)
            records.update(self._state(""))
        records.update(self._tensors(".after"))
        self._steps[number] = {name: _array(record) for name, record in records.items()}

    def save(self, path, network=None, training=None):
        """Writes all steps that were recorded.

        `network` and `training` say what was intended, where that is not what the modules, the loss
        and the optimizer say: parts of what `./mlp` writes as JSON, laid over what is read from
        them, as {"layers": [{"dropout": 0.2}, {}]} or {"l2": 1e-4, "clipping": {...}}.
        """
        if not self._steps:
            raise ValueError("no step was recorded: expected one inside `with recorder.step(x, y)`")
        first, records = next(iter(self._steps.items()))
        network = _merged(_network(self._places, self._loss_function), network or {})
        training = _merged(self._training(len(records["x"])), training or {})
        meta = {"producer": "torch", "step": first,
                "versions": {"torch": self._torch.__version__, "numpy": np.__version__},
                "dataType": "float64" if records["W1"].dtype == np.float64 else "float32"}
        output = {SOFTMAX: "softmax", SIGMOID: "sigmoid"}.get(network["loss"])
        layer = network["layers"][-1]
        layer["activation"] = output or layer["activation"]
        if network["loss"] and (output or layer["activation"] != "softmax"):
            meta["network"] = network
        else:
            warnings.warn("loss and output have no name in ./mlp, and no network is written: say what "
                          "was meant, as network={'loss': 'softmax-cross-entropy'}")
        if training["optimizer"] and training["learningRate"]:
            meta["training"] = training
        else:
            warnings.warn("the optimizer has no name in ./mlp, and no training is written: say what was "
                          "meant, as training={'optimizer': {'type': 'sgd'}, 'learningRate': 0.1}")
        save(path, meta, **{
            name if step == first else f"step{step}/{name}": array
            for step, records in self._steps.items()
            for name, array in self._in_order(records, network, training).items()})

    def _in_order(self, records, network, training):
        """What is written of a step, in the order in which a track computes it."""
        records = dict(records)
        is_squared = network["loss"] == SQUARED
        activated = {layer for _, kind, layer in self._places if kind not in NAMES}
        for i in range(1, self._layers + is_squared):
            if i not in activated:  # a = z, da = dz
                top = f"bn{i}.out" if f"bn{i}.out" in records else f"z{i}"
                records[f"a{i}"] = records[top]
                if f"d{top}" in records:
                    records[f"da{i}"] = records[f"d{top}"]
        if not is_squared:
            records.pop(f"da{self._layers}", None)
        if not training["labelSmoothing"] and np.array_equal(records.get("y.smoothed"), records["y"]):
            del records["y.smoothed"]
        names = [name for name in _order(self._layers) if name in records]
        return {name: records[name] for name in names + list(records)}

    def _before_update(self, optimizer, args, kwargs):
        self._rates = self._current_rates()
        self._next += 1

    def _current_rates(self):
        names = {id(parameter): name for name, parameter in self._parameters.items()}
        return {names[id(parameter)]: float(group["lr"])
                for group in self._optimizer.param_groups for parameter in group["params"]}

    def _tensors(self, suffix):
        tensors = {name + suffix: _weight(name, p) for name, p in self._parameters.items()}
        for module, kind, layer in self._places:
            if kind == "norm" and module.running_mean is not None:
                tensors[f"bn{layer}.running.mean{suffix}"] = _array(module.running_mean)
                tensors[f"bn{layer}.running.var{suffix}"] = _array(module.running_var)
        return tensors

    def _state(self, suffix):
        records = {}
        for name, parameter in self._parameters.items() if self._optimizer is not None else ():
            for key, value in self._optimizer.state.get(parameter, {}).items():
                if key in STATES and value is not None:
                    array = _weight(name, value)
                    if key == "momentum_buffer":  # v = -rate * buffer   (R11)
                        array = (-self._rates[name] * array.astype(np.float64)).astype(array.dtype)
                    records[f"opt.{STATES[key]}.{name}{suffix}"] = array
        return records

    def _training(self, batch_size):
        """What `./mlp` calls a training, from the settings of the group that has W1."""
        groups = self._optimizer.param_groups if self._optimizer is not None else [{}]
        first = self._parameters["W1"]
        group = next((g for g in groups if any(p is first for p in g.get("params", ()))), groups[0])
        optimizer = _optimizer(self._torch.optim, self._optimizer, group)
        is_adamw = optimizer is not None and optimizer["type"] == "adamw"
        none = {"type": "none"}
        return {"optimizer": optimizer, "learningRate": group.get("initial_lr", group.get("lr")),
                "schedule": {"type": "constant"}, "clipping": none,
                "l2": 0.0 if is_adamw else group.get("weight_decay", 0.0), "weightDecay": 0.0,
                "maxNorm": 0.0, "labelSmoothing": getattr(self._loss_function, "label_smoothing", 0.0),
                "earlyStopping": none, "batchSize": batch_size, "epochs": 1, "seed": 1}


class _Watch:
    """What hooks see of one step: each record is that of the first time."""

    def __init__(self, torch, places, records):
        self._torch, self._places, self._records = torch, places, records
        self._calls = iter(())

    @contextlib.contextmanager
    def hooks(self, model, parameters, loss_function):
        hooks = [model.register_forward_pre_hook(self._begin)]
        for module, kind in {module: kind for module, kind, _ in self._places}.items():
            if kind == "dropout":
                hooks.append(module.register_forward_pre_hook(self._before_dropout))
            hooks.append(module.register_forward_hook(self._after))
        for name, parameter in parameters.items():
            if parameter.requires_grad:
                hook = functools.partial(self._gradient, name)
                hooks.append(parameter.register_post_accumulate_grad_hook(hook))
        if isinstance(loss_function, self._torch.nn.Module):
            hooks.append(loss_function.register_forward_hook(self._loss, with_kwargs=True))
        try:
            yield
        finally:
            for hook in hooks:
                hook.remove()
        self._masks()

    def _put(self, name, tensor):
        self._records.setdefault(name, _array(tensor))

    def _begin(self, model, inputs):
        if self._torch.is_grad_enabled():
            if "z1" in self._records:
                raise RuntimeError("the model was called twice inside `with recorder.step(x, y)`: "
                                   "expected once, or with torch.no_grad()")
            self._calls = iter(self._places)

    def _after(self, module, inputs, output):
        if not self._torch.is_grad_enabled():
            return
        expected, kind, layer = next(self._calls, (None, None, None))
        if module is not expected:
            raise RuntimeError(f"{module} was not called by the model in its turn")
        name = NAMES.get(kind, "a{}").format(layer)
        self._put(name, output)
        if kind == "norm":
            self._normalization(module, layer, output)
        elif kind == "dropout" and type(module) is self._torch.nn.Dropout:
            self._put(f"drop{layer}.mask", self._mask(module, output))
        if output.requires_grad:
            output.register_hook(lambda gradient: self._put("d" + name, gradient))

    def _normalization(self, module, layer, output):
        z = self._records[f"z{layer}"]
        mean, var = z.mean(0, np.float64), z.var(0, np.float64)
        shown = getattr(output.grad_fn, "_saved_result1", None)  # PyTorch's own mean, for backward
        if shown is not None and shown.shape == mean.shape:
            mean = _array(shown)
        if not module.training and module.running_mean is not None:
            mean, var = _array(module.running_mean), _array(module.running_var)
        mean, var = mean.astype(z.dtype), var.astype(z.dtype)
        xhat = (z.astype(np.float64) - mean) / np.sqrt(var.astype(np.float64) + module.eps)
        self._put(f"bn{layer}.mean", mean)
        self._put(f"bn{layer}.var", var)
        self._put(f"bn{layer}.xhat", xhat.astype(z.dtype))

    def _before_dropout(self, module, inputs):
        kind = inputs[0].device.type
        self._generator = self._torch if kind == "cpu" else getattr(self._torch, kind)
        self._random = self._generator.get_rng_state()

    def _mask(self, module, output):
        """The same random numbers once more, on ones."""
        state = self._generator.get_rng_state()
        self._generator.set_rng_state(self._random)
        ones = self._torch.ones_like(output, requires_grad=False)
        mask = self._torch.nn.functional.dropout(ones, module.p, module.training)
        self._generator.set_rng_state(state)
        return mask

    def _masks(self):
        """Masks of dropout that somebody wrote: out/a, or da/dout where a is 0."""
        source = "x"
        for _, kind, layer in self._places:
            name = f"drop{layer}"
            if kind == "dropout" and f"{name}.out" in self._records and f"{name}.mask" not in self._records:
                a, out = self._records[source], self._records[f"{name}.out"]
                mask = np.divide(out, a, out=np.zeros_like(a), where=a != 0)
                da, dout = self._records.get(f"d{source}"), self._records.get(f"d{name}.out")
                if da is not None and dout is not None:
                    np.divide(da, dout, out=mask, where=(a == 0) & (dout != 0))
                self._put(f"{name}.mask", mask)
            source = NAMES.get(kind, "a{}").format(layer)

    def _gradient(self, name, parameter):
        self._put("d" + name, _weight(name, parameter.grad))

    def _loss(self, module, args, kwargs, output):
        if self._torch.is_grad_enabled():
            if output.numel() == 1:
                self._put("loss", output.reshape(()))
            outputs = self._records["y"].shape[1]
            targets = args[1] if len(args) > 1 else kwargs["target"]
            targets = _rows(targets, outputs, self._records["y"].dtype)
            alpha = getattr(module, "label_smoothing", 0.0)  # y' = (1 - alpha) y + alpha / k   (R16)
            self._put("y.smoothed", (1 - alpha) * targets + alpha / outputs)


def _places(nn, model):
    """The modules in their order, each with its kind and the number of its layer."""
    if not isinstance(model, nn.Sequential):
        raise ValueError(f"a {type(model).__name__}: expected a torch.nn.Sequential; the tensors of "
                         "other models are written by mlp_trace.save")
    modules, places, layer, last = list(_flattened(nn, model)), [], 0, 2
    for module in modules:
        kind = _kind(nn, module)
        if kind == "nothing" or isinstance(module, nn.LogSoftmax) and module is modules[-1]:
            continue
        if kind is None:
            raise ValueError(f"{module}: expected Linear, BatchNorm1d, Dropout, Flatten, or an activation: "
                             "ReLU, LeakyReLU, Sigmoid, Tanh, ELU, GELU, SiLU, Softmax")
        if getattr(module, "alpha", 1) != 1 or getattr(module, "negative_slope", 0.01) != 0.01:
            warnings.warn(f"{module}: meant is alpha = 1 and the slope 0.01; the diff tells the difference",
                          stacklevel=4)
        rank = {"linear": 0, "norm": 1, "dropout": 3}.get(kind, 2)
        is_second = rank < 2 and any(m is module for m, _, _ in places)
        if is_second or 0 < rank <= last:
            raise ValueError(f"{module} a second time, or in the wrong place of layer {layer}: expected "
                             "Linear, then BatchNorm1d, activation and Dropout, as far as there are")
        layer, last = layer + (rank == 0), rank
        places.append((module, kind, layer))
    if not layer or any(kind in ("norm", "dropout") for _, kind, i in places if i == layer):
        raise ValueError("expected a Linear at the output, and behind it at most an activation")
    return places


def _flattened(nn, model):
    for module in model:
        yield from _flattened(nn, module) if isinstance(module, nn.Sequential) else [module]


def _kind(nn, module):
    """What a module is: of an activation its name; None where `./mlp` has nothing like it."""
    kinds = {
        nn.Linear: "linear", nn.BatchNorm1d: "norm", nn.Dropout: "dropout", nn.Flatten: "nothing",
        nn.Identity: "nothing", nn.ReLU: "relu", nn.LeakyReLU: "leaky-relu", nn.Sigmoid: "sigmoid",
        nn.Tanh: "tanh", nn.ELU: "elu", nn.GELU: "gelu", nn.SiLU: "silu", nn.Softmax: "softmax"}
    if isinstance(module, nn.GELU) and module.approximate == "tanh":
        return "gelu-tanh"
    return next((kind for known, kind in kinds.items() if isinstance(module, known)), None)


def _network(places, loss_function):
    """What `./mlp` calls a network, from the modules; its loss is None where it has no name there."""
    name = getattr(loss_function, "__name__", type(loss_function).__name__)
    network = {"inputs": None, "inputDropout": 0.0, "layers": [], "loss": LOSSES.get(name),
               "initializer": {"type": "glorot-uniform"}}
    layers = network["layers"]
    for module, kind, layer in places:
        if kind == "linear":
            network["inputs"] = network["inputs"] or module.in_features
            layers.append({"units": module.out_features, "activation": "identity",
                           "normalization": {"type": "none"}, "dropout": 0.0})
        elif kind == "norm":
            decay = 0.9 if module.momentum is None else 1 - module.momentum
            layers[-1]["normalization"] = {"type": "batch", "decay": decay, "epsilon": module.eps}
        elif kind != "dropout":
            layers[-1]["activation"] = kind
        elif layer:
            layers[-1]["dropout"] = module.p
        else:
            network["inputDropout"] = module.p
    return network


def _optimizer(optim, optimizer, group):
    """What `./mlp` calls an optimizer; None where it has no name for it."""
    if isinstance(optimizer, optim.SGD):
        if not group["momentum"]:
            return {"type": "sgd"}
        kind = "nesterov" if group["nesterov"] else "momentum"
        return {"type": kind, "momentum": group["momentum"]}
    if isinstance(optimizer, (optim.Adam, optim.AdamW)) and not group["amsgrad"]:
        adam = {"beta1": group["betas"][0], "beta2": group["betas"][1], "epsilon": group["eps"]}
        if isinstance(optimizer, optim.AdamW) or group.get("decoupled_weight_decay"):
            return {"type": "adamw", **adam, "weightDecay": group["weight_decay"]}
        return {"type": "adam", **adam, "epsilonHat": False}
    if isinstance(optimizer, optim.RMSprop) and not group["momentum"] and not group["centered"]:
        return {"type": "rmsprop", "decay": group["alpha"], "epsilon": group["eps"]}
    if isinstance(optimizer, optim.Adagrad) and not group["lr_decay"]:
        return {"type": "adagrad", "epsilon": group["eps"]}
    return None


def _merged(read, said):
    if isinstance(read, dict) and isinstance(said, dict):
        if said.get("type", read.get("type")) == read.get("type"):
            return {**read, **{key: _merged(read.get(key), value) for key, value in said.items()}}
    if isinstance(read, list) and isinstance(said, list) and len(read) == len(said):
        return [_merged(one, other) for one, other in zip(read, said)]
    return said


def _rows(targets, outputs, dtype):
    """Targets as rows: numbers of classes become rows of 0 and 1."""
    targets = _array(targets)
    if targets.ndim == 1 and targets.dtype.kind in "iu" and outputs > 1:
        return np.eye(outputs, dtype=dtype)[targets]
    return targets.astype(dtype).reshape(len(targets), -1)


def _weight(name, tensor):
    array = _array(tensor)
    return np.array(array.T, order="C") if name.startswith("W") else array


def _order(layers):
    """The names of all records in the order of docs/rules.md."""
    def each(templates, numbers=range(layers + 1)):
        return [name.replace("#", str(i)) for i in numbers for name in templates.split()]

    parameters = each("W# b# gamma# beta#")
    statistics = each("bn#.running.mean bn#.running.var")
    states = [f"opt.{state}.{name}" for state in STATES.values() for name in parameters]
    return (["x", "y"] + parameters + statistics + [state + ".before" for state in states]
            + each("z# bn#.mean bn#.var bn#.xhat bn#.out a# drop#.mask drop#.out")
            + ["y.smoothed", "loss"]
            + each("ddrop#.out da# dbn#.out dgamma# dbeta# dz# dW# db#", range(layers, -1, -1))
            + ["clip.norm", "learningRate"] + states
            + [name + ".after" for name in parameters + statistics])
