"""Writes philox.csv: what NumPy's own Philox draws, for mlp.api.Philox to be held against.

Made with NumPy 2.4.6:  python make_philox_fixture.py > ../resources/mlp/api/philox.csv
Each line: kind, seed, purpose, a, b, then the first eight values.
words     raw 64-bit words, unsigned
uniforms  Generator.random, in hexadecimal floating point
normals   sqrt(-2 ln(1 - u1)) cos(2 pi u2) of successive pairs of uniforms
below     floor(word * bound / 2**64) for the bounds 1, 2, 3, 10, 1000, 60000, 2**30, 2**31 - 1
"""

import math

import numpy

BOUNDS = [1, 2, 3, 10, 1000, 60000, 2**30, 2**31 - 1]
STREAMS = [(0, 0, 0, 0), (1, 0, 1, 0), (1, 1, 0, 0), (1, 1, 19, 0), (2**64 - 1, 2, 7, 5), (42, 2, 2**63, 2**64 - 1)]


def philox(seed, purpose, a, b):
    key = numpy.array([seed, purpose], dtype=numpy.uint64)
    counter = numpy.array([0, a, b, 0], dtype=numpy.uint64)
    return numpy.random.Philox(key=key, counter=counter)


def line(kind, stream, values):
    print(",".join([kind, *map(str, stream), *map(str, values)]))


for stream in STREAMS:
    line("words", stream, philox(*stream).random_raw(8))
    uniforms = numpy.random.Generator(philox(*stream)).random(16)
    line("uniforms", stream, [u.hex() for u in map(float, uniforms[:8])])
    pairs = [(float(u1), float(u2)) for u1, u2 in uniforms.reshape(8, 2)]
    line("normals", stream, [(math.sqrt(-2 * math.log(1 - u1)) * math.cos(2 * math.pi * u2)).hex() for u1, u2 in pairs])
    words = [int(w) for w in philox(*stream).random_raw(8)]
    line("below", stream, [word * bound >> 64 for word, bound in zip(words, BOUNDS)])
