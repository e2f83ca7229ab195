"""Writes the model's folder in the resources: the file, its lists, its figures, and the model card generated from them."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np

from ser_training.corpus import CorpusError
from ser_training.general import card, hashes, report, scoring, splits, voices
from ser_training.general.clips import SpokenClip
from ser_training.general.deliver import FIGURES, require_split
from ser_training.general.experiment import stored_logits
from ser_training.general.export import MODEL_ID

FOLDER = Path(__file__).resolve().parents[3] / "src/main/resources/io/ser4j/onnx/models" / MODEL_ID


def write(clips: list[SpokenClip], file: Path, left_out: dict[str, Path]) -> None:
    """``file`` has its figures beside it, as written by ``deliver`` and ``robustness``; ``left_out`` maps titles to the folders of runs."""
    if others := {clip.corpus for clip in clips} ^ set(card.NAMES):
        raise CorpusError(f"the bundled model is of {', '.join(sorted(card.NAMES))}; these are not in both: {', '.join(sorted(others))}")
    hashes.require_jar()
    require_split(file)
    figures = json.loads(file.with_suffix(FIGURES).read_text(encoding="utf-8"))
    figures["robustness"] = json.loads(file.with_suffix(".robustness.json").read_text(encoding="utf-8"))
    figures["left_out"] = {name: _of_new_corpora(clips, run) for name, run in left_out.items()}
    figures["left_out_known_voices"] = {name: known_voices(clips, run, figures["temperature"]) for name, run in left_out.items()}
    # Fails if a figure is missing, before anything is replaced.
    card.of(figures, hashlib.sha256(file.read_bytes()).hexdigest())
    (FOLDER / "splits").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, FOLDER / f"{MODEL_ID}.onnx")
    splits.write_lists(clips, lambda part: FOLDER / "splits" / f"{part}.txt")
    (FOLDER / "metrics.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    write_card()


def known_voices(clips: list[SpokenClip], run: Path, temperature: float) -> dict[str, dict]:
    """The figures of a run on the corpora left out of its training, with clips of each speaker known, see :func:`voices.measured`."""
    rows = voices.averages(*stored_logits(clips, run, "validation"))
    return voices.measured(*stored_logits(clips, run, "out"), rows, temperature)


def write_card() -> None:
    """Writes the card of the bundled model from the bundled figures."""
    (FOLDER / "MODEL_CARD.md").write_text(bundled_card(), encoding="utf-8")


def bundled_card() -> str:
    """The text of the card for the bundled figures."""
    figures = json.loads((FOLDER / "metrics.json").read_text(encoding="utf-8"))
    return card.of(figures, hashlib.sha256((FOLDER / f"{MODEL_ID}.onnx").read_bytes()).hexdigest())


def _of_new_corpora(clips: list[SpokenClip], run: Path) -> dict[str, dict]:
    """The figures of a run on the corpora left out of its training."""
    left_out_clips, values = stored_logits(clips, run, "out")
    found = scoring.figures(left_out_clips, values)
    for corpus, figures in found.items():
        chosen = np.array([clip.corpus == corpus for clip in left_out_clips])
        figures |= report.of_new_corpus([clip for clip in left_out_clips if clip.corpus == corpus], values[chosen])
    return found
