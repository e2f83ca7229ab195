"""The model card, written from ``metrics.json`` alone, so that each figure in it comes from a file."""

from __future__ import annotations

import json
from pathlib import Path

from ser_training import LABELS

PROTOCOL_SEEDS = 5
COMMAND = "python -m ser_training reproduce --corpus CORPUS --cache CACHE --runs RUNS"


def write(metrics: Path, card: Path) -> None:
    card.write_text(text(json.loads(metrics.read_text(encoding="utf-8"))), encoding="utf-8")


def text(figures: dict) -> str:
    """The whole card in Markdown."""
    sections = (_head, _use, _data, _network, _figures, _across, _unseen, _limits, _files, _reproduce)
    return "\n\n".join(section(figures).strip() for section in sections) + "\n"


def _head(f: dict) -> str:
    return f"""
# Model card: {f['model_id']}, version {f['model_version']}
{_warning(f)}
Names one of seven emotions ({', '.join(LABELS)}) for a short clip of
acted English speech, from the mean over time of 40 MFCCs. A small network, kept as the baseline of ser4j: it knows two
voices and generalises badly to any other.

| | |
|---|---|
| file | `tess-lstm.onnx`, SHA-256 `{f['model_sha256']}` |
| input | `features`, float32 [batch, 40, 1]: standardised mean MFCCs taken as a sequence |
| output | `logits`, float32 [batch, 7], in the order above; softmax gives probabilities |
| parameters | {f['parameters']:,} |
| licence of the weights | {f['licence']}, see `LICENSE` in this folder (the code that trains and runs them: Apache-2.0) |
"""


def _warning(f: dict) -> str:
    """A banner over figures that are not the whole protocol's."""
    seeds = f["seeds"]["seeds"]
    if len(seeds) >= PROTOCOL_SEEDS and f["cross_speaker"]:
        return ""
    return f"""
> **Preliminary.** These figures are of {len(seeds)} seed(s) ({', '.join(str(seed) for seed in seeds)}) instead of the protocol's {PROTOCOL_SEEDS}{'' if f['cross_speaker'] else ', without the test across speakers'}.
> Seed 0 is the one whose validation part the settings were chosen on.
"""


def _use(_: dict) -> str:
    return """
## Use

**Meant for** trying out and testing the library, teaching, and as the baseline that better models are measured against.

**Not meant for** judging real people. The labels say what an actress was asked to portray, not what anybody feels, and
the figures below on other voices are what to expect of it there. Do not base a decision about a person on it.
In the European Union, Article 5(1)(f) of the AI Act (Regulation (EU) 2024/1689) forbids AI systems that infer the
emotions of people at work or in education, but for medical or safety reasons. The licence allows no commercial use."""


def _data(f: dict) -> str:
    clips = f["clips"]
    return f"""
## Data

Toronto emotional speech set (TESS; M. K. Pichora-Fuller and K. Dupuis, University of Toronto, 2020,
<https://doi.org/10.5683/SP2/E8H2MF>), CC BY-NC-ND 4.0: two actresses, 26 (YAF) and 64 (OAF) years old, say "Say the
word ..." with 200 words in each of seven emotions. {f['corpus_clips']:,} of the 2,800 clips were at hand and were split as below; the
other {2800 - f['corpus_clips']} played no part. No audio is in the repository.

| part of the bundled seed ({f['seed']}) | clips | list |
|---|---|---|
| train | {clips['train']:,} | `splits/train.txt` |
| validation | {clips['validation']:,} | `splits/validation.txt` |
| test | {clips['test']:,} | `splits/test.txt` |

- SHA-256 of the three lists, one after the other: `{f['split_sha256']}`
- SHA-256 of the sorted lines `path sha256-of-file` of training and validation: `{f['training_data_sha256']}`"""


def _network(f: dict) -> str:
    r = f["recipe"]
    return f"""
## Front end, network and protocol

- **Front end** (travels in the file's `ser4j.*` metadata): mono, 22,050 Hz, seconds 0.5 to 3.5 (the offset shrinks for
  clips shorter than a second), librosa's MFCC with its default settings, 40 coefficients, mean over time, then
  (x - mean) / deviation with the statistics of the training part.
- **Network**: LSTM(512), Dense 256, 128, 64, 32 (relu), Dense 7, with dropout 0.2 before every dense layer.
- **Split**: 64/16/20 %, stratified by speaker and emotion, decided by the seed. Both actresses and nearly all words stand
  on all sides of it, as in every published random-split figure of TESS; the figures across speakers below are the
  honest ones.
- **Training**: {r['epochs']} epochs of Adam, batch {r['batch']}, learning rate {r['learning_rate']:g} reached in {r['warm_up_epochs']} epochs and falling to 0 along a cosine, gradient norm
  at most {r['gradient_norm']:g}. The LSTM starts as a delay line (`ser_training/delay_line.py`), so that its last state holds all 40 numbers from
  the first step on. {_augmentation(r)}
- **Choice**: the epoch with the {f['choice']}
  ({f['chosen_epoch']} for the bundled seed). The settings were chosen on validation parts of splits with seed 0, {_tuning(f)}
  Clips of those parts also stand in test parts of other seeds. Each test part was looked at once.
- **Seeds**: each decides split, initial weights, order and noise. The bundled network is the one with the median test
  accuracy, not the best one."""


def _tuning(f: dict) -> str:
    if 0 in f["seeds"]["seeds"]:
        return "which the figures below\n  still include."
    return "which is not among\n  the reported ones."


def _augmentation(r: dict) -> str:
    parts = [
        f"Each epoch lays fresh noise on the training features: uniform within {r['noise']:g} on the raw mean MFCCs"
        + (f", and normal with {r['relative_noise']:g} of each coefficient's deviation." if r.get("relative_noise") else ".")
    ]
    if r.get("average"):
        parts.append(f"The weights judged and kept are a running mean over epochs (decay {r['average']:g}).")
    return " ".join(parts)


def _figures(f: dict) -> str:
    seeds, test, noise = f["seeds"], f["test"], f["test_under_noise"]
    rows = "\n".join(
        f"| {seed} | {accuracy:.4f} | {uar:.4f} | {noisy:.4f} | {epoch} | `{digest[:16]}` |"
        for seed, accuracy, uar, noisy, epoch, digest in zip(
            seeds["seeds"], seeds["accuracy"]["values"], seeds["uar"]["values"],
            seeds["accuracy_under_noise"]["values"], seeds["chosen_epoch"], seeds["split_sha256"], strict=True,
        )
    )  # fmt: skip
    recalls = " | ".join(f"{test['recall'][label]:.4f}" for label in LABELS)
    return f"""
## Figures on the random split

| seed | test accuracy | UAR | accuracy under noise | epoch | split SHA-256 begins |
|---|---|---|---|---|---|
{rows}
| **mean** | **{seeds['accuracy']['mean']:.4f}** | **{seeds['uar']['mean']:.4f}** | **{seeds['accuracy_under_noise']['mean']:.4f}** | | |
| deviation | {seeds['accuracy']['deviation']:.4f} | {seeds['uar']['deviation']:.4f} | {seeds['accuracy_under_noise']['deviation']:.4f} | | |

UAR is the mean recall of the seven classes. "Under noise": every raw mean MFCC moved by uniform noise within
{noise['half_width']:g}, the size by which another resampler moves it; mean of {noise['draws']} draws (lowest draw of the bundled seed: {noise['lowest_accuracy']:.4f}).

The bundled seed {f['seed']} on its {test['clips']} test clips (`splits/test.txt`): accuracy **{test['accuracy']:.4f}** ({test['errors']} errors; 95 % interval: bootstrap
{_interval(test['accuracy_interval'])}, Wilson {_interval(test['accuracy_wilson'])}), UAR **{test['uar']:.4f}** ({_interval(test['uar_interval'])}); training accuracy {f['train']['accuracy']:.4f}, validation
{f['validation']['accuracy']:.4f}. Recall per class:

| {' | '.join(LABELS)} |
|{'---|' * len(LABELS)}
| {recalls} |

The exported file and the Keras network differ by at most {f['verification']['largest_difference']:.1e} in any probability over these
{f['verification']['clips']} clips (refused above {f['verification']['tolerance']:g})."""


def _across(f: dict) -> str:
    if not f["cross_speaker"]:
        return "## Figures across speakers\n\nNot measured yet for this version of the weights."
    rows = "\n".join(
        f"| {_name(c['trained_on'])} → {_name(c['tested_on'])} | {c['clips']['test']:,} | {_spread(c['accuracy'])} | {_spread(c['uar'])} | "
        + " | ".join(f"{c['recall'][label]['mean']:.2f}" for label in LABELS) + " |"
        for c in f["cross_speaker"]
    )  # fmt: skip
    seeds = f["cross_speaker"][0]["seeds"]
    return f"""
## Figures across speakers

The same network and recipe, trained and validated (80/20 %) on one actress and tested on all clips of the other; mean ±
deviation over {len(seeds)} seeds ({', '.join(str(seed) for seed in seeds)}), then the mean recall per class. Chance is {1 / len(LABELS):.3f}.

| | test clips | accuracy | UAR | {' | '.join(LABELS)} |
|---|---|---|---|{'---|' * len(LABELS)}
{rows}"""


def _unseen(f: dict) -> str:
    if not f.get("unseen"):
        return "## Figures on other corpora\n\nNot measured yet for this version of the weights."
    rows = "\n".join(
        f"| {name} | {c['clips']:,} | {c['speakers']} | **{c['uar']:.3f}** ({c['uar_interval'][0]:.3f} to {c['uar_interval'][1]:.3f}) | {c['accuracy']:.3f} | "
        + " | ".join(f"{c['recall'][label]:.2f}" if label in c["recall"] else "-" for label in LABELS) + " |"
        for name, c in f["unseen"].items()
    )  # fmt: skip
    return f"""
## Figures on other corpora

The bundled file on corpora of which it has never heard a clip, other voices and mostly other languages: what to expect on
a voice of your own. It chooses among all seven classes (a blind guess is right in {1 / len(LABELS):.3f} of the cases); `calm` counts as neutral; UAR is over the classes that a corpus
has, with a 95 % bootstrap interval over speakers (too narrow if there are fewer than ten); then the recall per class.

| corpus | clips | speakers | UAR | accuracy | {' | '.join(LABELS)} |
|---|---|---|---|---|{'---|' * len(LABELS)}
{rows}

Measured with `python -m ser_training unseen --corpora CORPORA --cache CACHE`; the hashes of the file lists are in
`metrics.json`."""


def _limits(_: dict) -> str:
    return """
## Limits

- Two voices, both women, Canadian English, one carrier sentence, studio sound, acted emotion. On anybody else, in any
  other language, on the telephone or in a noisy room most answers are wrong, and the probabilities do not show it: they
  are not calibrated.
- The mean over time forgets the course of a clip; loudness and microphone move the first coefficients directly.
- Only seconds 0.5 to 3.5 are heard. There is no class for "no speech" or "none of these"."""


def _files(_: dict) -> str:
    return """
## Files behind the figures

`metrics.json` holds what was measured, from which this page is written. Curves, confusion matrix and classification
report of the bundled seed are in `ser-onnx/training/results/tess-lstm/`. The lists of the other seeds follow from the
corpus and the seed (`ser_training/splits.py`); their hashes are above and in `metrics.json`."""


def _reproduce(f: dict) -> str:
    versions = ", ".join(f"{name} {number}" for name, number in f["libraries"].items())
    return f"""
## Reproduce

In `ser-onnx/training`, set up as its README says ({versions}; Keras on JAX, CPU):

```
{COMMAND}
```

`CORPUS` is a folder with TESS as published or with a `manifest.csv`; `CACHE` and `RUNS` are folders outside the
repository. With the same file list the splits are the same; weights are equal bit for bit only on the same kind of CPU."""


def _interval(bounds: list[float]) -> str:
    return f"{bounds[0]:.4f} to {bounds[1]:.4f}"


def _spread(values: dict) -> str:
    return f"{values['mean']:.4f} ± {values['deviation']:.4f}"


def _name(speaker: str) -> str:
    return speaker.removeprefix("tess-")
