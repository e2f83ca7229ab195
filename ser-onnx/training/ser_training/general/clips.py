"""The clips of a manifest, with all attributes that a split by speaker or text needs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ser_training import LABELS
from ser_training.corpus import MANIFEST, CorpusError, emotion_of, rows

CALM_IS = "neutral"
"""RAVDESS's and TurEV's calm count as neutral: both are low arousal, neither high nor low valence."""


@dataclass(frozen=True, order=True)
class SpokenClip:
    """One recording: its path relative to the corpora, its corpus, speaker, text and canonical emotion. The text is needed in a corpus
    split by text; the gender is used for figures by gender."""

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
    manifest = root / MANIFEST
    clips = sorted(_clip(row) for row in rows(root))
    if not clips:
        raise CorpusError(f"{manifest} must list clips, but lists none")
    if twice := [path for path, count in Counter(clip.path for clip in clips).items() if count > 1]:
        raise CorpusError(f"{manifest} must list each clip once, but {', '.join(twice[:5])} is listed more than once")
    return clips


def _clip(row: dict[str, str]) -> SpokenClip:
    try:
        emotion = CALM_IS if row["emotion"].lower() == "calm" else emotion_of(row["emotion"])
    except CorpusError as e:
        raise CorpusError(f"{row['path']}: {e}") from e
    return SpokenClip(row["path"], row["corpus"], row["speaker"], row.get("gender") or "", row.get("text") or "", emotion)
