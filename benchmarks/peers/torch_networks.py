import torch
from torch import nn


def set_threads(threads):
    torch.set_num_threads(threads)
    torch.set_num_interop_threads(1)


class TorchNetwork:
    """PyTorch as one usually writes it: modules, autograd, an optimizer of torch.optim."""

    def __init__(self, widths, weights, biases, data_type, rate, adam=None):
        self.data_type = getattr(torch, data_type)
        layers = []
        for before, after in zip(widths, widths[1:]):
            layers += [nn.Linear(before, after), nn.ReLU()]
        self.model = nn.Sequential(*layers[:-1]).to(self.data_type)
        self.linear = layers[0::2]
        with torch.no_grad():
            for layer, w, b in zip(self.linear, weights, biases):
                layer.weight.copy_(torch.from_numpy(w.T))
                layer.bias.copy_(torch.from_numpy(b))
        self.loss = nn.CrossEntropyLoss()
        if adam:
            beta1, beta2, epsilon = adam
            # fused: its default loop takes three times as long
            self.optimizer = torch.optim.Adam(
                self.model.parameters(), rate, (beta1, beta2), epsilon, fused=True
            )
        else:
            self.optimizer = torch.optim.SGD(self.model.parameters(), rate)

    @property
    def rate(self):
        return self.optimizer.param_groups[0]["lr"]

    @rate.setter
    def rate(self, rate):
        self.optimizer.param_groups[0]["lr"] = rate

    def inputs(self, x):
        return torch.tensor(x, dtype=self.data_type)

    def labels(self, y):
        return torch.from_numpy(y.argmax(axis=1))

    def take(self, tensor, rows):
        return tensor.index_select(0, torch.from_numpy(rows))

    def _forward_loss(self, x, y):
        return self.loss(self.model(x), y)

    def step(self, x, y):
        self.optimizer.zero_grad()
        loss = self._forward_loss(x, y)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    @torch.no_grad()
    def predict(self, x):
        return self.model(x).argmax(1).numpy()

    def parameters(self):
        return [
            p.detach().numpy() for layer in self.linear for p in (layer.weight.T, layer.bias)
        ]


class TorchCompileNetwork(TorchNetwork):
    """The same, with forward pass, loss and their gradients compiled. Needs a C++ compiler."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self._forward_loss = torch.compile(super()._forward_loss, dynamic=False)


class TorchByHandNetwork:
    """PyTorch as a library of array operations: no autograd, results go to tensors made once."""

    def __init__(self, widths, weights, biases, data_type, rate, adam=None):
        self.widths, self.data_type = widths, getattr(torch, data_type)
        self.rate, self.adam = rate, adam
        size = sum(w.size + b.size for w, b in zip(weights, biases))
        self.vector, self.gradient, self.scratch = (
            torch.empty(size, dtype=self.data_type) for _ in range(3)
        )
        self.weights, self.biases = self._views(self.vector)
        self.weight_gradients, self.bias_gradients = self._views(self.gradient)
        for view, value in zip(self.weights + self.biases, weights + biases):
            view.copy_(torch.from_numpy(value))
        if adam:
            self.first, self.second = torch.zeros_like(self.vector), torch.zeros_like(self.vector)
        self.steps = 0
        self.buffers = {}

    def _views(self, vector):
        weights, biases, at = [], [], 0
        for before, after in zip(self.widths, self.widths[1:]):
            weights.append(vector[at : at + before * after].view(before, after))
            at += before * after
            biases.append(vector[at : at + after])
            at += after
        return weights, biases

    def _buffers(self, rows):
        """Layer outputs and deltas for a batch of this size."""
        if rows not in self.buffers:
            self.buffers[rows] = tuple(
                [torch.empty(rows, width, dtype=self.data_type) for width in self.widths[1:]]
                for _ in range(2)
            )
        return self.buffers[rows]

    def inputs(self, x):
        return torch.tensor(x, dtype=self.data_type)

    def labels(self, y):
        return torch.tensor(y, dtype=self.data_type)

    def take(self, tensor, rows):
        return tensor.index_select(0, torch.from_numpy(rows))

    def _forward(self, x, outputs):
        last = len(self.weights) - 1
        for i, (w, b, z) in enumerate(zip(self.weights, self.biases, outputs)):
            torch.addmm(b, x, w, out=z)
            if i < last:
                z.relu_()
            x = z
        return x

    @torch.no_grad()
    def step(self, x, y):
        rows = len(x)
        outputs, deltas = self._buffers(rows)
        logits, delta = self._forward(x, outputs), deltas[-1]

        torch.log_softmax(logits, 1, out=delta)
        loss = torch.dot(delta.view(-1), y.view(-1)).item() / -rows
        delta.exp_().sub_(y).mul_(1 / rows)

        for i in range(len(self.weights) - 1, -1, -1):
            before = outputs[i - 1] if i > 0 else x
            torch.mm(before.T, delta, out=self.weight_gradients[i])
            torch.sum(delta, 0, out=self.bias_gradients[i])
            if i > 0:
                torch.mm(delta, self.weights[i].T, out=deltas[i - 1])
                delta = deltas[i - 1]
                # delta * (before > 0) in one pass
                torch.ops.aten.threshold_backward.grad_input(delta, before, 0, grad_input=delta)

        if self.adam:
            self._adam_update()
        else:
            self.vector.add_(self.gradient, alpha=-self.rate)
        return loss

    def _adam_update(self):
        beta1, beta2, epsilon = self.adam
        self.steps += 1
        self.first.lerp_(self.gradient, 1 - beta1)
        self.second.mul_(beta2).addcmul_(self.gradient, self.gradient, value=1 - beta2)
        torch.sqrt(self.second, out=self.scratch)
        self.scratch.mul_((1 - beta2**self.steps) ** -0.5).add_(epsilon)
        self.vector.addcdiv_(
            self.first, self.scratch, value=-self.rate / (1 - beta1**self.steps)
        )

    @torch.no_grad()
    def predict(self, x):
        return self._forward(x, self._buffers(len(x))[0]).argmax(1).numpy()

    def parameters(self):
        return [p.numpy() for pair in zip(self.weights, self.biases) for p in pair]
