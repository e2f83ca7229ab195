"""Plots of one training, for the model card and for print."""

from __future__ import annotations

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402  (the backend has to be chosen first)
import numpy as np  # noqa: E402
from matplotlib.ticker import PercentFormatter  # noqa: E402

from ser_training import LABELS  # noqa: E402

TRAINING, VALIDATION = "#0072B2", "#D55E00"
DPI = 160
STYLE = {"font.size": 10, "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "grid.alpha": 0.3}


def history(rows: list[dict], chosen_epoch: int, file: Path) -> None:
    """Accuracy and loss over the epochs, training against validation, with the chosen epoch marked."""
    epochs = [row["epoch"] for row in rows]
    with plt.rc_context(STYLE):
        figure, panels = plt.subplots(1, 2, figsize=(9.0, 3.6), constrained_layout=True)
        for axes, name in zip(panels, ("accuracy", "loss"), strict=True):
            axes.plot(epochs, [row[name] for row in rows], color=TRAINING, label="training (with dropout and noise)")
            axes.plot(epochs, [row[f"val_{name}"] for row in rows], color=VALIDATION, label="validation")
            axes.axvline(chosen_epoch, color="0.4", linestyle="--", linewidth=1, label=f"chosen epoch ({chosen_epoch})")
            axes.set(xlabel="Epoch", xlim=(1, epochs[-1]))
        panels[0].set(ylabel="Accuracy", ylim=(None, 1.005))
        panels[0].yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        panels[1].set(ylabel="Cross-entropy (nats)", ylim=(0, None))
        panels[0].legend(loc="lower right", framealpha=1.0, edgecolor="none")
        _save(figure, file)


def confusion(counts: np.ndarray, title: str, file: Path) -> None:
    """Counts, shaded by the share of each true class; rows are the truth."""
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    with plt.rc_context(STYLE | {"axes.grid": False}):
        figure, axes = plt.subplots(figsize=(5.6, 4.8), constrained_layout=True)
        image = axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
        ticks = range(len(LABELS))
        axes.set_xticks(ticks, LABELS, rotation=40, ha="right", rotation_mode="anchor")
        axes.set_yticks(ticks, LABELS)
        axes.set(xlabel="Predicted emotion", ylabel="True emotion", title=title)
        axes.spines[:].set_visible(False)
        for row, column in np.ndindex(counts.shape):
            shade = "white" if shares[row, column] > 0.55 else ("black" if counts[row, column] else "0.7")
            axes.text(column, row, str(counts[row, column]), ha="center", va="center", color=shade)
        bar = figure.colorbar(image, ax=axes, shrink=0.85)
        bar.set_label("Share of the true emotion")
        bar.ax.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
        bar.outline.set_visible(False)
        _save(figure, file)


def _save(figure: plt.Figure, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    # Without the version of the software in the header, the same data give the same bytes.
    figure.savefig(file, dpi=DPI, metadata={"Software": None})
    plt.close(figure)
