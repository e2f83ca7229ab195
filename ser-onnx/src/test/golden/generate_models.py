"""Writes the small ONNX files of the tests, and the logits that Python's ONNX Runtime gives for them and the bundled models.

Pinned: onnx 1.23.2, onnxruntime 1.32.0, numpy as they require. From the repository's root:
    python ser-onnx/src/test/golden/generate_models.py
"""

import os
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

# Newer versions of ONNX Runtime send events over the network unless this is set before they are loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime  # noqa: E402

MODULE = Path(__file__).resolve().parents[3]
FOLDER = MODULE / "src/test/resources/io/ser4j/onnx"
BUNDLED = MODULE / "src/main/resources/io/ser4j/onnx/models"
OPSET, IR_VERSION = 17, 8
FRAMES = 16
STEPS, LABELS = 40, ["angry", "happy", "sad"]

METADATA = {
    "format_version": "1",
    "model_id": "linear",
    "model_version": "7",
    "labels": ",".join(LABELS),
    "sample_rate_hz": "22050",
    "input": "features",
    "output": "logits",
    "output_kind": "logits",
    "temperature": "1.5",
    "licence": "Apache-2.0",
    "accuracy": "0.5",
    "uar": "0.25",
    "training_data": "none: the weights are random numbers",
    "training_data_sha256": "0" * 64,
    "split_sha256": "0" * 64,
    "frontend": "mfcc",
    "frontend.offset_seconds": "0.5",
    "frontend.duration_seconds": "3.0",
    "frontend.minimum_seconds": "0.5",
    "frontend.fft_size": "2048",
    "frontend.window_samples": "2048",
    "frontend.hop_samples": "512",
    "frontend.window": "hann",
    "frontend.pad_mode": "zero",
    "frontend.mel_bands": "128",
    "frontend.f_min_hz": "0.0",
    "frontend.f_max_hz": "11025.0",
    "frontend.mel_scale": "slaney",
    "frontend.mel_norm": "slaney",
    "frontend.db_ref": "1.0",
    "frontend.db_amin": "1e-10",
    "frontend.db_top": "80.0",
    "frontend.coefficients": str(STEPS),
    "frontend.dct_norm": "ortho",
    "frontend.lifter": "0",
    "frontend.pooling": "mean",
    "frontend.layout": "pooled_as_sequence",
    "normaliser.mean": ",".join(["0.5"] * STEPS),
    "normaliser.deviation": ",".join(["50.0"] * STEPS),
}


def model(input_shape, nodes, weights, metadata, output_shape=("batch", len(LABELS)), kind=TensorProto.FLOAT):
    graph = helper.make_graph(
        nodes,
        "test",
        [helper.make_tensor_value_info("features", kind, list(input_shape))],
        [helper.make_tensor_value_info("logits", kind, list(output_shape))],
        [numpy_helper.from_array(array, name) for name, array in weights.items()],
    )
    built = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="ser4j-tests")
    built.ir_version = IR_VERSION
    helper.set_model_props(built, {f"ser4j.{key}": value for key, value in metadata.items()})
    return built


def linear(metadata=METADATA, classes=len(LABELS), steps=STEPS, kind=np.float32, softmax=False):
    """[batch, steps, 1] to [batch, classes]: one matrix product and a bias."""
    random = np.random.default_rng(1)
    weights = {
        "shape": np.array([-1, steps], dtype=np.int64),
        "weight": random.normal(0, 1, (steps, classes)).astype(kind),
        "bias": random.normal(0, 1, classes).astype(kind),
    }
    nodes = [
        helper.make_node("Reshape", ["features", "shape"], ["flat"]),
        helper.make_node("Gemm", ["flat", "weight", "bias"], ["sums" if softmax else "logits"]),
    ]
    if softmax:
        nodes.append(helper.make_node("Softmax", ["sums"], ["logits"], axis=1))
    tensor_type = helper.np_dtype_to_tensor_dtype(np.dtype(kind))
    return model(["batch", steps, 1], nodes, weights, metadata, ["batch", classes], tensor_type)


def frames():
    """[batch, frames, coefficients] to [batch, classes], for any number of frames: the mean over time, then linear."""
    random = np.random.default_rng(2)
    weights = {
        "weight": random.normal(0, 1, (STEPS, len(LABELS))).astype(np.float32),
        "bias": random.normal(0, 1, len(LABELS)).astype(np.float32),
    }
    nodes = [
        helper.make_node("ReduceMean", ["features"], ["mean"], axes=[1], keepdims=0),
        helper.make_node("Gemm", ["mean", "weight", "bias"], ["logits"]),
    ]
    metadata = METADATA | {"model_id": "frames", "frontend.pooling": "none", "frontend.layout": "frames"}
    return model(["batch", "frames", STEPS], nodes, weights, metadata)


def flat():
    """[batch, steps]: a rank that the front end of the metadata does not give."""
    random = np.random.default_rng(3)
    weights = {"weight": random.normal(0, 1, (STEPS, len(LABELS))).astype(np.float32)}
    return model(["batch", STEPS], [helper.make_node("MatMul", ["features", "weight"], ["logits"])], weights, METADATA)


def two_outputs():
    """A second output beside the classes, as many exporters leave one."""
    built = linear({})
    built.graph.output.append(helper.make_tensor_value_info("flat", TensorProto.FLOAT, ["batch", STEPS]))
    return built


def undefined():
    """Gives 0 / 0."""
    nodes = [
        helper.make_node("ReduceSum", ["features"], ["sum"], keepdims=0),
        helper.make_node("Mul", ["sum", "zeros"], ["zero"]),
        helper.make_node("Div", ["zero", "zeros"], ["logits"]),
    ]
    weights = {"zeros": np.zeros((1, len(LABELS)), dtype=np.float32)}
    return model(["batch", STEPS, 1], nodes, weights, METADATA, [1, len(LABELS)])


def external(built):
    """The same with one weight in a file beside it, which is written too and would be found from its folder."""
    weight = next(tensor for tensor in built.graph.initializer if tensor.name == "weight")
    data = weight.raw_data
    weight.ClearField("raw_data")
    weight.data_location = TensorProto.EXTERNAL
    for key, value in {"location": "external.bin", "offset": "0", "length": str(len(data))}.items():
        entry = weight.external_data.add()
        entry.key, entry.value = key, value
    (FOLDER / "external.bin").write_bytes(data)
    return built


def without(key):
    return {name: value for name, value in METADATA.items() if name != key}


def write(name, built):
    (FOLDER / f"{name}.onnx").write_bytes(built.SerializeToString(deterministic=True))


def write_golden(name, file, shapes):
    """One line per input: shape, values and logits, as float32 in shortest decimals, separated by semicolons."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(file.read_bytes(), options, providers=["CPUExecutionProvider"])
    random = np.random.default_rng(4)
    lines = [f"# {name} by onnxruntime {onnxruntime.__version__}: shape; values; output"]
    for shape in shapes:
        values = random.normal(0, 1, shape).astype(np.float32)
        (output,) = session.run(["logits"], {session.get_inputs()[0].name: values})
        columns = [list(shape), values.ravel(), output.ravel()]
        lines.append(";".join(",".join(str(value) for value in column) for column in columns))
    (FOLDER / f"{name}.golden.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    write("linear", linear())
    write("probabilities", linear(METADATA | {"output_kind": "probabilities"}, softmax=True))
    write("not-probabilities", linear(METADATA | {"output_kind": "probabilities"}))
    write("frames", frames())
    write("no-metadata", linear({}))
    write("no-metadata-softmax", linear({}, softmax=True))
    write("two-outputs", two_outputs())
    write("undefined", undefined())
    write("wrong-class-count", linear(classes=4))
    write("wrong-rank", flat())
    write("wrong-steps", linear(steps=STEPS - 1))
    write("wrong-input", linear(METADATA | {"input": "mfcc"}))
    write("wrong-output", linear(METADATA | {"output": "scores"}))
    write("double", linear(kind=np.float64))
    write("external", external(linear()))
    write("unknown-format", linear(METADATA | {"format_version": "2"}))
    write("unknown-output-kind", linear(METADATA | {"output_kind": "scores"}))
    write("bad-rate", linear(METADATA | {"sample_rate_hz": "22.05 kHz"}))
    write("bad-temperature", linear(METADATA | {"temperature": "0"}))
    write("bad-labels", linear(METADATA | {"labels": "angry,,sad"}))
    write("bad-front-end", linear(METADATA | {"frontend": "plp"}))
    write("no-labels", linear(without("labels")))
    write("no-temperature", linear(without("temperature")))
    write("no-front-end", linear(without("frontend")))
    for name in ("linear", "probabilities"):
        write_golden(name, FOLDER / f"{name}.onnx", [(1, STEPS, 1)] * 3)
    write_golden("frames", FOLDER / "frames.onnx", [(1, count, STEPS) for count in (1, 2, 13)])
    for file in sorted(BUNDLED.glob("*/*.onnx")):
        shape = [size if isinstance(size, int) else FRAMES if size == "frames" else 1 for size in dims(file)]
        write_golden(file.stem, file, [tuple(shape)] * (2 if FRAMES in shape else 5))


def dims(file):
    (port,) = onnx.load(file).graph.input
    return [dim.dim_value or dim.dim_param for dim in port.type.tensor_type.shape.dim]


if __name__ == "__main__":
    main()
