"""Trains one peer on MNIST until it reaches 98 % on the test images, and says how long it took."""

import gzip
import json
import math
import os
import time
import zipfile
import zlib

import common

TARGET = 0.98
NONE = {"type": "none"}


def main():
    import networks

    parser = common.Parser(description=__doc__)
    common.add_peer(parser, networks.PEERS, shown=networks.ADAM_PEERS)
    parser.add_argument("--recipe", required=True, metavar="FILE.json",
                        help="network and training, such as recipes/mnist-plain.json")
    parser.add_argument("--mnist-dir", required=True, metavar="DIR",
                        help="where train-images-idx3-ubyte.gz and the other three files are")
    common.add_threads(parser)
    parser.add_argument("--seed", type=common.seed, default=1, metavar="S",
                        help="of first weights and orders (1)")
    parser.add_argument("--start", metavar="FILE.npz", help="take first weights and orders from "
                        "this file instead: W1, b1, ..., order0, order1, ... of the epochs")
    options = parser.parse_args()
    if options.peer not in networks.ADAM_PEERS:
        why = {"scikit-learn": "MLPClassifier cannot change Adam's rate from step to step"}
        common.refuse(f"{options.peer} does not take part: "
                      f"{why.get(options.peer, 'it is only timed step by step')}; "
                      f"those that do: {', '.join(networks.ADAM_PEERS)}")
    recipe = read_recipe(options.recipe)
    common.set_threads(options.threads)

    import numpy as np

    images, labels = read_mnist(options.mnist_dir, "train")
    test_images, test_labels = read_mnist(options.mnist_dir, "t10k")
    random = np.random.default_rng(options.seed)
    widths = recipe["widths"]
    if options.start is None:
        weights = [random.normal(0, math.sqrt(2 / before), (before, after))
                   for before, after in zip(widths, widths[1:])]
        biases = [np.zeros(after) for after in widths[1:]]
        orders = (random.permutation(len(labels)) for _ in range(recipe["epochs"]))
    else:
        weights, biases, orders = read_start(options.start, widths, recipe["epochs"], len(labels))
    try:
        peer = networks.load(options.peer, options.threads)
    except networks.Unavailable as problem:
        print(json.dumps({"peer": options.peer, "unavailable": str(problem)}))
        return
    network = peer(widths, weights, biases, recipe["dataType"], recipe["rate"](0), recipe["adam"])
    scaled = np.dtype(recipe["dataType"]).type(255)
    x = network.inputs(images / scaled)
    y = network.labels(np.eye(10, dtype=recipe["dataType"])[labels])
    test_x = network.inputs(test_images / scaled)

    seconds, step, accuracy = [], 0, 0
    started = time.perf_counter()
    while len(seconds) < recipe["epochs"] and accuracy < TARGET:
        begin = time.perf_counter()
        order = next(orders)
        for at in range(0, len(order), recipe["batchSize"]):
            rows = order[at : at + recipe["batchSize"]]
            network.rate = recipe["rate"](step)
            network.step(network.take(x, rows), network.take(y, rows))
            step += 1
        seconds.append(time.perf_counter() - begin)
        accuracy = float((network.predict(test_x) == test_labels).mean())
    taken = time.perf_counter() - started

    print(json.dumps({
        "peer": options.peer,
        "threads": options.threads,
        "seed": options.seed,
        "epochs": len(seconds),
        "testAccuracy": accuracy,
        "secondsTo98": round(taken, 3) if accuracy >= TARGET else None,
        "secondsPerEpoch": [round(s, 3) for s in seconds],
        "versions": common.versions(options.peer),
    }))


def read_start(path, widths, epochs, rows):
    """The first weights, the biases, and the orders of all epochs."""
    import numpy as np

    try:
        with np.load(path) as file:
            arrays = {name: file[name] for name in file.files}
    except (OSError, EOFError, ValueError, zipfile.BadZipFile, zlib.error):
        common.refuse(f"{path}: not an .npz file of numbers")
    shapes = {f"order{epoch}": (rows,) for epoch in range(epochs)}
    for layer, (before, after) in enumerate(zip(widths, widths[1:]), 1):
        shapes[f"W{layer}"] = (before, after)
        shapes[f"b{layer}"] = (after,)
    for name, shape in shapes.items():
        if name not in arrays or arrays[name].shape != shape:
            found = arrays[name].shape if name in arrays else "nothing"
            common.refuse(f"{path}: {name} is {found}, expected {shape}")
    layers = range(1, len(widths))
    orders = (arrays[f"order{epoch}"].astype(np.int64) for epoch in range(epochs))
    return [arrays[f"W{i}"] for i in layers], [arrays[f"b{i}"] for i in layers], orders


def read_recipe(path):
    """Takes what can be done here out of the file, and refuses everything else that is in it."""
    try:
        with open(path, encoding="utf-8") as file:
            recipe = json.load(file)
    except OSError as problem:
        common.refuse(f"{path}: {problem.strerror}")
    except ValueError:
        common.refuse(f"{path}: not a JSON file")

    def take(owner, where, name, allowed=None):
        field = f"{where}.{name}".lstrip(".")
        if not isinstance(owner, dict) or name not in owner:
            common.refuse(f"{path}: {field} is missing")
        value = owner.pop(name)
        if allowed is not None and value not in allowed:
            common.refuse(f"{path}: {field} is {json.dumps(value)}, but these peers can only do "
                          f"{' or '.join(map(json.dumps, allowed))}")
        return value

    def number(owner, where, name, least, below=math.inf, whole=False):
        value = take(owner, where, name)
        kinds = (int,) if whole else (int, float)
        if type(value) not in kinds or not least <= value < below:
            common.refuse(f"{path}: {where}.{name} is {json.dumps(value)}, expected a "
                          f"{'whole ' if whole else ''}number from {least}"
                          + (f" to below {below}" if below < math.inf else ""))
        return value

    def finish(owner, where):
        for name in owner:
            common.refuse(f"{path}: these peers cannot do {where}.{name}".replace(" .", " "))

    take(recipe, "", "data", [{"name": "mnist"}])
    data_type = take(recipe, "", "dataType", ["float32", "float64"])

    network = take(recipe, "", "network")
    widths = [take(network, "network", "inputs", [784])]
    take(network, "network", "inputDropout", [0])
    layers = take(network, "network", "layers")
    if not isinstance(layers, list) or not layers:
        common.refuse(f"{path}: network.layers is no list of layers")
    for i, layer in enumerate(layers):
        where = f"network.layers[{i}]"
        is_last = i == len(layers) - 1
        widths.append(number(layer, where, "units", 1, whole=True))
        take(layer, where, "activation", ["softmax" if is_last else "relu"])
        take(layer, where, "normalization", [NONE])
        take(layer, where, "dropout", [0])
        finish(layer, where)
    if widths[-1] != 10:
        common.refuse(f"{path}: the last layer has {widths[-1]} units, expected 10")
    take(network, "network", "loss", ["softmax-cross-entropy"])
    take(network, "network", "initializer", [{"type": "he-normal"}])
    finish(network, "network")

    training = take(recipe, "", "training")
    optimizer = take(training, "training", "optimizer")
    where = "training.optimizer"
    take(optimizer, where, "type", ["adam"])
    take(optimizer, where, "epsilonHat", [False])
    adam = (
        number(optimizer, where, "beta1", 0, below=1),
        number(optimizer, where, "beta2", 0, below=1),
        number(optimizer, where, "epsilon", 0),
    )
    finish(optimizer, where)
    rate = number(training, "training", "learningRate", 0)
    schedule = take(training, "training", "schedule")
    where = "training.schedule"
    warm_up, steps, end = 0, 1, 1
    if take(schedule, where, "type", ["constant", "cosine"]) == "cosine":
        warm_up = number(schedule, where, "warmUp", 0, whole=True)
        steps = number(schedule, where, "steps", warm_up + 1, whole=True)
        end = number(schedule, where, "end", 0, below=1)
    finish(schedule, where)
    for name in ("clipping", "earlyStopping"):
        take(training, "training", name, [NONE])
    for name in ("l2", "weightDecay", "maxNorm", "labelSmoothing"):
        take(training, "training", name, [0])
    batch_size = number(training, "training", "batchSize", 1, whole=True)
    epochs = number(training, "training", "epochs", 1, whole=True)
    take(training, "training", "seed")  # --seed takes its place
    finish(training, "training")
    finish(recipe, "")

    def rate_at(step):
        if step < warm_up:
            return rate * (step + 1) / warm_up
        share = min(1, (step - warm_up) / (steps - warm_up))
        return rate * (end + (1 - end) * (1 + math.cos(math.pi * share)) / 2)

    return {"dataType": data_type, "widths": widths, "adam": adam, "rate": rate_at,
            "batchSize": batch_size, "epochs": epochs}


def read_mnist(directory, part):
    """The images [n, 784] and the labels [n], as bytes."""
    images = read_idx(os.path.join(directory, f"{part}-images-idx3-ubyte.gz"), 3)
    labels = read_idx(os.path.join(directory, f"{part}-labels-idx1-ubyte.gz"), 1)
    if images.shape[1:] != (28, 28) or len(images) != len(labels) or labels.max(initial=0) > 9:
        common.refuse(f"{directory}: the {part} files are not MNIST's")
    return images.reshape(-1, 784), labels


def read_idx(path, dimensions):
    import numpy as np

    try:
        with gzip.open(path) as file:
            content = file.read()
    except (OSError, EOFError, zlib.error) as problem:
        common.refuse(f"{path}: {getattr(problem, 'strerror', None) or 'not a whole gzip file'}")
    begin = 4 + 4 * dimensions
    shape = np.frombuffer(content[4:begin], ">i4")
    if content[:4] != bytes([0, 0, 8, dimensions]) or len(content) - begin != shape.prod():
        common.refuse(f"{path}: not an idx file of bytes with {dimensions} dimension(s)")
    return np.frombuffer(content, np.uint8, offset=begin).reshape(shape)


if __name__ == "__main__":
    main()
