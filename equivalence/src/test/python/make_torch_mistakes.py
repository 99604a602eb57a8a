"""Training steps of PyTorch with one wrong convention each, as people write them, and what
`./mlp diff` shall answer: torch-mistakes/NAME.npz and expected.json.

    pip install numpy==2.4.6 torch==2.13.0
    python equivalence/src/test/python/make_torch_mistakes.py

The bytes are the same whenever it runs on one machine. In expected.json, `first` is the first record
off the rules in the order of a trace, `step` its step, and `intended` what a file without meta does
not say. BatchNorm1d runs with the unbiased variance besides (R8).
"""

import json

import torch

import torch_mistakes_in_models  # noqa: F401
import torch_mistakes_in_updates  # noqa: F401
from torch_mistakes import MISTAKES, ROOT, deflate

TARGET = ROOT / "equivalence/src/test/resources/mlp/equivalence/torch-mistakes"


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    expected = {}
    for seed, (name, (make, answer)) in enumerate(MISTAKES.items(), 1):
        torch.manual_seed(seed)
        torch.set_default_dtype(torch.float32)
        make(TARGET / f"{name}.npz")
        deflate(TARGET / f"{name}.npz")
        expected[name] = answer
    (TARGET / "expected.json").write_text(json.dumps(expected, indent=2) + "\n")


if __name__ == "__main__":
    main()
