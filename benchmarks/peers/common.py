"""What both scripts share: the command line, its errors, and who took part."""

import argparse
import importlib.util
import math
import os
import platform
import re
import sys
from importlib import metadata


class Parser(argparse.ArgumentParser):
    """Prints one line instead of the usage when the command line is wrong."""

    def error(self, message):
        refuse(message)


def refuse(message, status=2):
    print(f"error: {message}", file=sys.stderr)
    sys.exit(status)


def add_peer(parser, known, shown=None):
    def peer(text):
        if text not in known:
            raise argparse.ArgumentTypeError(f"unknown peer '{text}', known: {', '.join(known)}")
        return text

    parser.add_argument("peer", type=peer, help=", ".join(shown or known))


def add_threads(parser):
    parser.add_argument("--threads", type=count, default=1, metavar="N", help="threads (1)")


def count(text, least=1):
    if not re.fullmatch("[0-9]{1,18}", text) or int(text) < least:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number of at least {least}")
    return int(text)


def seed(text):
    return count(text, least=0)


def seconds(text):
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (value > 0 and math.isfinite(value)):
        raise argparse.ArgumentTypeError(f"'{text}' is not a number above 0")
    return value


def set_threads(threads):
    """Must be called before NumPy and PyTorch are used: they read these when they are loaded."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(threads)
    # Compile in this process: idle helper processes would share the cores with what is timed.
    os.environ["TORCHINDUCTOR_COMPILE_THREADS"] = "1"
    if importlib.util.find_spec("numpy") is None:
        refuse("this Python has no NumPy: pip install -r requirements.txt")


def versions(peer):
    import numpy

    found = {"python": platform.python_version(), "numpy": numpy.__version__}
    if peer.startswith("torch"):
        import torch

        found["torch"] = torch.__version__
        libraries = re.findall(
            r"(Math Kernel Library|MKL-DNN|OpenBLAS)\D*([\d.]+)", torch.__config__.show()
        )
        short = {"Math Kernel Library": "MKL", "MKL-DNN": "oneDNN"}
        found["blas"] = ", ".join(f"{short.get(name, name)} {v}" for name, v in libraries)
    else:
        if peer == "scikit-learn":
            found["scikit-learn"] = metadata.version("scikit-learn")
        blas = numpy.show_config(mode="dicts")["Build Dependencies"]["blas"]
        name = "OpenBLAS" if "openblas" in blas["name"] else blas["name"]
        found["blas"] = f"{name} {blas['version']}"
    return found
