"""Training, judging and exporting of the models that ser4j bundles."""

import os

# Keras reads its backend once, at its first import, so it is settled before any module of this package imports it.
os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_PLATFORMS", "cpu")
# ONNX Runtime newer than 1.28 would report its use over the network.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

LABELS = ("angry", "disgust", "fear", "happy", "neutral", "sad", "surprise")
"""Canonical labels in the order of the network's outputs."""
