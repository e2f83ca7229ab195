"""Decoded samples, trimmed spectra and encoder outputs of all clips, computed once and stored in a folder outside the repository.

Copy 0 is the clean one; every other copy is augmented, with randomness depending on its number, and from the fourth on with noise.
"""

from __future__ import annotations

import ast
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

from ser_training import atomic
from ser_training.corpus import CorpusError
from ser_training.general import augment, encoder, frontend, splits
from ser_training.general.clips import SpokenClip


MIXED, COPIES = 3, 5
"""The number of copies with all kinds of augmentation, and that of all augmented copies; the rest are copies in noise."""

LFS_POINTER = b"version https://git-lfs"

FULL_SCALE = 32767
"""The integer for a sample of 1."""

FINGERPRINT = "clips.sha256"
"""The file with the fingerprint of clips, split, file sizes and code that a cache was made for: it addresses clips by position, and babble
comes from training speakers."""


@dataclass(frozen=True)
class Ragged:
    """Arrays of different lengths, concatenated."""

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
        """Writes one array after another, so that only one needs to be in memory. Both files are written atomically, the values last."""
        ends, header = [0], {}
        with atomic.writing(Path(f"{stem}-values.npy")) as target:
            for array in arrays:
                if not header:
                    header = {"descr": np.lib.format.dtype_to_descr(array.dtype), "fortran_order": False, "shape": (0, *array.shape[1:])}
                    np.lib.format.write_array_header_1_0(target, header)
                target.write(array.tobytes())
                ends.append(ends[-1] + len(array))
            # The header has room for any length, so the true one fits in its place.
            target.seek(0)
            np.lib.format.write_array_header_1_0(target, header | {"shape": (ends[-1], *header["shape"][1:])})
            with atomic.writing(Path(f"{stem}-starts.npy")) as starts:
                np.save(starts, np.array(ends))

    @staticmethod
    def open(stem: Path) -> Ragged:
        """Maps the values into memory, so that they are read on demand."""
        return Ragged(np.load(f"{stem}-values.npy", mmap_mode="r"), np.load(f"{stem}-starts.npy"))


def samples(root: Path, clips: list[SpokenClip], cache: Path) -> Ragged:
    """16 kHz mono samples as 16-bit integers."""
    if missing := [clip.path for clip in clips if not (root / clip.path).is_file()]:
        raise CorpusError(f"every clip must exist below {root}, but {len(missing)} do not, such as {missing[0]}")
    stem, file, wanted = cache / "samples", cache / FINGERPRINT, _fingerprint(root, clips)
    cache.mkdir(parents=True, exist_ok=True)
    if (not file.is_file() or file.read_text(encoding="ascii") != wanted) and any(cache.glob("*-values.npy")):
        raise CorpusError(f"the cache {cache} is of other clips, another split, or made by other code: give a folder of its own")
    if not Path(f"{stem}-values.npy").is_file():
        file.write_text(wanted, encoding="ascii")
        Ragged.write(_decode_all(root, clips), stem)
    return Ragged.open(stem)


def _decode_all(root: Path, clips: list[SpokenClip]) -> Iterator[np.ndarray]:
    """The samples of each clip. Defects are collected and reported together at the end, since decoding takes long."""
    unreadable, silent, first_seen, twice = [], [], {}, []
    parts = {index: part for part, indices in splits.parts(clips).items() for index in indices}
    for index, clip in enumerate(clips):
        try:
            found = decoded(root / clip.path)
        except CorpusError as e:
            unreadable.append(str(e))
            continue
        if np.ptp(found) == 0:
            silent.append(clip.path)
        else:
            other = first_seen.setdefault(hashlib.sha256(found.tobytes()).digest(), index)
            twice += [f"{clips[other].path} and {clip.path}"] if parts[other] != parts[index] else []
        yield found
    if unreadable:
        raise CorpusError(f"{len(unreadable)} of {len(clips)} clips cannot be used: {'; '.join(unreadable[:5])}")
    if silent:
        logging.warning("%d clips contain only silence, and keep their labels: %s", len(silent), ", ".join(silent[:5]))
    if twice:
        logging.warning("%d recordings are in two parts, which makes figures too optimistic: %s", len(twice), "; ".join(twice[:5]))


def _fingerprint(root: Path, clips: list[SpokenClip]) -> str:
    """A hash of the clips, the front end, the augmentation and the encoder: spectra or copies made with others must not be used."""
    sizes = "".join(f"{(root / clip.path).stat().st_size}\n" for clip in clips)
    made = json.dumps(frontend.FRONT_END, sort_keys=True) + _code(Path(augment.__file__)) + encoder.SHA256
    return hashlib.sha256((splits.fingerprint(clips) + sizes + made).encode()).hexdigest()


def _code(file: Path) -> str:
    """What a module does, whatever its comments and docstrings say."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            node.body = [each for each in body if not (isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant))]
    return ast.dump(tree)


def spectra(audio: Ragged, clips: list[SpokenClip], copy: int, cache: Path) -> Ragged:
    """Trimmed spectra (see :mod:`frontend`) of one copy of every clip as float16."""
    stem = cache / f"spectra-{copy}"
    if not Path(f"{stem}-values.npy").is_file():
        pools = babble_pools(clips)
        Ragged.write((_spectrum(audio, index, copy, pools[clip.corpus]) for index, clip in enumerate(clips)), stem)
    return Ragged.open(stem)


def encoded(spectra: Ragged, encoder: onnx.ModelProto, copy: int, cache: Path) -> Ragged:
    """The encoder output for one copy of every clip, [steps x width] as float16."""
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
    """Computes everything that :func:`copy_features` opens, with several copies in parallel, each in its own process."""
    samples(root, clips, cache)
    start = (logging.getLogger().getEffectiveLevel(), splits.FILE)
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _start_process, start) as pool:
        try:
            for done in [pool.submit(_prepare_copy, root, clips, encoder, copy, cache) for copy in copies]:
                done.result()
        except BrokenProcessPool as e:
            raise CorpusError("a process was killed, perhaps for lack of memory: start again, what is finished is kept") from e


def _start_process(level: int, split: Path) -> None:
    """Sets in a new process what it does not inherit."""
    logging.basicConfig(level=level, format="%(message)s")
    splits.use(split)


def _prepare_copy(root: Path, clips: list[SpokenClip], encoder: onnx.ModelProto, copy: int, cache: Path) -> None:
    copy_features(root, clips, encoder, copy, cache)
    logging.info("copy %d of %d clips is ready", copy, len(clips))


def copy_features(root: Path, clips: list[SpokenClip], encoder: onnx.ModelProto, copy: int, cache: Path) -> tuple[Ragged, Ragged]:
    """The spectra of one copy of every clip and their encoder outputs, from the cache or else computed."""
    found = spectra(samples(root, clips, cache), clips, copy, cache)
    return found, encoded(found, encoder, copy, cache)


def babble_pools(clips: list[SpokenClip], part: str = "train") -> dict[str, np.ndarray]:
    """The clips that babble behind a corpus is mixed from: those of its own speakers in one part, so that training uses neither
    test speakers nor a left-out corpus; for a corpus without such speakers, those of all other corpora."""
    chosen = splits.required(clips, part)
    own = {name: [i for i in chosen if clips[i].corpus == name] for name in sorted({clip.corpus for clip in clips})}
    return {name: np.array(indices or chosen) for name, indices in own.items()}


def babble(audio: Ragged, pool: np.ndarray, rng: np.random.Generator, count: int) -> np.ndarray:
    """The sum of five clips of the pool, scaled to the same peak and repeated to the length."""
    voices = [audio[index].astype(np.float32) for index in rng.choice(pool, size=5)]
    return sum(np.resize(voice, count) / (np.abs(voice).max() + 1) for voice in voices)


def decoded(file: Path) -> np.ndarray:
    """16 kHz mono samples as 16-bit integers."""
    try:
        found, _ = librosa.load(file, sr=frontend.FRONT_END["sample_rate_hz"])
    except Exception as e:  # The exceptions of librosa's readers have no common type, and often no message.
        pointer = file.read_bytes()[: len(LFS_POINTER)] == LFS_POINTER
        why = "it is a pointer of git-lfs; `git lfs pull` fetches the audio" if pointer else str(e) or type(e).__name__
        raise CorpusError(f"{file} cannot be read as audio: {why}") from e
    if not len(found):
        raise CorpusError(f"{file} must contain at least one sample, but contains none")
    return np.clip(np.round(found * FULL_SCALE), -FULL_SCALE - 1, FULL_SCALE).astype(np.int16)


def wave(samples: np.ndarray) -> np.ndarray:
    """16-bit integers as float32 in [-1, 1]."""
    return samples.astype(np.float32) / FULL_SCALE


def _spectrum(audio: Ragged, index: int, copy: int, pool: np.ndarray) -> np.ndarray:
    samples = wave(audio[index])
    rng = np.random.default_rng([copy, index])
    if copy > 0:
        augmentation = augment.augmented if copy <= MIXED else augment.in_noise
        samples = augmentation(samples, rng, lambda count: babble(audio, pool, rng, count))
    db = frontend.bounded(frontend.trimmed(frontend.spectrum(samples)))
    return (augment.coloured(db, rng) if copy > 0 else db).astype(np.float16)
