"""Makes the .safetensors files that the safetensors package wrote, and safetensors-expected.json,
which says what they hold; and verifies written.safetensors, which SafetensorsFileTest expects to be
written byte by byte, with the package's reader.

Written with safetensors 0.8.0, torch 2.13.0, numpy 2.4.6. To run, from the top of the project:

    python3 -m pip install safetensors==0.8.0 torch==2.13.0 numpy==2.4.6
    python3 formats/src/test/python/make_safetensors_fixtures.py

The files are the same in every run.
"""

import json
import pathlib

import numpy as np
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

FOLDER = pathlib.Path(__file__).parent.parent / "resources" / "mlp" / "formats"

READ = {
    "double": torch.tensor([[-0.0, 5e-324, 0.1], [1.7976931348623157e308, torch.inf, torch.nan]], dtype=torch.float64),
    "float": torch.tensor([-0.0, 2.0**-149, 0.1, 3.4028234663852886e38], dtype=torch.float32),
    "half": torch.tensor([-0.0, 2.0**-24, 0.1, 65504.0, -torch.inf], dtype=torch.float16),
    "bfloat": torch.tensor([-0.0, 2.0**-133, 0.1, 3.3895313892515355e38, torch.nan], dtype=torch.bfloat16),
    "i8": torch.tensor([-128, -1, 127], dtype=torch.int8),
    "i16": torch.tensor([-32768, -1, 32767], dtype=torch.int16),
    "i32": torch.tensor([-(2**31), -1, 2**31 - 1], dtype=torch.int32),
    "i64": torch.tensor([-(2**63), -(2**53), 2**53], dtype=torch.int64),
    "u8": torch.tensor([0, 128, 255], dtype=torch.uint8),
    "u16": torch.tensor([0, 32768, 65535], dtype=torch.uint16),
    "u32": torch.tensor([0, 2**31, 2**32 - 1], dtype=torch.uint32),
    "truth": torch.tensor([True, False]),
    "scalar": torch.tensor(0.25, dtype=torch.float32),
    "empty": torch.zeros((0, 3), dtype=torch.float64),
    "layer.0/weight σ": torch.arange(24, dtype=torch.float32).reshape(2, 3, 4),
}
METADATA = {"format": "pt", "note": 'größe "🙂"'}
REFUSED = {
    "inexact": torch.tensor([2**53 + 1], dtype=torch.int64),
    "float8": torch.zeros(2, dtype=torch.float8_e4m3fn),
    "complex": torch.zeros(2, dtype=torch.complex64),
}
WRITTEN = {
    "W1": torch.tensor([[0.1, -0.0, 5e-324], [-1e300, 2.0, 3.0]], dtype=torch.float64),
    "b1": torch.zeros(0, dtype=torch.float64),
    "loss": torch.tensor(0.25, dtype=torch.float64),
}


def java(value):
    """The number as Java's Double.parseDouble reads it, with every digit."""
    number = float(value)
    if np.isnan(number):
        return "NaN"
    if np.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return repr(number)


def entry(name, tensor):
    # In double precision by way of Python's numbers, which hold each of these types.
    values = [java(value) for value in tensor.flatten().tolist()]
    return {"name": name, "shape": list(tensor.shape), "values": values}


def verify_written():
    file = FOLDER / "written.safetensors"
    tensors = load_file(file)
    assert list(tensors) == sorted(WRITTEN), list(tensors)
    for name, expected in WRITTEN.items():
        assert tensors[name].dtype == expected.dtype, name
        assert tensors[name].numpy().tobytes() == expected.numpy().tobytes(), name
        assert tensors[name].shape == expected.shape, name
    with safe_open(file, "pt") as opened:
        metadata = opened.metadata()
    assert metadata.pop("mlp.checksum").startswith("mlp-crc32:")
    assert metadata == METADATA, metadata


def main():
    save_file(READ, FOLDER / "numbers.safetensors", METADATA)
    for file, tensor in REFUSED.items():
        save_file({"x": tensor}, FOLDER / f"{file}.safetensors")
    lines = ",\n".join(json.dumps(entry(*tensor), ensure_ascii=True) for tensor in READ.items())
    (FOLDER / "safetensors-expected.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    verify_written()


if __name__ == "__main__":
    main()
