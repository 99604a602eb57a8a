import warnings

import numpy as np
from networks import Unavailable
from sklearn.neural_network import MLPClassifier


class ScikitLearnNetwork:
    """MLPClassifier: one call of partial_fit on one batch is one step."""

    def __init__(self, widths, weights, biases, data_type, rate, adam=None):
        if adam:
            raise Unavailable("MLPClassifier cannot change Adam's rate from step to step")
        if widths[-1] == 2:
            raise Unavailable("MLPClassifier has one logistic output for two classes, no softmax")
        warnings.simplefilter("ignore")
        self.widths, self.data_type = widths, data_type
        self.start = weights, biases
        self.hidden, self.rate = tuple(widths[1:-1]), rate
        self.model = None

    def inputs(self, x):
        return np.ascontiguousarray(x, self.data_type)

    def labels(self, y):
        return y.argmax(axis=1)

    def take(self, array, rows):
        return array.take(rows, axis=0)

    def step(self, x, y):
        if self.model is None:
            self._begin(x, y)
        self.model.partial_fit(x, y)
        return self.model.loss_

    def _begin(self, x, y):
        """A first call makes the parameters, then they are replaced: momentum 0 keeps no trace."""
        self.model = MLPClassifier(
            self.hidden,
            activation="relu",
            solver="sgd",
            alpha=0,
            batch_size=len(x),
            learning_rate="constant",
            learning_rate_init=self.rate,
            momentum=0,
            nesterovs_momentum=False,
            shuffle=False,
        )
        self.model.partial_fit(x, y, classes=np.arange(self.widths[-1]))
        weights, biases = self.start
        self.model.coefs_ = [w.astype(self.data_type) for w in weights]
        self.model.intercepts_ = [b.astype(self.data_type) for b in biases]

    def predict(self, x):
        return self.model.predict(x)

    def parameters(self):
        return [p for pair in zip(self.model.coefs_, self.model.intercepts_) for p in pair]
