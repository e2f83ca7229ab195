"""The model's folder among the resources: file, lists, figures and a model card that is written from the figures alone."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from ser_training import LABELS
from ser_training.general import splits
from ser_training.general.clips import SpokenClip

MODEL_ID = "general"
FOLDER = Path(__file__).resolve().parents[3] / "src/main/resources/io/ser4j/onnx/models" / MODEL_ID
NAMES = {"ravdess": "RAVDESS", "nemo": "nEMO", "ased": "ASED", "turev": "TurEV-DB", "tess": "TESS"}
UNHEARD = {
    "ravdess": "RAVDESS, 4 unheard English voices",
    "ased": "ASED, 10 unheard Amharic voices",
    "nemo": "nEMO, 1 unheard Polish voice",
    "turev": "TurEV-DB, 1 unheard Turkish voice",
    "tess": "TESS, known English voices, unheard words",
}


def write(clips: list[SpokenClip], file: Path, left_out: dict[str, Path]) -> None:
    """``file`` has its figures beside it, as ``deliver`` and ``robustness`` left them; ``left_out`` names further runs."""
    figures = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    figures["robustness"] = json.loads(file.with_suffix(".robustness.json").read_text(encoding="utf-8"))
    figures["left_out"] = {
        name: json.loads((run / "figures.json").read_text(encoding="utf-8"))["out"] for name, run in left_out.items()
    }
    (FOLDER / "splits").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, FOLDER / f"{MODEL_ID}.onnx")
    for part, indices in splits.parts(clips).items():
        names = "".join(f"{clips[index].path}\n" for index in indices)
        (FOLDER / "splits" / f"{part}.txt").write_text(names, encoding="utf-8")
    (FOLDER / "metrics.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    (FOLDER / "MODEL_CARD.md").write_text(card(figures, hashlib.sha256(file.read_bytes()).hexdigest()), encoding="utf-8")


def card(figures: dict, sha256: str) -> str:
    """Everything in it that is a number comes out of the figures."""
    return "\n".join([_head(figures, sha256), _unheard(figures), _left_out(figures), _trust(figures), _tail()]) + "\n"


def _head(figures: dict, sha256: str) -> str:
    return f"""# Model card: {MODEL_ID}, version 1

Names one of seven emotions ({", ".join(LABELS)}) for a clip of acted speech of 0.3 s or more, from its log-mel sequence. Trained
on five corpora in four languages; better than chance on voices it has never heard, and little better than chance on a corpus
that it has never heard.

| | |
|---|---|
| file | `{MODEL_ID}.onnx`, SHA-256 `{sha256}` |
| input | `features`, float32 [batch, frames, 64, 2]: mel bands in decibels at 16 kHz, freed of channel and level |
| outputs | `logits`, float32 [batch, 7], in the order above; `embedding`, float32 [batch, 128], what they are made from |
| parameters | {figures["weights"]:,} |
| licence of the weights | CC-BY-NC-SA-4.0, see `LICENSE` in this folder (the code that trains and runs them: Apache-2.0) |

## Use

**Meant for** research, teaching and trying things out on acted or clearly emotional speech, best after measuring it on
your own recordings (`ser.jar evaluate`).

**Not meant for** judging real people. The labels say what an actor was asked to portray, not what anybody feels. Do not base
a decision about a person on it. In the European Union, Article 5(1)(f) of the AI Act (Regulation (EU) 2024/1689) forbids AI
systems that infer the emotions of people at work or in education, but for medical or safety reasons. The licence allows no
commercial use.

## Data, network and protocol

- **Data**: the parts that were at hand of TESS (CC BY-NC-ND 4.0), RAVDESS (CC BY-NC-SA 4.0), nEMO (CC BY-NC-SA 4.0), TurEV-DB
  (CC BY-NC-ND 4.0) and ASED ("freely available"). Calm counts as neutral. No audio is in the repository. The clips of each part
  are listed in `splits/`.
- **Split**: by speaker; in TESS, which has two, by word. Test speakers chose no epoch, weight or temperature. Their figures were
  looked at three times on the way to this file (`EXPERIMENTS.md` of the training code says when).
- **Front end** (travels in the file's `ser4j.*` metadata): 64 mel bands of 16 kHz audio every 20 ms, in dB, silence trimmed at both
  ends, one channel without each band's mean and one without the mean of all.
- **Network**: three convolutions, a bidirectional LSTM(96), mean, deviation and attention over time, 128 numbers, 7 classes.
- **Training**: 5,000 steps of 32 clips after a start of 3,000, corpora drawn in fixed shares so that TESS does not dominate,
  augmented waveforms (noise, rooms, band limits and mu-law, speed, equaliser), masks, mixup, label smoothing, running mean of the weights.
  One seed.
"""


def _unheard(figures: dict) -> str:
    rows = [
        f"| {title} | {test['uar']:.2f} | {test['accuracy']:.2f} | {test['clips']} | "
        + " | ".join(f"{test['recall'][label]:.2f}" if label in test["recall"] else "-" for label in LABELS)
        + " |"
        for corpus, title in UNHEARD.items()
        for test in [figures["test"][corpus]]
    ]
    return "\n".join(
        [
            "## Voices it has never heard",
            "",
            "UAR (mean recall) with all seven answers open, accuracy, clips, and recall per class (- where the corpus has none):",
            "",
            "| test | UAR | accuracy | clips | " + " | ".join(LABELS) + " |",
            "|---|---|---|---|" + "---|" * len(LABELS),
            *rows,
            "",
            "With one voice behind a row, or four, the next voice may do far better or worse: the validation voices had "
            + ", ".join(f"{NAMES[name]} {found['uar']:.2f}" for name, found in figures["validation"].items())
            + ".",
            "",
        ]
    )


def _left_out(figures: dict) -> str:
    rows = [
        f"| {name} | {NAMES[corpus]} | {test['uar']:.2f} | {test['uar_closed_set']:.2f} |"
        for name, tests in figures["left_out"].items()
        for corpus, test in tests.items()
    ]
    return "\n".join(
        [
            "## A corpus it has never heard",
            "",
            "The same network trained without a corpus and tested on all of it, with all seven answers open and with only those that the",
            "corpus has:",
            "",
            "| trained with | tested on | UAR | of its own classes |",
            "|---|---|---|---|",
            *rows,
            "",
            "Chance is 0.17 for nEMO's six classes and 0.25 for TurEV-DB's four. Expect this on your recordings until you have measured.",
            "",
        ]
    )


def _trust(figures: dict) -> str:
    clean = figures["robustness"]["clean"]
    lost = [
        f"| {name} | {clean['mean'] - found['mean']:.3f} | {clean['ravdess'] - found['ravdess']:.3f} |"
        for name, found in figures["robustness"].items()
        if name != "clean"
    ]
    calibration = figures["calibration"]["test"]
    return "\n".join(
        [
            "## Calibration and robustness",
            "",
            f"The temperature {figures['temperature']:.3f} was fitted on the validation voices. Expected calibration error on the test voices:",
            f"{calibration['ece']:.3f} over all, {calibration['ece_without_temperature']:.3f} without it; per corpus "
            + ", ".join(f"{NAMES[name]} {ece:.2f}" for name, ece in calibration["per_corpus"].items())
            + ".",
            "",
            "UAR lost on the test voices, as the mean over the corpora and on RAVDESS alone:",
            "",
            "| worsened by | mean | RAVDESS |",
            "|---|---|---|",
            *lost,
            "",
        ]
    )


def _tail() -> str:
    return """## Known failures

Sad voices pass for neutral ones, above all single words. Other voices in the background cost most of all. Figures per gender and
intervals over speakers have not been measured.

## Make it again

`ser_training/general` and `EXPERIMENTS.md` in `ser-onnx/training`. Trained on CREMA-D (ODbL) or recordings of your own, the same
code gives weights without the licence of these."""
