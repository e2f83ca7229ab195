"""Compares the exported file with the network it was exported from, using only the file and its metadata."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime

from ser_training.train import Trained

TOLERANCE = 1e-5


def probabilities(file: Path, features: np.ndarray) -> np.ndarray:
    """Probabilities from raw features [clips x 40], normalised with the file's own metadata and run by ONNX Runtime."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    properties = session.get_modelmeta().custom_metadata_map
    mean, deviation = (_numbers(properties[f"ser4j.normaliser.{name}"]) for name in ("mean", "deviation"))
    inputs = ((features - mean) / deviation).astype(np.float32)[:, :, np.newaxis]
    (logits,) = session.run([properties["ser4j.output"]], {properties["ser4j.input"]: inputs})
    return softmax(logits / float(properties["ser4j.temperature"]))


def softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def largest_difference(file: Path, trained: Trained, features: np.ndarray) -> float:
    """The largest difference of any probability between Keras and the exported file; refuses more than 1e-5."""
    difference = float(np.abs(probabilities(file, features) - trained.probabilities(features)).max())
    if not difference <= TOLERANCE:
        raise ValueError(f"ONNX Runtime and Keras differ by {difference:.3g}, more than {TOLERANCE:g}")
    return difference


def _numbers(text: str) -> np.ndarray:
    return np.array([float(number) for number in text.split(",")], dtype=np.float32)
