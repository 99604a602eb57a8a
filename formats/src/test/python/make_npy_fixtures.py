"""Makes the .npy and .npz files that NumPy wrote, and expected.json, which says what they hold.

Written with numpy 2.4.6. To run, from the top of the project:

    python3 -m pip install numpy==2.4.6
    python3 formats/src/test/python/make_npy_fixtures.py

The .npz files carry the time at which they were made; all else is the same in every run.
"""

import json
import pathlib

import numpy as np

FOLDER = pathlib.Path(__file__).parent.parent / "resources" / "mlp" / "formats"

INTEGERS = {
    "i1": [-128, -1, 0, 1, 42, 127],
    "i2": [-32768, -1, 0, 1, 258, 32767],
    "i4": [-2147483648, -1, 0, 1, 16909060, 2147483647],
    "i8": [-(2**63), -(2**53), 0, 1, 72057594037927936, 2**53],
    "u1": [0, 1, 2, 127, 128, 255],
    "u2": [0, 1, 258, 32767, 32768, 65535],
    "u4": [0, 1, 16909060, 2147483647, 2147483648, 4294967295],
    "u8": [0, 1, 2**53, 72057594037927936, 2**63, 2**64 - 2048],
}
FLOATS = {
    "f2": [-0.0, 2.0**-24, 2.0**-14, 0.333251953125, 65504.0, -np.inf],
    "f4": [-0.0, 2.0**-149, 2.0**-126, float(np.float32(0.1)), 3.4028234663852886e38, np.nan],
    "f8": [-0.0, 5e-324, 2.2250738585072014e-308, 0.1, 1.7976931348623157e308, np.inf],
}
INEXACT = {"i8": [2**53 + 1, 2**63 - 1, -(2**53) - 1], "u8": [2**53 + 1, 2**63 + 1, 2**64 - 1]}
TEXTS = {
    "latin": "Grüße",
    "beyond": "σ(z) 🙂 漢字",
    "json": json.dumps({"producer": "numpy", "step": 0}),
    "empty": "",
    "inner": "a\0b",
}


def numeric_arrays():
    """Every numeric type in both byte orders, in C and in Fortran order, of 0 to 4 dimensions."""
    arrays = {}
    for code, values in {"b1": [False, True, True, False, True, False], **INTEGERS, **FLOATS}.items():
        for letter, order in (("little", "<"), ("big", ">")):
            array = np.array(values, dtype=order + code).reshape(2, 3)
            arrays[f"{code}_{letter}_c"] = array
            arrays[f"{code}_{letter}_fortran"] = np.asfortranarray(array)
    cube = np.arange(24, dtype="<f8").reshape(2, 3, 4)
    arrays["cube_c"] = cube
    arrays["cube_fortran"] = np.asfortranarray(cube)
    arrays["four_fortran"] = np.asfortranarray(np.arange(16, dtype=">i2").reshape(2, 1, 4, 2))
    arrays["row"] = np.array([1.5, -2.5], dtype="<f4")
    arrays["scalar"] = np.array(0.1, dtype="<f8")
    arrays["no_rows"] = np.zeros((0, 3), dtype="<f8")
    arrays["step10/W1"] = np.array([[1.0]], dtype="<f8")
    return arrays


def text_arrays():
    """Strings in both byte orders, and bytes."""
    arrays = {}
    for name, text in TEXTS.items():
        arrays[f"{name}_little"] = np.array(text)
        arrays[f"{name}_big"] = np.array(text).astype(np.array(text).dtype.newbyteorder(">"))
        arrays[f"{name}_bytes"] = np.array(text.encode("utf-8"))
    return arrays


def java(value):
    """The number as Java's Double.parseDouble reads it, with every digit."""
    number = float(value)
    if np.isnan(number):
        return "NaN"
    if np.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return repr(number)


def entry(file, member, array, **expected):
    described = {"file": file, "descr": array.dtype.str, "shape": list(array.shape)}
    return described | ({"member": member} if member else {}) | expected


def numbers(file, member, array):
    return entry(file, member, array, values=[java(value) for value in array.ravel(order="C")])


def texts(file, member, array):
    value = array[()]
    text = value.decode("utf-8") if isinstance(value, bytes) else str(value)
    return entry(file, member, array, text=text)


def write_npy(name, array, version=None):
    with open(FOLDER / name, "wb") as out:
        np.lib.format.write_array(out, array, version=version, allow_pickle=True)


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    expected = []

    np.savez(FOLDER / "numbers.npz", **numeric_arrays())
    np.savez_compressed(FOLDER / "numbers-deflated.npz", **numeric_arrays())
    for file in ("numbers.npz", "numbers-deflated.npz"):
        expected += [numbers(file, name, array) for name, array in numeric_arrays().items()]

    np.savez(FOLDER / "texts.npz", **text_arrays())
    expected += [texts("texts.npz", name, array) for name, array in text_arrays().items()]

    matrix = np.array([[0.1, -0.2, 0.3], [1e300, -0.0, np.nan]], dtype="<f8")
    for version in ((1, 0), (2, 0), (3, 0)):
        file = f"version{version[0]}.npy"
        write_npy(file, matrix, version)
        expected.append(numbers(file, None, matrix))
    single = np.array([0.1, 0.2, 0.3], dtype="<f4")
    write_npy("float32.npy", single)
    expected.append(numbers("float32.npy", None, single))
    write_npy("text.npy", np.array("σ(z) = 🙂"))
    expected.append(texts("text.npy", None, np.array("σ(z) = 🙂")))

    inexact = {
        f"{code}_{i}": np.array([value], dtype="<" + code)
        for code, values in INEXACT.items()
        for i, value in enumerate(values)
    }
    np.savez(FOLDER / "inexact.npz", **inexact)
    expected += [
        entry("inexact.npz", name, array, refused=str(array[0])) for name, array in inexact.items()
    ]

    unread = {
        "complex.npy": np.array([1 + 2j]),
        "structured.npy": np.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f8")]),
        "objects.npy": np.array([None, "x"], dtype=object),
        "dates.npy": np.array(["2026-01-01"], dtype="datetime64[D]"),
        "long-double.npy": np.array([0.1], dtype=np.longdouble),
        "raw.npy": np.zeros(2, dtype="V2"),
    }
    for file, array in unread.items():
        write_npy(file, array)
        expected.append(entry(file, None, array, refused="type" if array.dtype.names is None else "structured"))

    lines = ",\n".join(json.dumps(line, ensure_ascii=True) for line in expected)
    (FOLDER / "expected.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
