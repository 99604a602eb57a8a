import numpy as np


class NumpyNetwork:
    """Every result goes to an array that was allocated once. All parameters lie in one vector."""

    def __init__(self, widths, weights, biases, data_type, rate, adam=None):
        self.widths, self.data_type, self.rate, self.adam = widths, data_type, rate, adam
        size = sum(w.size + b.size for w, b in zip(weights, biases))
        self.vector, self.gradient, self.scratch = (np.empty(size, data_type) for _ in range(3))
        self.weights, self.biases = self._views(self.vector)
        self.weight_gradients, self.bias_gradients = self._views(self.gradient)
        for view, value in zip(self.weights + self.biases, weights + biases):
            view[...] = value
        if adam:
            self.first, self.second = np.zeros_like(self.vector), np.zeros_like(self.vector)
        self.steps = 0
        self.buffers = {}

    def _views(self, vector):
        weights, biases, at = [], [], 0
        for before, after in zip(self.widths, self.widths[1:]):
            weights.append(vector[at : at + before * after].reshape(before, after))
            at += before * after
            biases.append(vector[at : at + after])
            at += after
        return weights, biases

    def _buffers(self, rows):
        """Layer outputs, deltas and masks, one column, and ones, for a batch of this size."""
        if rows not in self.buffers:
            shapes = [(rows, width) for width in self.widths[1:]]
            self.buffers[rows] = (
                [np.empty(shape, self.data_type) for shape in shapes],
                [np.empty(shape, self.data_type) for shape in shapes],
                [np.empty(shape, bool) for shape in shapes],
                np.empty((rows, 1), self.data_type),
                np.ones(rows, self.data_type),
            )
        return self.buffers[rows]

    def inputs(self, x):
        return np.ascontiguousarray(x, self.data_type)

    def labels(self, y):
        return np.ascontiguousarray(y, self.data_type)

    def take(self, array, rows):
        return array.take(rows, axis=0)

    def _forward(self, x, outputs):
        last = len(self.weights) - 1
        for i, (w, b, z) in enumerate(zip(self.weights, self.biases, outputs)):
            np.dot(x, w, out=z)
            z += b
            if i < last:
                np.maximum(z, 0, out=z)
            x = z
        return x

    def step(self, x, y):
        rows = len(x)
        outputs, deltas, masks, column, ones = self._buffers(rows)
        logits, delta = self._forward(x, outputs), deltas[-1]

        np.max(logits, axis=1, keepdims=True, out=column)
        logits -= column
        np.exp(logits, out=delta)
        np.sum(delta, axis=1, keepdims=True, out=column)
        delta /= column
        np.log(column, out=column)
        loss = (column.sum() - np.vdot(y, logits)) / rows

        delta -= y
        delta *= 1 / rows
        for i in range(len(self.weights) - 1, -1, -1):
            before = outputs[i - 1] if i > 0 else x
            np.dot(before.T, delta, out=self.weight_gradients[i])
            np.dot(ones, delta, out=self.bias_gradients[i])
            if i > 0:
                np.dot(delta, self.weights[i].T, out=deltas[i - 1])
                delta = deltas[i - 1]
                np.greater(before, 0, out=masks[i - 1])
                delta *= masks[i - 1]

        if self.adam:
            self._adam_update()
        else:
            self.gradient *= self.rate
            self.vector -= self.gradient
        return loss

    def _adam_update(self):
        beta1, beta2, epsilon = self.adam
        gradient, scratch = self.gradient, self.scratch
        self.steps += 1

        np.multiply(gradient, 1 - beta1, out=scratch)
        self.first *= beta1
        self.first += scratch
        np.multiply(gradient, gradient, out=scratch)
        scratch *= 1 - beta2
        self.second *= beta2
        self.second += scratch

        np.sqrt(self.second, out=scratch)
        scratch *= (1 - beta2**self.steps) ** -0.5
        scratch += epsilon
        np.divide(self.first, scratch, out=scratch)
        scratch *= self.rate / (1 - beta1**self.steps)
        self.vector -= scratch

    def predict(self, x):
        return self._forward(x, self._buffers(len(x))[0]).argmax(axis=1)

    def parameters(self):
        return [p for pair in zip(self.weights, self.biases) for p in pair]
