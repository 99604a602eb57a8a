"""Makes the fixtures of DataSetsInPythonTest: the split of digits and generated points, by NumPy alone.

Run in the folder of the module data:  python src/test/python/data_sets.py
"""

import csv
import gzip
import math
from pathlib import Path

import numpy as np

MODULE = Path(__file__).parents[3]
FIXTURES = MODULE / "src/test/resources/mlp/data"
DATA = 2  # the purpose, second word of the generator's key
SEED = 7
POINTS = 6
NOISE = 0.25
STREAMS = {"xor": 1, "moons": 2, "spirals": 3, "circles": 4}


class Stream:
    """The numbers of one stream, in the order in which they are drawn."""

    def __init__(self, seed, a, b):
        self.words = np.random.Philox(key=[seed, DATA], counter=[0, a, b, 0])

    def uniform(self):
        return (int(self.words.random_raw()) >> 11) * 2.0**-53

    def normal(self):
        radius = math.sqrt(-2 * math.log(1 - self.uniform()))
        return radius * math.cos(2 * math.pi * self.uniform())

    def below(self, bound):
        return int(self.words.random_raw()) * bound >> 64


def held_out_rows(labels, fraction, stream):
    held_out = []
    for c in range(labels.max() + 1):
        rows = np.flatnonzero(labels == c)
        random = Stream(0, stream, c)
        for i in range(len(rows) - 1, 0, -1):
            j = random.below(i + 1)
            rows[i], rows[j] = rows[j], rows[i]
        held_out += [int(row) for row in rows[: min(int(fraction * len(rows) + 0.5), len(rows) - 1)]]
    return sorted(held_out)


def place(name, index, random):
    label = index % 2
    if name == "xor":
        first, second = index // 2 % 2, index % 2
        return first, second, first ^ second
    t = random.uniform()
    if name == "moons":
        x, y = math.cos(math.pi * t), math.sin(math.pi * t)
        return (x, y, 0) if label == 0 else (1 - x, 0.5 - y, 1)
    if name == "spirals":
        r = math.sqrt(t)
        angle = math.pi * (3 * r + label)
        return r * math.cos(angle), r * math.sin(angle), label
    radius = 1 if label == 0 else 0.5
    return radius * math.cos(2 * math.pi * t), radius * math.sin(2 * math.pi * t), label


def points():
    for name, a in STREAMS.items():
        for part, b in {"training": 0, "test": 1}.items():
            random = Stream(SEED, a, b)
            for index in range(POINTS):
                x, y, label = place(name, index, random)
                x += NOISE * random.normal()
                y += NOISE * random.normal()
                yield name, part, index, repr(x), repr(y), label


def main():
    digits = MODULE / "src/main/resources/mlp/data/digits.csv.gz"
    with gzip.open(digits, "rt") as lines:
        labels = np.array([int(row[-1]) for row in csv.reader(lines)])
    test = held_out_rows(labels, 0.2, stream=0)
    training = np.setdiff1d(np.arange(len(labels)), test)
    validation = training[held_out_rows(labels[training], 0.1, stream=5)]
    for part, rows in {"test": test, "validation": validation}.items():
        (FIXTURES / f"digits-{part}-rows.txt").write_text("".join(f"{row}\n" for row in rows))
    (FIXTURES / "points.csv").write_text("".join(",".join(map(str, p)) + "\n" for p in points()))


if __name__ == "__main__":
    main()
