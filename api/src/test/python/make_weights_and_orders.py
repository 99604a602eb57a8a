"""Writes src/test/resources/mlp/api/weights-and-orders.txt: first weights (R7) and orders of rows
(R14), drawn from numpy.random.Philox by the rules alone.

Made with numpy 2.4.6 (the first line of the file says which). Run in the module's folder:
    python3 src/test/python/make_weights_and_orders.py

Each line: what, its arguments, then the numbers, separated by blanks; doubles in hexadecimal.
"""

from pathlib import Path

import numpy as np

WEIGHTS, ORDER = 0, 1


def philox(seed, purpose, a):
    key = np.array([seed % 2**64, purpose], dtype=np.uint64)
    return np.random.Philox(key=key, counter=np.array([0, a, 0, 0], dtype=np.uint64))


def uniforms(seed, layer, count):
    return np.random.Generator(philox(seed, WEIGHTS, layer)).random(count)


def normals(seed, layer, count):
    u = uniforms(seed, layer, 2 * count)
    return np.sqrt(-2 * np.log(1 - u[0::2])) * np.cos(2 * np.pi * u[1::2])


# R14: Fisher and Yates, from the last row to the second
def order(seed, epoch, rows):
    result = list(range(rows))
    words = philox(seed, ORDER, epoch).random_raw(rows)
    for i, word in zip(range(rows - 1, 0, -1), words):
        j = int(word) * (i + 1) >> 64
        result[i], result[j] = result[j], result[i]
    return result


# R7: name -> weights of a layer, row by row
def weights(initializer, seed, layer, fan_in, fan_out):
    count = fan_in * fan_out
    n = normals(seed, layer, count)
    u = 2 * uniforms(seed, layer, count) - 1
    return {
        "XAVIER": n * np.sqrt(1 / fan_in),
        "GLOROT_NORMAL": n * np.sqrt(2 / (fan_in + fan_out)),
        "GLOROT_UNIFORM": u * np.sqrt(6 / (fan_in + fan_out)),
        "HE_NORMAL": n * np.sqrt(2 / fan_in),
        "HE_UNIFORM": u * np.sqrt(6 / fan_in),
        "LECUN": u * np.sqrt(3 / fan_in),
        "ZEROS": 0 * u,
    }[initializer]


def main():
    lines = [f"# numpy {np.__version__}"]

    def line(what, arguments, numbers):
        lines.append(" ".join(map(str, [what, *arguments, *numbers])))

    for seed, epoch, rows in [(1, 0, 10), (1, 1, 10), (-7, 3, 33), (5, 2, 1)]:
        line("order", (seed, epoch, rows), order(seed, epoch, rows))
    for initializer in ["XAVIER", "GLOROT_NORMAL", "GLOROT_UNIFORM", "HE_NORMAL", "HE_UNIFORM", "LECUN", "ZEROS"]:
        for layer, fan_in, fan_out in [(1, 3, 4), (2, 4, 2)]:
            values = weights(initializer, 9, layer, fan_in, fan_out)
            line("weights", (initializer, 9, layer), [float(w).hex() for w in values])
    path = Path("src/test/resources/mlp/api/weights-and-orders.txt")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
