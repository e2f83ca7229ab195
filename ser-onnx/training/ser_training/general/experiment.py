"""One experiment: a training on some corpora, judged on speakers or corpora it has never heard, kept in a folder."""

from __future__ import annotations

import dataclasses
import json
import time
from dataclasses import dataclass, field
from pathlib import Path

import keras
import numpy as np

from ser_training.general import batches, export, judge, network, splits, train, vary
from ser_training.general.cache import Ragged
from ser_training.general.clips import SpokenClip
from ser_training.general.graph import Weights


IN_ORDER, OVERALL = "in-order.weights.h5", "overall.weights.h5"

UNFINISHED = {"model_id": export.MODEL_ID, "temperature": 1.0}
"""What a file says of itself before ``deliver`` has finished it."""


OVERALL_RECIPE = train.Recipe(steps=1500, learning_rate=2e-3, average=0.995)
OVERALL_MIXING = batches.Mixing(batch=256, variation=vary.Variation(mixup=1.0, time_mask_share=0))
"""For the second reading, whose batches are cheap."""

TYPICAL_CLIPS = 4096
"""So many show the second reading how statistics spread."""


@dataclass(frozen=True)
class Plan:
    """What to train on and how."""

    out: tuple[str, ...] = ()
    """Corpora left out whole; with any, they are the test."""
    with_validation: bool = False
    """Trains on the validation speakers too, once all choices are made."""
    seed: int = 0
    recipe: train.Recipe = field(default_factory=train.Recipe)
    mixing: batches.Mixing = field(default_factory=batches.Mixing)
    shape: network.Shape = field(default_factory=network.Shape)
    overall_recipe: train.Recipe = field(default_factory=lambda: OVERALL_RECIPE)
    overall_mixing: batches.Mixing = field(default_factory=lambda: OVERALL_MIXING)
    """``recipe`` and ``mixing`` are the first reading's, these the second's."""


def plan_of(values: dict, default=Plan()):
    """The default, but for what a JSON object says, at every depth; refuses what no plan has."""
    known = {each.name for each in dataclasses.fields(default)}
    if unknown := values.keys() - known:
        raise ValueError(f"{type(default).__name__} has no {sorted(unknown)}, but {sorted(known)}")
    parts = {name: getattr(default, name) for name in values}
    tuples = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    nested = {name: plan_of(values[name], part) for name, part in parts.items() if dataclasses.is_dataclass(part)}
    return dataclasses.replace(default, **values | tuples | nested)


@dataclass(frozen=True)
class Material:
    """What every experiment has in common."""

    clips: list[SpokenClip]
    clean: Ragged
    """The spectra of the clean copy, by which models are judged."""
    copies: list[Ragged]
    """What the encoder makes of each copy, the clean one first."""
    encoder: dict[str, Weights | np.ndarray]


def run(plan: Plan, material: Material, folder: Path, log=print) -> dict:
    """Trains, exports to ``folder/model.onnx`` and writes ``figures.json``."""
    clips = material.clips
    folder.mkdir(parents=True, exist_ok=True)
    began, parts = time.monotonic(), splits.parts(clips)
    train_on = parts["train"] + (parts["validation"] if plan.with_validation else [])
    train_on = splits.without(clips, train_on, plan.out)
    readings = fit_readings(train_on, plan, material, folder, log)
    export.write(export.graph_of([readings], plan.shape, material.encoder), export.metadata(UNFINISHED), folder / "model.onnx")
    figures = {"plan": dataclasses.asdict(plan), "weights": _trained([readings]), "encoder_weights": _count(material.encoder)}
    figures |= judged(clips, material.clean, folder, plan)
    figures["seconds"] = time.monotonic() - began
    (folder / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return figures


def fit_readings(train_on: list[int], plan: Plan, material: Material, folder: Path, log) -> network.Readings:
    """Both readings, whose weights are kept in the folder."""
    keras.utils.set_random_seed(plan.seed)
    readings = network.build(plan.shape)
    fit_in_order(readings.in_order, train_on, plan, material, folder / IN_ORDER, log)
    keras.utils.set_random_seed(plan.seed)
    fit_overall(readings.overall, train_on, plan, material, folder / OVERALL, log)
    return readings


def fit_in_order(model: keras.Model, train_on: list[int], plan: Plan, material: Material, file: Path, log) -> None:
    sampler = batches.Sampler(material.clips, material.copies, train_on, plan.mixing, plan.seed)

    def keep() -> None:
        model.save_weights(file)

    train.fit(model, sampler.batches(plan.recipe.steps), plan.recipe, plan.mixing.variation, log, keep)
    keep()


def fit_overall(model: keras.Model, train_on: list[int], plan: Plan, material: Material, file: Path, log) -> None:
    mixing, recipe = plan.overall_mixing, plan.overall_recipe
    statistics = [batches.statistics(copy) for copy in material.copies]
    typical = batches.Sampler(material.clips, statistics, train_on, dataclasses.replace(mixing, batch=TYPICAL_CLIPS), plan.seed)
    network.settle(model, next(typical.overall(1)).low[:, 0])
    sampler = batches.Sampler(material.clips, statistics, train_on, mixing, plan.seed)
    train.fit(model, sampler.overall(recipe.steps), recipe, mixing.variation, log)
    model.save_weights(file)


def ensemble(names: list[str], material: Material, folder: Path, small: bool) -> dict:
    """Several runs beside ``folder`` that have heard the same speakers, as one model, judged as a run."""
    written = [json.loads((folder.parent / name / "figures.json").read_text(encoding="utf-8"))["plan"] for name in names]
    plans = [plan_of(plan) for plan in written]
    alike = {(plan.out, plan.with_validation, dataclasses.replace(plan.shape, dropout=0)) for plan in plans}
    if len(alike) != 1:
        raise ValueError(f"the runs of an ensemble must have heard the same and be of one shape, but were {sorted(map(str, alike))}")
    networks = [network.build(plan.shape) for plan in plans]
    for name, readings in zip(names, networks, strict=True):
        readings.in_order.load_weights(folder.parent / name / IN_ORDER)
        readings.overall.load_weights(folder.parent / name / OVERALL)
    built = export.graph_of(networks, plans[0].shape, material.encoder, small)
    export.write(built, export.metadata(UNFINISHED), folder / "model.onnx")
    figures = {"plan": dataclasses.asdict(plans[0]), "seeds": [plan.seed for plan in plans]}
    figures |= {"weights": _trained(networks), "encoder_weights": _count(material.encoder)}
    figures |= judged(material.clips, material.clean, folder, plans[0])
    (folder / "figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return figures


def _trained(networks: list[network.Readings]) -> int:
    return sum(model.count_params() for readings in networks for model in readings)


def _count(weights: dict[str, Weights | np.ndarray]) -> int:
    return sum((each.values if isinstance(each, Weights) else each).size for each in weights.values())


def judged(clips: list[SpokenClip], clean: Ragged, folder: Path, plan: Plan) -> dict:
    """Figures of the left-out corpora and of the validation and test speakers of the others; logits are kept too."""
    parts, found = splits.parts(clips), {}
    if plan.out:
        parts = {"validation": parts["validation"], "out": [i for i, c in enumerate(clips) if c.corpus in plan.out]}
    for part in [name for name in parts if name != "train"]:
        indices = parts[part] if part == "out" else splits.without(clips, parts[part], plan.out)
        values = judge.logits(folder / "model.onnx", clean.__getitem__, indices)
        np.savez(folder / f"{part}.npz", indices=indices, logits=values)
        found[part] = judge.figures([clips[i] for i in indices], values)
    return found


def kept(clips: list[SpokenClip], folder: Path, part: str) -> tuple[list[SpokenClip], np.ndarray]:
    """The clips of a part, as :func:`judged` has left them in a run's folder, and the logits that the run gave them."""
    with np.load(folder / f"{part}.npz") as found:
        return [clips[index] for index in found["indices"]], found["logits"]


def summary(figures: dict) -> str:
    """One line per part: UAR per corpus (closed-set UAR), and the lowest recall."""
    lines = []
    for part in ("validation", "test", "out"):
        corpora = figures.get(part, {})
        texts = [
            f"{name} {f['uar']:.3f} ({f['uar_closed_set']:.3f}, min {min(f['recall'].values()):.2f})"
            for name, f in corpora.items()
        ]
        if texts:
            lines.append(f"{part}: " + "; ".join(texts))
    return "\n".join(lines)
