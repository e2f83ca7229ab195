"""Turns a finished run into the delivered file, with its temperature, its figures and examples of its output."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from ser_training.corpus import CorpusError
from ser_training.general import batches, cache, export, frontend, report, scoring, splits, voices
from ser_training.general.cache import Ragged
from ser_training.general.clips import SpokenClip
from ser_training.general.experiment import figures_of, stored_logits


def fitted_temperature(clips: list[SpokenClip], folder: Path) -> float:
    """Fits the temperature to a run's logits for validation speakers that it was not trained on; every emotion of every corpus has the
    same weight, as in UAR. Corpora split by text have no unseen speakers, and are left out."""
    part_clips, values = stored_logits(clips, folder, "validation")
    if figures_of(folder, clips)["plan"]["with_validation"]:
        raise CorpusError(f"the run {folder.name} was trained on the validation speakers, so the temperature cannot be fitted on them")
    unseen = _of_unseen_speakers(part_clips)
    if not unseen.any():
        raise CorpusError("there must be validation speakers to fit the temperature on, but the split names none")
    held = [(clip.corpus, clip.emotion) for clip, is_unseen in zip(part_clips, unseen, strict=True) if is_unseen]
    counts = Counter(held)
    return scoring.temperature(values[unseen], _truth(part_clips)[unseen], np.array([1 / counts[each] for each in held]))


def calibration(clips: list[SpokenClip], folder: Path, part: str, temperature: float) -> dict:
    """Expected calibration error on a part: for unseen speakers, for all, for all without temperature scaling, and per corpus."""
    part_clips, values = stored_logits(clips, folder, part)
    truth, corpora = _truth(part_clips), [clip.corpus for clip in part_clips]
    unseen = _of_unseen_speakers(part_clips)
    return {
        "ece_unheard_speakers": scoring.calibration_error(values[unseen] / temperature, truth[unseen]),
        "ece": scoring.calibration_error(values / temperature, truth),
        "ece_without_temperature": scoring.calibration_error(values, truth),
        "per_corpus": scoring.calibration_errors(corpora, values / temperature, truth),
    }


@dataclass(frozen=True)
class About:
    """Metadata of a file that do not come from its run."""

    model_id: str
    model_version: str
    licence: str
    training_data: str


FIGURES = ".figures.json"
"""The suffix of the figures beside the file, in place of ``.onnx``."""

OPTIONS = {"model_id": "--id", "model_version": "--model-version", "licence": "--licence", "training_data": "--training-data"}
BUNDLED = About(export.MODEL_ID, str(export.VERSION), export.LICENCE, "TESS, RAVDESS, nEMO, TurEV-DB, ASED; see split.json")


def checked_about(clips: list[SpokenClip], trained_on: list[int], given: dict[str, str | None]) -> About:
    """The metadata of a file: what is given, and the bundled model's for the rest. For other corpora everything must be given, since
    such a model is not the bundled one, and its weights have a licence of their own."""
    others = sorted({clips[index].corpus for index in trained_on} - set(batches.Mixing().corpora))
    if blank := [OPTIONS[name] for name, value in given.items() if value is not None and not value.strip()]:
        raise CorpusError(f"{', '.join(blank)} must not be blank")
    missing = [OPTIONS[name] for name, value in given.items() if value is None]
    if others and (missing or given["model_id"] == BUNDLED.model_id):
        raise CorpusError(
            f"a model that was trained on {', '.join(others)} must be given an id other than {BUNDLED.model_id}, a version, a"
            f" licence and its training data{', but lacks ' + ', '.join(missing) if missing else ''}"
        )
    return dataclasses.replace(BUNDLED, **{name: value for name, value in given.items() if value is not None})


def write(clips: list[SpokenClip], run: Path, validated: Path, data_sha256: str, file: Path, about: About = BUNDLED) -> dict:
    """Writes the run's model with all its metadata; temperature and average logits are those of ``validated``, a run of the same
    recipe that was not trained on the validation speakers; ``data_sha256`` is the hash of the training data, see
    :func:`ser_training.corpus.data_hash`. Returns the figures, which are written beside it, as are the lists of all parts."""
    if file.suffix != ".onnx":
        raise CorpusError(f"the name of the file must end in .onnx, by which it is recognised as a model, but was {file.name}")
    figures = figures_of(run, clips)
    _require_same_recipe(figures, figures_of(validated, clips))
    temperature = fitted_temperature(clips, validated)
    figures["validated"] = figures_of(validated, clips)["validation"]
    figures |= {"temperature": temperature, "calibration": {"test": calibration(clips, run, "test", temperature)}}
    part_clips, values = stored_logits(clips, run, "test")
    figures |= report.of(part_clips, values / temperature, _of_unseen_speakers(part_clips))
    averages = np.round(voices.averages(*stored_logits(clips, validated, "validation")), 4)
    figures["known_voices"] = voices.measured(part_clips, values, averages, temperature)
    uars = [corpus["uar"] for corpus in figures["test"].values()]
    properties = {
        **dataclasses.asdict(about),
        "temperature": temperature,
        "mean_logits": _numbers(np.round(voices.average(averages), 4)),
        "emotion_mean_logits": ";".join("" if np.isnan(row).any() else _numbers(row) for row in averages),
        "training_data_sha256": data_sha256,
        "split_sha256": _split_sha256(),
        "uar": float(np.mean(uars)),
        "accuracy": float(np.mean([corpus["accuracy"] for corpus in figures["test"].values()])),
    }
    export.write(onnx.load(run / "model.onnx"), export.metadata(properties), file)
    figures["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    file.with_suffix(FIGURES).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    splits.write_lists(clips, lambda part: file.with_suffix(f".{part}.txt"))
    return figures


def _require_same_recipe(figures: dict, validated: dict) -> None:
    """The confidence of a model depends on its training and on the number of its networks, so a temperature fits one recipe only."""
    ours, theirs = (each["plan"] | {"number of runs": len(each["seeds"])} for each in (figures, validated))
    ignored = {"seed", "with_validation"}
    if differing := sorted(name for name in ours.keys() - ignored if ours[name] != theirs.get(name)):
        raise CorpusError(f"the validated run must be of the same recipe as the run, but differs in {', '.join(differing)}")


def require_split(file: Path) -> None:
    """Refuses to evaluate a file with a split other than that of its training, whose test speakers it may have been trained on; the
    unfinished file of a run does not state its split."""
    stated = {prop.key: prop.value for prop in onnx.load(file).metadata_props}.get("ser4j.split_sha256")
    if stated not in (None, _split_sha256()):
        raise CorpusError(f"{file} was made with another split than {splits.FILE}, whose test speakers it may have been trained on")


def _split_sha256() -> str:
    return hashlib.sha256(splits.FILE.read_bytes()).hexdigest()


def golden(file: Path, clips: list[SpokenClip], audio: Ragged, chosen: list[int], target: Path) -> None:
    """Samples, features, logits and embedding of some clips, against which another front end can be checked."""
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    arrays: dict[str, np.ndarray] = {"paths": np.array([clips[index].path for index in chosen])}
    for number, index in enumerate(chosen):
        samples = cache.wave(audio[index])
        features = frontend.features(samples)
        logits, embedding = session.run(["logits", "embedding"], {"features": features[np.newaxis]})
        arrays |= {f"samples_{number}": samples, f"spectrum_{number}": frontend.spectrum(samples)}
        arrays |= {f"features_{number}": features, f"logits_{number}": logits[0], f"embedding_{number}": embedding[0]}
    np.savez_compressed(target, **arrays)


def _of_unseen_speakers(part_clips: list[SpokenClip]) -> np.ndarray:
    """Whether each clip belongs to a corpus that is split by speaker."""
    return np.array(splits.by_speaker(part_clips))


def _numbers(row: np.ndarray) -> str:
    return ",".join(map(str, row.tolist()))


def _truth(clips: list[SpokenClip]) -> np.ndarray:
    return np.array([clip.label for clip in clips])
