"""Times the training step of one peer, after a check that it takes the right steps."""

import gc
import json
import os
import time
import zipfile
import zlib

import common

WIDTHS = {
    "xor": [2, 8, 2],
    "small": [64, 32, 10],
    "mnist": [784, 256, 128, 10],
    "wide": [784, 1024, 1024, 10],
}
RATE = 0.01
CHECKED_STEPS = 3
# Of the layer's largest entry.
BOUNDS = {"float32": 1e-5, "float64": 1e-12}


def main():
    import networks

    parser = common.Parser(description=__doc__)
    common.add_peer(parser, networks.PEERS)
    parser.add_argument("workload", choices=WIDTHS, metavar="workload", help=", ".join(WIDTHS))
    parser.add_argument("--input", required=True, metavar="FILE.npz", help="the batch, x and y, "
                        "the first parameters, W1, b1, ..., and those after 3 steps, W1.after, ...")
    common.add_threads(parser)
    parser.add_argument("--data-type", choices=BOUNDS, default="float32", help="(float32)")
    parser.add_argument("--warmup", type=common.seconds, default=2, metavar="SECONDS", help="(2)")
    parser.add_argument("--seconds", type=common.seconds, default=5, metavar="SECONDS",
                        help="timed in all (5)")
    parser.add_argument("--samples", type=common.count, default=10, metavar="N", help="(10)")
    options = parser.parse_args()
    common.set_threads(options.threads)

    x, y, weights, biases, after = read(options.input, WIDTHS[options.workload])
    try:
        peer = networks.load(options.peer, options.threads)
        network = peer(WIDTHS[options.workload], weights, biases, options.data_type, RATE)
    except networks.Unavailable as problem:
        return unavailable(options.peer, problem)
    x, y = network.inputs(x), network.labels(y)
    try:
        for _ in range(CHECKED_STEPS):
            network.step(x, y)
    except Exception as problem:
        if options.peer != "torch-compile":
            raise
        return unavailable(options.peer, problem)
    check(options.peer, network.parameters(), after, BOUNDS[options.data_type])

    print(json.dumps({
        "peer": options.peer,
        "workload": options.workload,
        "threads": options.threads,
        "dataType": options.data_type,
        "microsecondsPerStep": measure(network, x, y, options),
        "versions": common.versions(options.peer),
    }))


def unavailable(peer, problem):
    lines = str(problem).strip().splitlines()
    reason = lines[0] if lines else type(problem).__name__
    print(json.dumps({"peer": peer, "unavailable": reason}))


def read(path, widths):
    """Everything in float64."""
    import numpy as np

    if not os.path.isfile(path):
        common.refuse(f"{path}: no such file")
    shapes = {"x": (None, widths[0]), "y": (None, widths[-1])}
    for layer, (before, after) in enumerate(zip(widths, widths[1:]), 1):
        for suffix in ("", ".after"):
            shapes[f"W{layer}{suffix}"] = (before, after)
            shapes[f"b{layer}{suffix}"] = (after,)
    arrays = {}
    try:
        with np.load(path) as file:
            for name, shape in shapes.items():
                if name not in file:
                    common.refuse(f"{path}: has no array {name}")
                arrays[name] = file[name].astype("float64")
                shapes_agree = len(arrays[name].shape) == len(shape) and all(
                    wanted in (None, found) for wanted, found in zip(shape, arrays[name].shape)
                )
                if not shapes_agree:
                    common.refuse(f"{path}: {name} is {arrays[name].shape}, expected {shape}")
    except (OSError, EOFError, ValueError, TypeError, zipfile.BadZipFile, zlib.error):
        common.refuse(f"{path}: not an .npz file of numbers")
    if len(arrays["x"]) != len(arrays["y"]) or len(arrays["x"]) == 0:
        common.refuse(f"{path}: x has {len(arrays['x'])} rows, y {len(arrays['y'])}")

    layers = range(1, len(widths))
    after = [(f"{kind}{i}", arrays[f"{kind}{i}.after"]) for i in layers for kind in "Wb"]
    return (
        arrays["x"],
        arrays["y"],
        [arrays[f"W{i}"] for i in layers],
        [arrays[f"b{i}"] for i in layers],
        after,
    )


def check(peer, parameters, after, bound):
    for i, (parameter, (name, expected)) in enumerate(zip(parameters, after)):
        layer = after[i - i % 2 : i - i % 2 + 2]
        largest = max(abs(tensor).max() for _, tensor in layer)
        difference = abs(parameter.astype("float64") - expected).max()
        # Written so that a NaN is refused too.
        if not difference <= bound * largest:
            common.refuse(
                f"{peer} is not timed: after {CHECKED_STEPS} steps {name} differs by "
                f"{difference:.3g}, more than {bound * largest:.3g}, "
                f"{bound:g} of the layer's largest entry",
                status=1,
            )


def measure(network, x, y, options):
    """The microseconds per step of each sample."""
    step, now = network.step, time.perf_counter
    gc.collect()
    gc.disable()
    begin, taken = now(), 0
    while taken == 0 or now() - begin < options.warmup:
        step(x, y)
        taken += 1
    seconds_per_step = (now() - begin) / taken
    steps = max(1, round(options.seconds / options.samples / seconds_per_step))

    samples = []
    for _ in range(options.samples):
        begin = now()
        for _ in range(steps):
            step(x, y)
        samples.append(round((now() - begin) / steps * 1e6, 3))
    gc.enable()
    return samples


if __name__ == "__main__":
    main()
