"""Training, evaluation and export of the models that ser4j bundles."""

import os

# Keras reads its backend once, when it is first imported, so it is set before any module of this package imports Keras.
os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_PLATFORMS", "cpu")
# Versions of ONNX Runtime after 1.28 would send usage data over the network.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

LABELS = ("angry", "disgust", "fear", "happy", "neutral", "sad", "surprise")
"""Canonical labels in the order of the network's outputs."""
