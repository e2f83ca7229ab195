"""From a finished run to what is handed over: the file with its temperature, its figures, and examples to check by."""

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
from ser_training.general import batches, cache, export, frontend, judge, report, splits, voices
from ser_training.general.cache import Ragged
from ser_training.general.clips import SpokenClip
from ser_training.general.experiment import figures_of, kept


def fitted_temperature(clips: list[SpokenClip], folder: Path) -> float:
    """From the logits that a run gave to validation speakers on whom it did not train; every emotion of every corpus weighs the
    same, as it does in UAR. Corpora split by text have no unheard speakers, and are left aside."""
    heard, values = kept(clips, folder, "validation")
    if figures_of(folder, clips)["plan"]["with_validation"]:
        raise CorpusError(f"the run {folder.name} has heard the validation speakers, and so cannot give the temperature")
    unheard = _by_unheard_speakers(heard)
    if not unheard.any():
        raise CorpusError("there must be validation speakers to fit the temperature on, but the split names none")
    held = [(clip.corpus, clip.emotion) for clip, is_unheard in zip(heard, unheard, strict=True) if is_unheard]
    counts = Counter(held)
    return judge.temperature(values[unheard], _truth(heard)[unheard], np.array([1 / counts[each] for each in held]))


def calibration(clips: list[SpokenClip], folder: Path, part: str, temperature: float) -> dict:
    """Expected calibration error of a part: of its unheard speakers, of all, of all without the temperature, and per corpus."""
    heard, values = kept(clips, folder, part)
    truth, corpora = _truth(heard), np.array([clip.corpus for clip in heard])
    unheard = _by_unheard_speakers(heard)
    return {
        "ece_unheard_speakers": judge.calibration_error(values[unheard] / temperature, truth[unheard]),
        "ece": judge.calibration_error(values / temperature, truth),
        "ece_without_temperature": judge.calibration_error(values, truth),
        "per_corpus": {
            name: judge.calibration_error(values[corpora == name] / temperature, truth[corpora == name])
            for name in sorted(set(corpora))
        },
    }


@dataclass(frozen=True)
class About:
    """What a file says of itself that no run tells."""

    model_id: str
    model_version: str
    licence: str
    training_data: str


FIGURES = ".figures.json"
"""How the file's figures are called beside it, in place of ``.onnx``."""

OPTIONS = {"model_id": "--id", "model_version": "--model-version", "licence": "--licence", "training_data": "--training-data"}
BUNDLED = About(export.MODEL_ID, str(export.VERSION), export.LICENCE, "TESS, RAVDESS, nEMO, TurEV-DB, ASED; see split.json")


def checked_about(clips: list[SpokenClip], trained_on: list[int], given: dict[str, str | None]) -> About:
    """What the file says of itself: that of the bundled model, but for what is given. Of other corpora all must be given, for their
    weights are not that model's, and have a licence of their own."""
    others = sorted({clips[index].corpus for index in trained_on} - set(batches.Mixing().corpora))
    if blank := [OPTIONS[name] for name, value in given.items() if value is not None and not value.strip()]:
        raise CorpusError(f"{', '.join(blank)} must not be blank")
    missing = [OPTIONS[name] for name, value in given.items() if value is None]
    if others and (missing or given["model_id"] == BUNDLED.model_id):
        raise CorpusError(
            f"a model that has learnt from {', '.join(others)} must be given an id other than {BUNDLED.model_id}, a version, a"
            f" licence and its training data{', but lacks ' + ', '.join(missing) if missing else ''}"
        )
    return dataclasses.replace(BUNDLED, **{name: value for name, value in given.items() if value is not None})


def write(clips: list[SpokenClip], run: Path, validated: Path, data_sha256: str, file: Path, about: About = BUNDLED) -> dict:
    """The run's model with all its metadata; temperature and average logits are those of ``validated``, a run of the same recipe
    that has not heard the validation speakers; ``data_sha256`` is the hash of what it has learnt from, see
    :func:`ser_training.corpus.data_hash`. Answers its figures, which are written beside it, as the lists of all parts are."""
    if file.suffix != ".onnx":
        raise CorpusError(f"the file must be called .onnx, by which it is known as a model, but was {file.name}")
    figures = figures_of(run, clips)
    _require_same_recipe(figures, figures_of(validated, clips))
    temperature = fitted_temperature(clips, validated)
    figures["validated"] = figures_of(validated, clips)["validation"]
    figures |= {"temperature": temperature, "calibration": {"test": calibration(clips, run, "test", temperature)}}
    heard, values = kept(clips, run, "test")
    figures |= report.of(heard, values / temperature, _by_unheard_speakers(heard))
    average = np.round(voices.average(*kept(clips, validated, "validation")), 4)
    figures["known_voices"] = voices.measured(heard, values, average, temperature)
    uars = [corpus["uar"] for corpus in figures["test"].values()]
    particular = {
        **dataclasses.asdict(about),
        "temperature": temperature,
        "mean_logits": ",".join(map(str, average.tolist())),
        "training_data_sha256": data_sha256,
        "split_sha256": _split_sha256(),
        "uar": float(np.mean(uars)),
        "accuracy": float(np.mean([corpus["accuracy"] for corpus in figures["test"].values()])),
    }
    export.write(onnx.load(run / "model.onnx"), export.metadata(particular), file)
    figures["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    file.with_suffix(FIGURES).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    splits.write_lists(clips, lambda part: file.with_suffix(f".{part}.txt"))
    return figures


def _require_same_recipe(figures: dict, validated: dict) -> None:
    """How sure a model is depends on how it was trained, and on how many networks answer together."""
    ours, theirs = (each["plan"] | {"number of runs": len(each["seeds"])} for each in (figures, validated))
    free = {"seed", "with_validation"}
    if differing := sorted(name for name in ours.keys() - free if ours[name] != theirs.get(name)):
        raise CorpusError(f"the validated run must be of the same recipe as the run, but differs in {', '.join(differing)}")


def require_split(file: Path) -> None:
    """Refuses to judge a file by a split other than that of its training, lest voices that it has heard be taken for new ones; the
    unfinished file of a run does not tell its split."""
    told = {prop.key: prop.value for prop in onnx.load(file).metadata_props}.get("ser4j.split_sha256")
    if told not in (None, _split_sha256()):
        raise CorpusError(f"{file} was made with another split than {splits.FILE}, whose test voices it may have heard")


def _split_sha256() -> str:
    return hashlib.sha256(splits.FILE.read_bytes()).hexdigest()


def golden(file: Path, clips: list[SpokenClip], audio: Ragged, chosen: list[int], target: Path) -> None:
    """For some clips the 16-bit samples' features, logits and embedding, so that another front end can be checked."""
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    arrays: dict[str, np.ndarray] = {"paths": np.array([clips[index].path for index in chosen])}
    for number, index in enumerate(chosen):
        samples = cache.wave(audio[index])
        features = frontend.features(samples)
        logits, embedding = session.run(["logits", "embedding"], {"features": features[np.newaxis]})
        arrays |= {f"samples_{number}": samples, f"spectrum_{number}": frontend.spectrum(samples)}
        arrays |= {f"features_{number}": features, f"logits_{number}": logits[0], f"embedding_{number}": embedding[0]}
    np.savez_compressed(target, **arrays)


def _by_unheard_speakers(heard: list[SpokenClip]) -> np.ndarray:
    """Whether each clip belongs to a corpus that is split by speaker."""
    return np.array(splits.by_speaker(heard))


def _truth(clips: list[SpokenClip]) -> np.ndarray:
    return np.array([clip.label for clip in clips])
