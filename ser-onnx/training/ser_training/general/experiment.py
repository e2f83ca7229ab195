"""One experiment: a training on some corpora, evaluated on unseen speakers or corpora, stored in a folder."""

from __future__ import annotations

import dataclasses
import functools
import json
import math
from dataclasses import dataclass, field
from pathlib import Path

import jax
import keras
import numpy as np

from ser_training import atomic
from ser_training.corpus import CorpusError
from ser_training.general import batches, cache, checkpoint, encoder, export, network, overall, scoring, splits, train
from ser_training.general.cache import Ragged
from ser_training.general.clips import SpokenClip


LSTM_WEIGHTS, OVERALL, FIGURES, CHECKPOINT = "in-order.weights.h5", "overall.npz", "figures.json", "checkpoint-{}.npz"
"""The names of files in the folder of a run; earlier runs have them, too."""
CLIPS = "clips_sha256"
"""A key of the figures, see :func:`splits.fingerprint`."""

OWN_VARIATION = "own_variation"
"""A key of the figures: whether masks and mixup are drawn from each network's own seed. In runs without it they were the same for all."""

UNFINISHED = {"model_id": export.MODEL_ID, "temperature": 1.0}
"""The metadata of a file until ``deliver`` completes them."""


@dataclass(frozen=True)
class Plan:
    """The settings of a run."""

    out: tuple[str, ...] = ()
    """Corpora left out entirely; if there are any, they are the test."""
    with_validation: bool = False
    """Trains on the validation speakers too, after all settings have been chosen."""
    seed: int = 0
    recipe: train.Recipe = field(default_factory=train.Recipe)
    mixing: batches.Mixing = field(default_factory=batches.Mixing)
    shape: network.Shape = field(default_factory=network.Shape)
    overall: overall.Recipe = field(default_factory=overall.Recipe)
    """The settings of the pooled classifier; its clips are weighted by the probabilities with which ``mixing`` draws them for the LSTM."""


def plan_of(values: dict, default=Plan()):
    """The default with the values of a JSON object, at every depth; refuses unknown settings and wrong types."""
    if not isinstance(values, dict):
        raise CorpusError(f"{type(default).__name__} must be an object with its settings, but is {json.dumps(values)}")
    known = {each.name for each in dataclasses.fields(default)}
    if unknown := sorted(values.keys() - known):
        homes = {
            inner.name: each.name
            for each in dataclasses.fields(default)
            if dataclasses.is_dataclass(getattr(default, each.name))
            for inner in dataclasses.fields(getattr(default, each.name))
        }
        hints = "".join(f"; {name} belongs into {homes[name]}" for name in unknown if name in homes)
        raise CorpusError(f"{type(default).__name__} has no {', '.join(unknown)}, but {', '.join(sorted(known))}{hints}")
    parts = {name: getattr(default, name) for name in values}
    for name, part in parts.items():
        if not dataclasses.is_dataclass(part) and not _alike(values[name], part):
            raise CorpusError(f"{name} of {type(default).__name__} must be such as {json.dumps(part)}, but is {json.dumps(values[name])}")
    tuples = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    nested = {name: plan_of(values[name], part) for name, part in parts.items() if dataclasses.is_dataclass(part)}
    return dataclasses.replace(default, **values | tuples | nested)


def _alike(value, default) -> bool:
    """Whether a value of a JSON file has the type of the default."""
    if isinstance(default, tuple):
        return isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)
    if isinstance(default, dict):
        return isinstance(value, dict) and all(_alike(each, 0.0) and 0 <= each < math.inf for each in value.values())
    if isinstance(default, bool) or isinstance(value, bool):
        return type(value) is type(default)
    return isinstance(value, int | float if isinstance(default, float) else type(default))


@dataclass(frozen=True)
class Material:
    """The data that all experiments share."""

    clips: list[SpokenClip]
    clean: Ragged
    """The spectra of the clean copy, on which models are evaluated."""
    copies: list[Ragged]
    """The encoder outputs of each copy, the clean one first."""
    encoder: encoder.Frozen

    @functools.cached_property
    def statistics(self) -> list[np.ndarray]:
        """The statistics of each copy, see :func:`overall.statistics`."""
        return [overall.statistics(copy) for copy in self.copies]


def require_trainable(plan: Plan, clips: list[SpokenClip]) -> list[int]:
    """The positions of the clips to train on. Refuses what would otherwise fail only after all material is loaded or computed."""
    if others := sorted(set(plan.out) - {clip.corpus for clip in clips}):
        raise CorpusError(f"what is left out must be among the clips, but {', '.join(others)} is not")
    train.require_steps(plan.recipe, plan.recipe.steps, plan.recipe.noisy_steps)
    if plan.mixing.batch < 1:
        raise CorpusError(f"batch of Mixing must be at least 1, but is {plan.mixing.batch}")
    parts = splits.parts(clips)
    train_on = splits.without(clips, parts["train"] + (parts["validation"] if plan.with_validation else []), plan.out)
    if train_on:
        batches.require_shares({clips[index].corpus for index in train_on}, plan.mixing)
    drawn = [clips[index] for index in train_on if plan.mixing.corpora[clips[index].corpus] > 0]
    if len(emotions := sorted({clip.emotion for clip in drawn})) < 2:
        left = ", ".join(emotions) or "none"
        raise CorpusError(f"there must be clips of at least two emotions to train on, but split and plan leave {left}")
    return train_on


def run(plan: Plan, material: Material, folder: Path, log=print) -> dict:
    """Trains, exports to ``folder/model.onnx`` and writes ``figures.json``."""
    clips = material.clips
    train_on = require_trainable(plan, clips)
    require_unfinished(folder)
    folder.mkdir(parents=True, exist_ok=True)
    model, pooled = fit_lstm(train_on, plan, material, folder, log), fit_overall(train_on, plan, material)
    pooled.save(folder / OVERALL)
    export.write(export.graph_of([model], pooled, material.encoder), export.metadata(UNFINISHED), folder / "model.onnx")
    figures = {"plan": dataclasses.asdict(plan), CLIPS: splits.fingerprint(clips), "seeds": [plan.seed], OWN_VARIATION: True}
    figures |= {"weights": _count_trained([model], pooled), "encoder_weights": _count_frozen(material.encoder)}
    figures |= evaluated(clips, material.clean, folder, plan)
    atomic.write_text(folder / FIGURES, json.dumps(figures, indent=1) + "\n")
    for leftover in folder.glob(CHECKPOINT.format("*")):
        leftover.unlink()
    return figures


def require_unfinished(folder: Path) -> None:
    """Refuses to overwrite a finished run; an interrupted one is resumed."""
    if (folder / FIGURES).exists():
        raise CorpusError(f"{folder} holds a finished run: choose another name, or delete it")


def require_resumable(plan: Plan, clips: list[SpokenClip], copies: int, folder: Path) -> None:
    """Refuses to continue an interrupted run of another plan, of other clips or with another number of copies."""
    for file in folder.glob(CHECKPOINT.format("*")):
        checkpoint.Checkpoint(file, _belongs_to(plan, clips, copies)).require_own()


def _belongs_to(plan: Plan, clips: list[SpokenClip], copies: int) -> str:
    return json.dumps([dataclasses.asdict(plan), splits.fingerprint(clips), copies])


def fit_lstm(train_on: list[int], plan: Plan, material: Material, folder: Path, log) -> keras.Model:
    """Trains the LSTM network. Its state is saved in the folder at intervals, and an interrupted training resumes from there."""
    keras.utils.set_random_seed(plan.seed)
    model = network.build(plan.shape)
    in_noise = dataclasses.replace(plan.recipe, steps=plan.recipe.noisy_steps, learning_rate=plan.recipe.noisy_learning_rate)
    stretches = (plan.recipe, material.copies[: cache.MIXED + 1], plan.seed), (in_noise, material.copies, (plan.seed, 1))
    belongs_to = _belongs_to(plan, material.clips, len(material.copies))
    for number, (recipe, copies, seed) in enumerate(stretches):
        sampler = batches.Sampler(material.clips, copies, train_on, plan.mixing, seed)
        key = jax.random.fold_in(jax.random.key(plan.seed), number)
        kept = checkpoint.Checkpoint(folder / CHECKPOINT.format(number), belongs_to)
        train.fit(model, sampler.batches(recipe.steps), recipe, plan.mixing.variation, len(sampler.voices), key, log, kept)
    model.save_weights(folder / LSTM_WEIGHTS)
    return model


def fit_overall(train_on: list[int], plan: Plan, material: Material) -> overall.Overall:
    clips = [material.clips[index] for index in train_on]
    statistics = [copy[train_on] for copy in material.statistics]
    return overall.fit(statistics, clips, batches.weights(clips, plan.mixing), plan.overall)


def ensemble(names: list[str], material: Material, folder: Path, small: bool) -> dict:
    """Combines runs beside ``folder`` that were trained on the same speakers into one model, and evaluates it like a run. Their pooled
    classifiers are the same, since they do not depend on the seed."""
    runs = [figures_of(folder.parent / name, material.clips) for name in names]
    plans = [plan_of(each["plan"]) for each in runs]
    for plan in plans[1:]:
        same, own = _common_settings(plans[0]), _common_settings(plan)
        if differing := [name for name in same if same[name] != own[name]]:
            raise CorpusError(f"the runs of an ensemble must be alike in {', '.join(same)}, but differ in {', '.join(differing)}")
    require_unfinished(folder)
    folder.mkdir(parents=True, exist_ok=True)
    networks = [network.build(plan.shape) for plan in plans]
    for name, model in zip(names, networks, strict=True):
        model.load_weights(folder.parent / name / LSTM_WEIGHTS)
    pooled = overall.Overall.load(folder.parent / names[0] / OVERALL)
    export.write(export.graph_of(networks, pooled, material.encoder, small), export.metadata(UNFINISHED), folder / "model.onnx")
    figures = {"plan": dataclasses.asdict(plans[0]), CLIPS: splits.fingerprint(material.clips), "seeds": [plan.seed for plan in plans]}
    figures[OWN_VARIATION] = all(each.get(OWN_VARIATION, False) for each in runs)
    figures |= {"weights": _count_trained(networks, pooled), "encoder_weights": _count_frozen(material.encoder)}
    figures |= evaluated(material.clips, material.clean, folder, plans[0])
    atomic.write_text(folder / FIGURES, json.dumps(figures, indent=1) + "\n")
    return figures


def _common_settings(plan: Plan) -> dict:
    """The settings that the networks of an ensemble must have in common."""
    shape = dataclasses.replace(plan.shape, dropout=0)
    same = {"out": plan.out, "with_validation": plan.with_validation, "shape": shape, "overall": plan.overall}
    return same | {"corpora": plan.mixing.corpora}


def _count_trained(networks: list[keras.Model], pooled: overall.Overall) -> int:
    return sum(model.count_params() for model in (*networks, pooled))


def _count_frozen(weights: encoder.Frozen) -> int:
    return sum((each if isinstance(each, np.ndarray) else each.values).size for each in weights.values())


def evaluated(clips: list[SpokenClip], clean: Ragged, folder: Path, plan: Plan) -> dict:
    """Figures on the left-out corpora and on the validation and test speakers of the others; the logits are saved, too."""
    parts, found = splits.parts(clips), {}
    if plan.out:
        parts = {"validation": parts["validation"], "out": [i for i, c in enumerate(clips) if c.corpus in plan.out]}
    for part in [name for name in parts if name != "train"]:
        indices = parts[part] if part == "out" else splits.without(clips, parts[part], plan.out)
        values = scoring.logits(folder / "model.onnx", clean.__getitem__, indices)
        np.savez(folder / f"{part}.npz", indices=indices, logits=values)
        found[part] = scoring.figures([clips[i] for i in indices], values)
    return found


def figures_of(folder: Path, clips: list[SpokenClip]) -> dict:
    """The figures of a finished run on exactly these clips."""
    if not (folder / FIGURES).is_file():
        raise CorpusError(f"{folder} holds no finished run")
    figures = json.loads((folder / FIGURES).read_text(encoding="utf-8"))
    if figures.get(CLIPS) != splits.fingerprint(clips):
        raise CorpusError(f"the run {folder.name} is of other clips, or of another split")
    return figures


def stored_logits(clips: list[SpokenClip], folder: Path, part: str) -> tuple[list[SpokenClip], np.ndarray]:
    """The clips of a part and the run's logits for them, as :func:`evaluated` saved them in its folder."""
    if part not in figures_of(folder, clips):
        raise CorpusError(f"the run {folder.name} was not evaluated on {part}")
    with np.load(folder / f"{part}.npz") as found:
        return [clips[index] for index in found["indices"]], found["logits"]


def summary(figures: dict) -> str:
    """One line per part: UAR per corpus, in brackets UAR among the classes that the corpus has, and the lowest recall."""
    lines, trained_on = [], figures["plan"]["with_validation"]
    for part in ("validation", "test", "out"):
        corpora = figures.get(part, {})
        texts = [
            f"{name} {f['uar']:.3f} ({f['uar_closed_set']:.3f}, min {min(f['recall'].values()):.2f})"
            for name, f in corpora.items()
        ]
        if texts:
            lines.append(f"{part}{' (used in training)' if trained_on and part == 'validation' else ''}: " + "; ".join(texts))
    return "\n".join(lines)
