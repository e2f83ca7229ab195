"""Decoded samples, trimmed spectra and what the encoder makes of them, of all clips in a folder outside the repository, computed once.

Copy 0 is the clean one; every other copy is augmented, differently by its number, and from the fourth on heard in noise.
"""

from __future__ import annotations

import hashlib
import json
import logging
import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

import librosa
import numpy as np
import onnx
import onnxruntime

from ser_training import whole
from ser_training.corpus import CorpusError
from ser_training.general import augment, encoder, frontend, splits
from ser_training.general.clips import SpokenClip


MIXED, COPIES = 3, 5
"""So many copies are augmented in every way, and so many there are in all: in the others noise is what matters."""

LFS_POINTER = b"version https://git-lfs"

FULL_SCALE = 32767
"""What a sample of 1 is as an integer."""

BELONGS_TO = "clips.sha256"
"""Holds of which clips, parts and sizes of files the rest of a cache is: it goes by their positions, and babble by who trains."""


@dataclass(frozen=True)
class Ragged:
    """Arrays of different lengths, one behind the other."""

    values: np.ndarray
    starts: np.ndarray

    def __getitem__(self, index: int) -> np.ndarray:
        return self.values[self.starts[index] : self.starts[index + 1]]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @staticmethod
    def of(arrays: list[np.ndarray]) -> Ragged:
        return Ragged(np.concatenate(arrays), np.cumsum([0] + [len(array) for array in arrays]))

    @staticmethod
    def write(arrays: Iterable[np.ndarray], stem: Path) -> None:
        """One after the other, so that no more than one needs to be in memory. Each file is there whole or not at all, the values last."""
        ends, header = [0], {}
        with whole.written(Path(f"{stem}-values.npy")) as target:
            for array in arrays:
                if not header:
                    header = {"descr": np.lib.format.dtype_to_descr(array.dtype), "fortran_order": False, "shape": (0, *array.shape[1:])}
                    np.lib.format.write_array_header_1_0(target, header)
                target.write(array.tobytes())
                ends.append(ends[-1] + len(array))
            # The header leaves room for any length, so the true one takes its place.
            target.seek(0)
            np.lib.format.write_array_header_1_0(target, header | {"shape": (ends[-1], *header["shape"][1:])})
            with whole.written(Path(f"{stem}-starts.npy")) as starts:
                np.save(starts, np.array(ends))

    @staticmethod
    def open(stem: Path) -> Ragged:
        """The values stay in the file until they are asked for."""
        return Ragged(np.load(f"{stem}-values.npy", mmap_mode="r"), np.load(f"{stem}-starts.npy"))


def samples(root: Path, clips: list[SpokenClip], cache: Path) -> Ragged:
    """16 kHz mono samples as 16-bit integers."""
    if missing := [clip.path for clip in clips if not (root / clip.path).is_file()]:
        raise CorpusError(f"every clip must exist below {root}, but {len(missing)} do not, such as {missing[0]}")
    stem, mark, wanted = cache / "samples", cache / BELONGS_TO, _mark(root, clips)
    cache.mkdir(parents=True, exist_ok=True)
    if (not mark.is_file() or mark.read_text(encoding="ascii") != wanted) and any(cache.glob("*-values.npy")):
        raise CorpusError(f"the cache {cache} is of other clips, another split, or made by other code: give a folder of its own")
    if not Path(f"{stem}-values.npy").is_file():
        mark.write_text(wanted, encoding="ascii")
        Ragged.write(_heard(root, clips), stem)
    return Ragged.open(stem)


def _heard(root: Path, clips: list[SpokenClip]) -> Iterator[np.ndarray]:
    """The samples of each clip. Tells at the end of all that is wrong, since it takes long to get there again."""
    unusable, silent, homes, twice = [], [], {}, []
    parts = {index: part for part, indices in splits.parts(clips).items() for index in indices}
    for index, clip in enumerate(clips):
        try:
            found = decoded(root / clip.path)
        except CorpusError as e:
            unusable.append(str(e))
            continue
        if np.ptp(found) == 0:
            silent.append(clip.path)
        else:
            other = homes.setdefault(hashlib.sha256(found.tobytes()).digest(), index)
            twice += [f"{clips[other].path} and {clip.path}"] if parts[other] != parts[index] else []
        yield found
    if unusable:
        raise CorpusError(f"{len(unusable)} of {len(clips)} clips cannot be used: {'; '.join(unusable[:5])}")
    if silent:
        logging.warning("%d clips hold nothing but silence, and count as labelled: %s", len(silent), ", ".join(silent[:5]))
    if twice:
        logging.warning("%d recordings stand in two parts, and make figures too good: %s", len(twice), "; ".join(twice[:5]))


def _mark(root: Path, clips: list[SpokenClip]) -> str:
    """Of the clips, and of what is made of them: spectra of another front end, or copies worsened in another way, are no use."""
    sizes = "".join(f"{(root / clip.path).stat().st_size}\n" for clip in clips)
    made = json.dumps(frontend.FRONT_END, sort_keys=True) + Path(augment.__file__).read_text(encoding="utf-8") + encoder.SHA256
    return hashlib.sha256((splits.fingerprint(clips) + sizes + made).encode()).hexdigest()


def spectra(audio: Ragged, clips: list[SpokenClip], copy: int, cache: Path) -> Ragged:
    """Trimmed spectra (see :mod:`frontend`) of one copy of every clip as float16."""
    stem = cache / f"spectra-{copy}"
    if not Path(f"{stem}-values.npy").is_file():
        pools = babblers(clips)
        Ragged.write((_spectrum(audio, index, copy, pools[clip.corpus]) for index, clip in enumerate(clips)), stem)
    return Ragged.open(stem)


def encoded(spectra: Ragged, encoder: onnx.ModelProto, copy: int, cache: Path) -> Ragged:
    """What the encoder gives for one copy of every clip, [steps x width] as float16."""
    stem = cache / f"encoded-{copy}"
    if not Path(f"{stem}-values.npy").is_file():
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        session = onnxruntime.InferenceSession(encoder.SerializeToString(), options)
        inputs = (frontend.normalised(np.asarray(spectra[index], np.float32)) for index in range(len(spectra)))
        Ragged.write((session.run(None, {"features": each[np.newaxis]})[0][0].astype(np.float16) for each in inputs), stem)
    return Ragged.open(stem)


def missing(copies: Iterable[int], cache: Path) -> list[int]:
    """The copies whose spectra or encoder outputs are not complete in the cache."""
    return [copy for copy in copies if not all((cache / f"{kind}-{copy}-values.npy").is_file() for kind in ("spectra", "encoded"))]


def prepare(root: Path, clips: list[SpokenClip], encoder: onnx.ModelProto, cache: Path, copies: Iterable[int], processes: int) -> None:
    """Makes all that :func:`copied` opens, so many copies at once, each in a process of its own."""
    samples(root, clips, cache)
    begin = (logging.getLogger().getEffectiveLevel(), splits.FILE)
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _begin, begin) as pool:
        try:
            for done in [pool.submit(_make, root, clips, encoder, copy, cache) for copy in copies]:
                done.result()
        except BrokenProcessPool as e:
            raise CorpusError("a process was ended from outside, perhaps for lack of memory: what is finished is kept, so begin again") from e


def _begin(level: int, split: Path) -> None:
    """What a new process does not know of the one that began it."""
    logging.basicConfig(level=level, format="%(message)s")
    splits.use(split)


def _make(root: Path, clips: list[SpokenClip], encoder: onnx.ModelProto, copy: int, cache: Path) -> None:
    copied(root, clips, encoder, copy, cache)
    logging.info("copy %d of %d clips is there", copy, len(clips))


def copied(root: Path, clips: list[SpokenClip], encoder: onnx.ModelProto, copy: int, cache: Path) -> tuple[Ragged, Ragged]:
    """The spectra of one copy of every clip, and what the encoder gives for them."""
    found = spectra(samples(root, clips, cache), clips, copy, cache)
    return found, encoded(found, encoder, copy, cache)


def babblers(clips: list[SpokenClip], part: str = "train") -> dict[str, np.ndarray]:
    """Who may be heard talking behind the clips of a corpus: its own speakers of one part, so that training never hears the
    voices of the test, nor a corpus that is left out; behind a corpus without such speakers, those of all others."""
    chosen = splits.required(clips, part)
    own = {name: [i for i in chosen if clips[i].corpus == name] for name in sorted({clip.corpus for clip in clips})}
    return {name: np.array(indices or chosen) for name, indices in own.items()}


def babble(audio: Ragged, pool: np.ndarray, rng: np.random.Generator, count: int) -> np.ndarray:
    """Five clips of the pool at once, as loud as each other, repeated to the length."""
    voices = [audio[index].astype(np.float32) for index in rng.choice(pool, size=5)]
    return sum(np.resize(voice, count) / (np.abs(voice).max() + 1) for voice in voices)


def decoded(file: Path) -> np.ndarray:
    """16 kHz mono samples as 16-bit integers."""
    try:
        found, _ = librosa.load(file, sr=frontend.FRONT_END["sample_rate_hz"])
    except Exception as e:  # What librosa's readers throw has no type in common, and often no message.
        pointer = file.read_bytes()[: len(LFS_POINTER)] == LFS_POINTER
        why = "it is a pointer of git-lfs; `git lfs pull` fetches the audio" if pointer else str(e) or type(e).__name__
        raise CorpusError(f"{file} cannot be read as audio: {why}") from e
    if not len(found):
        raise CorpusError(f"{file} must hold at least one sample, but holds none")
    return np.clip(np.round(found * FULL_SCALE), -FULL_SCALE - 1, FULL_SCALE).astype(np.int16)


def wave(samples: np.ndarray) -> np.ndarray:
    """Such integers as float32 with full scale at [-1, 1]."""
    return samples.astype(np.float32) / FULL_SCALE


def _spectrum(audio: Ragged, index: int, copy: int, pool: np.ndarray) -> np.ndarray:
    heard = wave(audio[index])
    rng = np.random.default_rng([copy, index])
    if copy > 0:
        worsen = augment.augmented if copy <= MIXED else augment.in_noise
        heard = worsen(heard, rng, lambda count: babble(audio, pool, rng, count))
    db = frontend.bounded(frontend.trimmed(frontend.spectrum(heard)))
    return (augment.coloured(db, rng) if copy > 0 else db).astype(np.float16)
