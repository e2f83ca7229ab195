"""The model's folder among the resources: the file, its lists, its figures, and the model card that is written from them."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np

from ser_training.corpus import CorpusError
from ser_training.general import card, hashes, judge, report, splits, voices
from ser_training.general.clips import SpokenClip
from ser_training.general.deliver import FIGURES, require_split
from ser_training.general.experiment import kept
from ser_training.general.export import MODEL_ID

FOLDER = Path(__file__).resolve().parents[3] / "src/main/resources/io/ser4j/onnx/models" / MODEL_ID


def write(clips: list[SpokenClip], file: Path, left_out: dict[str, Path]) -> None:
    """``file`` has its figures beside it, as ``deliver`` and ``robustness`` left them; ``left_out`` names further runs."""
    if others := {clip.corpus for clip in clips} ^ set(card.NAMES):
        raise CorpusError(f"the bundled model is of {', '.join(sorted(card.NAMES))}; these are not in both: {', '.join(sorted(others))}")
    hashes.require_jar()
    require_split(file)
    figures = json.loads(file.with_suffix(FIGURES).read_text(encoding="utf-8"))
    figures["robustness"] = json.loads(file.with_suffix(".robustness.json").read_text(encoding="utf-8"))
    figures["left_out"] = {name: _of_new_corpora(clips, run) for name, run in left_out.items()}
    figures["left_out_known_voices"] = {
        name: voices.measured(
            *kept(clips, run, "out"), voices.average(*kept(clips, run, "validation")), figures["temperature"]
        )
        for name, run in left_out.items()
    }
    # Before anything is replaced: where a figure is missing, this fails.
    card.of(figures, hashlib.sha256(file.read_bytes()).hexdigest())
    (FOLDER / "splits").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, FOLDER / f"{MODEL_ID}.onnx")
    splits.write_lists(clips, lambda part: FOLDER / "splits" / f"{part}.txt")
    (FOLDER / "metrics.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    write_card()


def write_card() -> None:
    """The bundled model's card, from the bundled figures."""
    (FOLDER / "MODEL_CARD.md").write_text(bundled_card(), encoding="utf-8")


def bundled_card() -> str:
    """What the bundled model's card must say."""
    figures = json.loads((FOLDER / "metrics.json").read_text(encoding="utf-8"))
    return card.of(figures, hashlib.sha256((FOLDER / f"{MODEL_ID}.onnx").read_bytes()).hexdigest())


def _of_new_corpora(clips: list[SpokenClip], run: Path) -> dict[str, dict]:
    """What a run says of the corpora that it has not heard."""
    heard, values = kept(clips, run, "out")
    found = judge.figures(heard, values)
    for corpus, figures in found.items():
        chosen = np.array([clip.corpus == corpus for clip in heard])
        figures |= report.of_new_corpus([clip for clip in heard if clip.corpus == corpus], values[chosen])
    return found
