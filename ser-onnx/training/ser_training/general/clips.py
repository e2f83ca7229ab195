"""The clips of a manifest with all that a fair split must know about them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from ser_training import LABELS
from ser_training.corpus import MANIFEST, CorpusError, emotion_of

NEEDED = ("path", "corpus", "speaker", "emotion")
"""The columns of a manifest; ``text`` is needed where texts part a corpus, and ``gender`` tells its figures apart."""

CALM_IS = "neutral"
"""RAVDESS's and TurEV's calm count as neutral: both are low arousal, neither high nor low valence."""


@dataclass(frozen=True, order=True)
class SpokenClip:
    """One recording: path relative to the corpora, what corpus, who speaks what, and the canonical emotion."""

    path: str
    corpus: str
    speaker: str
    gender: str
    text: str
    emotion: str

    @property
    def label(self) -> int:
        return LABELS.index(self.emotion)


def load(root: Path) -> list[SpokenClip]:
    """Every clip of the manifest, sorted by path."""
    if not (root / MANIFEST).is_file():
        raise CorpusError(f"{root / MANIFEST} does not exist")
    with (root / MANIFEST).open(newline="", encoding="utf-8-sig") as lines:
        rows = csv.DictReader(lines)
        if missing := [name for name in NEEDED if name not in (rows.fieldnames or [])]:
            raise CorpusError(f"{root / MANIFEST} must have the columns {', '.join(NEEDED)}, but lacks {', '.join(missing)}")
        return sorted(_clip(row) for row in rows)


def _clip(row: dict[str, str]) -> SpokenClip:
    if empty := [name for name in NEEDED if not row[name]]:
        raise CorpusError(f"{row['path'] or 'a clip without a path'}: {', '.join(empty)} must not be empty")
    try:
        emotion = CALM_IS if row["emotion"].lower() == "calm" else emotion_of(row["emotion"])
    except CorpusError as e:
        raise CorpusError(f"{row['path']}: {e}") from e
    return SpokenClip(row["path"], row["corpus"], row["speaker"], row.get("gender") or "", row.get("text") or "", emotion)
