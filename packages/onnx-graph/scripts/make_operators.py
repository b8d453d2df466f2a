"""Writes ../src/operators.generated.ts: the signatures of operators, as the reference libraries report them.

usage: pip install onnx==1.23.1 onnxruntime==1.30.0 && python make_operators.py

Standard operators come from onnx.defs, from operator set 7 on; com.microsoft operators from onnxruntime, and with them the two
layer normalizations that its optimizer writes into the standard domain, whatever its version. The form of a line is explained in src/operators.ts.
"""
import os

import onnx
import onnx.defs
import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import get_all_operator_schema

OLDEST = 7
CODES = {
    "float": 1, "uint8": 2, "int8": 3, "uint16": 4, "int16": 5, "int32": 6, "int64": 7, "string": 8, "bool": 9,
    "float16": 10, "double": 11, "uint32": 12, "uint64": 13, "complex64": 14, "complex128": 15, "bfloat16": 16,
    "float8e4m3fn": 17, "float8e4m3fnuz": 18, "float8e5m2": 19, "float8e5m2fnuz": 20, "uint4": 21, "int4": 22,
    "float4e2m1": 23, "float8e8m0": 24, "uint2": 25, "int2": 26, "float6e2m3": 27, "float6e3m2": 28,
}
LETTERS = "abcdefghijklmnopqrstuvwxyzAB"  # the letter of code 1, 2, 3 ...
KINDS = {
    "FLOAT": "float", "INT": "int", "STRING": "string", "TENSOR": "tensor", "GRAPH": "graph", "FLOATS": "floats", "INTS": "ints",
    "STRINGS": "strings", "TENSORS": "tensors", "GRAPHS": "graphs", "SPARSE_TENSOR": "sparseTensor",
    "SPARSE_TENSORS": "sparseTensors", "TYPE_PROTO": "type", "TYPE_PROTOS": "types",
}


def letter(type_string):
    """One letter for the type of a value: tensors by element type, S for sequences, O for optionals, M for maps, P for sparse."""
    if type_string.startswith("tensor("):
        return LETTERS[CODES[type_string[7:-1]] - 1]
    return {"seq": "S", "opt": "O", "map": "M", "spa": "P"}[type_string[:3]]


def letters(type_strings):
    return "".join(sorted({letter(t) for t in type_strings}))


def parameter(p, constraints):
    type_string = getattr(p, "type_str", None) or getattr(p, "typeStr")
    homogeneous = p.is_homogeneous if hasattr(p, "is_homogeneous") else p.isHomogeneous
    option = str(p.option).split(".")[-1].rstrip(">").split(":")[0]
    mark = {"Single": "", "Optional": "?", "Variadic": "*" if homogeneous else "**"}[option]
    kind = type_string if type_string in constraints else "=" + letter(type_string)
    return f"{p.name}{mark}:{kind}"


def default(attribute):
    """The default as text, or nothing; lists and tensors have none in practice but a few empty ones."""
    if hasattr(attribute, "default_value"):  # onnx
        proto = attribute.default_value
    else:
        proto = onnx.AttributeProto.FromString(attribute._default_value)
    for field in ("f", "i", "s"):
        if proto.HasField(field):
            value = getattr(proto, field)
            if field == "f":
                return "=" + repr(float(f"{value:.7g}"))
            text = value.decode() if field == "s" else str(value)
            assert not set(text) & set(",|;`\\$"), text
            return "=" + text
    return ""


def signature(s):
    constraints = {t.type_param_str: letters(t.allowed_type_strs) for t in s.type_constraints}
    inputs = ",".join(parameter(p, constraints) for p in s.inputs)
    outputs = ",".join(parameter(p, constraints) for p in s.outputs)
    attributes = ",".join(
        f"{name}{'!' if a.required else ''}:{KINDS[str(a.type).split('.')[-1].rstrip('>').split(':')[0]]}{default(a)}"
        for name, a in sorted(s.attributes.items())
    )
    arity = f"{s.min_input}-{min(s.max_input, 9999)}>{s.min_output}-{min(s.max_output, 9999)}"
    types = ",".join(f"{name}={allowed}" for name, allowed in sorted(constraints.items()))
    return f"{arity}|{inputs}>{outputs}|{attributes}", types


def lines(schemas):
    """One line per operator and signature; versions that differ only in element types share it."""
    by_name = {}
    for s in schemas:
        by_name.setdefault(s.name, {})[s.since_version] = s
    out = []
    for name in sorted(by_name):
        versions = sorted(by_name[name])
        versions = [v for i, v in enumerate(versions) if i + 1 == len(versions) or versions[i + 1] > OLDEST]
        last = None
        for v in versions:
            if by_name[name][v].deprecated:
                out.append([name, "deprecated", [f"{v}"]])
                last = None
                continue
            shape, types = signature(by_name[name][v])
            if shape == last:
                out[-1][2].append(f"{v} {types}".strip())
            else:
                out.append([name, shape, [f"{v} {types}".strip()]])
            last = shape
    return ["|".join([name, shape] + [";".join(vs)]) for name, shape, vs in out]


standard = [s for s in onnx.defs.get_all_schemas_with_history() if s.domain == ""]
runtime = get_all_operator_schema()
fused = {("SimplifiedLayerNormalization", 1), ("LayerNormalization", 1)}
standard += [s for s in runtime if s.domain == "" and (s.name, s.since_version) in fused]
microsoft = [s for s in runtime if s.domain == "com.microsoft"]
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "../src/operators.generated.ts"), "w") as f:
    f.write(f"""/**
 * Signatures of operators. Made by scripts/make_operators.py from onnx {onnx.__version__} and onnxruntime {onnxruntime.__version__}: do not edit.
 * The form of a line is explained in operators.ts.
 * @module
 */

/** Operators of the standard domain, from operator set {OLDEST} to {onnx.defs.onnx_opset_version()}. */
export const standardOperators = `
""")
    f.write("\n".join(lines(standard)))
    f.write("""
`;

/** Operators of the domain com.microsoft. */
export const microsoftOperators = `
""")
    f.write("\n".join(lines(microsoft)))
    f.write("\n`;\n")
