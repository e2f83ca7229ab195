"""Training, judging and exporting of the models that ser4j bundles."""

import os

# Keras reads its backend once, at its first import, so it is settled before any module of this package imports it.
os.environ.setdefault("KERAS_BACKEND", "jax")
os.environ.setdefault("JAX_PLATFORMS", "cpu")

LABELS = ("angry", "disgust", "fear", "happy", "neutral", "sad", "surprise")
"""Canonical labels in the order of the network's outputs."""
