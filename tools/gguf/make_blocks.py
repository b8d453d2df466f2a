"""Blocks of every ggml format that is read, and what ggml's own code widens them to, bit by bit.

    python make_blocks.py <folder with libggml-base.so> <out.safetensors>

The library is the one in the npm package @node-llama-cpp/linux-x64 (the fixture: 3.22.1), or any build of ggml. Of each format
two blocks hold random bits (with finite scales), the others weights that ggml itself has quantised.
"""

import ctypes
import json
import sys

import numpy as np

TYPES = {
    "Q4_0": 2, "Q4_1": 3, "Q5_0": 6, "Q5_1": 7, "Q8_0": 8, "Q2_K": 10, "Q3_K": 11, "Q4_K": 12, "Q5_K": 13, "Q6_K": 14,
    "IQ4_NL": 20, "IQ4_XS": 23, "MXFP4": 39,
}  # fmt: skip
QUANTISED = 512  # weights


class Traits(ctypes.Structure):
    _fields_ = [
        ("type_name", ctypes.c_char_p),
        ("blck_size", ctypes.c_int64),
        ("blck_size_interleave", ctypes.c_int64),
        ("type_size", ctypes.c_size_t),
        ("is_quantized", ctypes.c_bool),
        ("to_float", ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64)),
        ("from_float_ref", ctypes.c_void_p),
    ]


def load(folder):
    ggml = ctypes.CDLL(f"{folder}/libggml-base.so")
    ggml.ggml_get_type_traits.restype = ctypes.POINTER(Traits)
    ggml.ggml_quantize_chunk.restype = ctypes.c_size_t
    ggml.ggml_quantize_chunk.argtypes = [
        ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64, ctypes.c_int64, ctypes.c_void_p,
    ]  # fmt: skip
    return ggml


def widen(traits, blocks):
    count = len(blocks) // traits.type_size * traits.blck_size
    out = np.zeros(count, dtype=np.float32)
    traits.to_float(blocks.ctypes.data, out.ctypes.data, count)
    return out


def main(folder, path):
    ggml = load(folder)
    random = np.random.default_rng(7)
    tensors = {}
    for name, number in TYPES.items():
        traits = ggml.ggml_get_type_traits(number).contents
        assert traits.type_name.decode().upper() == name, traits.type_name
        while True:
            noise = random.integers(0, 256, 2 * traits.type_size, dtype=np.uint8)
            if np.isfinite(widen(traits, noise)).all():
                break
        weights = (random.standard_normal(QUANTISED) * 0.05).astype(np.float32)
        quantised = np.zeros(QUANTISED // traits.blck_size * traits.type_size, dtype=np.uint8)
        ggml.ggml_quantize_chunk(number, weights.ctypes.data, quantised.ctypes.data, 0, 1, QUANTISED, None)
        blocks = np.concatenate([noise, quantised])
        tensors[f"{name}.blocks"] = blocks
        tensors[f"{name}.weights"] = widen(traits, blocks)
    write(path, tensors)


def write(path, tensors):
    header, at = {}, 0
    for name, array in tensors.items():
        dtype = "U8" if array.dtype == np.uint8 else "F32"
        header[name] = {"dtype": dtype, "shape": list(array.shape), "data_offsets": [at, at + array.nbytes]}
        at += array.nbytes
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for array in tensors.values():
            file.write(array.tobytes())


if __name__ == "__main__":
    main(*sys.argv[1:])
