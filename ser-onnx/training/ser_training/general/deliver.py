"""From a finished run to what is handed over: the file with its temperature, its figures, and examples to check by."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from ser_training.general import export, frontend, judge, report, splits, voices
from ser_training.general.cache import Ragged
from ser_training.general.clips import SpokenClip
from ser_training.general.experiment import kept


def fitted_temperature(clips: list[SpokenClip], folder: Path) -> float:
    """From the logits that a run gave to validation speakers on whom it did not train; every emotion of every corpus weighs the
    same, as it does in UAR. Corpora split by text have no unheard speakers, and are left aside."""
    heard, values = kept(clips, folder, "validation")
    unheard = _by_unheard_speakers(heard)
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


def write(clips: list[SpokenClip], run: Path, validated: Path, trained_on: list[int], file: Path) -> dict:
    """The run's model with all its metadata; temperature and average logits are those of ``validated``, a run of the same recipe
    that has not heard the validation speakers. Answers its figures, which are written beside it as JSON."""
    figures = json.loads((run / "figures.json").read_text(encoding="utf-8"))
    temperature = fitted_temperature(clips, validated)
    figures["validated"] = json.loads((validated / "figures.json").read_text(encoding="utf-8"))["validation"]
    figures |= {"temperature": temperature, "calibration": {"test": calibration(clips, run, "test", temperature)}}
    heard, values = kept(clips, run, "test")
    figures |= report.of(heard, values / temperature)
    average = np.round(voices.average(*kept(clips, validated, "validation")), 4)
    figures["known_voices"] = voices.measured(heard, values, average, temperature)
    uars = [corpus["uar"] for corpus in figures["test"].values()]
    listed = "".join(sorted(f"{clips[index].path}\n" for index in trained_on))
    particular = {
        "model_id": export.MODEL_ID,
        "model_version": export.VERSION,
        "temperature": temperature,
        "mean_logits": ",".join(map(str, average.tolist())),
        "training_data": "TESS, RAVDESS, nEMO, TurEV-DB, ASED; see split.json",
        "training_data_sha256": hashlib.sha256(listed.encode()).hexdigest(),
        "split_sha256": hashlib.sha256(splits.FILE.read_bytes()).hexdigest(),
        "uar": float(np.mean(uars)),
        "accuracy": float(np.mean([corpus["accuracy"] for corpus in figures["test"].values()])),
    }
    export.write(onnx.load(run / "model.onnx"), export.metadata(particular), file)
    figures["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    file.with_suffix(".json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return figures


def golden(file: Path, clips: list[SpokenClip], audio: Ragged, chosen: list[int], target: Path) -> None:
    """For some clips the 16-bit samples' features, logits and embedding, so that another front end can be checked."""
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    arrays: dict[str, np.ndarray] = {"paths": np.array([clips[index].path for index in chosen])}
    for number, index in enumerate(chosen):
        samples = audio[index].astype(np.float32) / 32767
        features = frontend.features(samples)
        logits, embedding = session.run(["logits", "embedding"], {"features": features[np.newaxis]})
        arrays |= {f"samples_{number}": samples, f"spectrum_{number}": frontend.spectrum(samples)}
        arrays |= {f"features_{number}": features, f"logits_{number}": logits[0], f"embedding_{number}": embedding[0]}
    np.savez_compressed(target, **arrays)


def _by_unheard_speakers(heard: list[SpokenClip]) -> np.ndarray:
    """Whether each clip belongs to a corpus that is split by speaker."""
    rules = json.loads(splits.FILE.read_text(encoding="utf-8"))
    return np.array([rules[clip.corpus]["by"] == "speaker" for clip in heard])


def _truth(clips: list[SpokenClip]) -> np.ndarray:
    return np.array([clip.label for clip in clips])
