"""The card of the general model: its figures come from ``metrics.json``; published results of others and known errors are text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from ser_training import LABELS
from ser_training.general import report, voices
from ser_training.general.experiment import OWN_VARIATION
from ser_training.general.export import MODEL_ID, VERSION

FAILURES = Path(__file__).with_name("failures.md")
"""The known errors of the model; to be revised after every training."""
NAMES = {"ravdess": "RAVDESS", "nemo": "nEMO", "ased": "ASED", "turev": "TurEV-DB", "tess": "TESS"}
LANGUAGES = {"ravdess": "English", "nemo": "Polish", "ased": "Amharic", "turev": "Turkish", "tess": "English"}
TESTED = {
    "ravdess": "RAVDESS (English), 4 unseen speakers",
    "ased": "ASED (Amharic), 10 unseen speakers",
    "nemo": "nEMO (Polish), 1 unseen speaker",
    "turev": "TurEV-DB (Turkish), 1 unseen speaker",
    "tess": "TESS (English), known speakers, unseen words",
}


def of(figures: dict, sha256: str) -> str:
    """The whole card in Markdown, for the figures of a file with this SHA-256."""
    parts = [_head(figures, sha256), _training(figures), _unseen(figures), _left_out(figures)]
    return "\n".join([*parts, _known(figures), _groups(figures), _calibration(figures), _robustness(figures), _failures(figures), TAIL])


def _head(figures: dict, sha256: str) -> str:
    shape, members = figures["plan"]["shape"], len(figures["seeds"])
    return f"""# Model card: {MODEL_ID}, version {VERSION}

Recognises one of seven emotions ({", ".join(LABELS)}) in a clip of acted speech of 0.3 s or more.
A frozen encoder, pretrained by others on speech in many languages, turns the clip into a sequence of vectors; {_counted(members)} with an LSTM,
and a logistic regression, all trained here on five corpora in four languages, turn these into an emotion. On new speakers of these corpora the
model does far better than chance; on a corpus that it has never heard, only somewhat better.

| | |
|---|---|
| file | `{MODEL_ID}.onnx`, SHA-256 `{sha256}` |
| input | `features`, float32 [batch, frames, 80, 1]: log-mel spectrogram in dB of 16 kHz audio, level removed |
| outputs | `logits`, float32 [batch, 7], in the order above; `embedding`, float32 [batch, {members * shape["embedding"] + figures["plan"]["overall"]["axes"]}], what the logits are computed from |
| parameters | {figures["weights"]:,} trained here, stored in 8 bits, and {figures["encoder_weights"]:,} of the encoder, stored in 4 bits (its first convolution in 8); expanded to float32 on loading |
| licence of the weights | CC-BY-NC-SA-4.0, those of the encoder MIT, see `LICENSE` in this folder (the code that trains and runs them: Apache-2.0) |

## Use

**Meant for** research, teaching and experiments on acted or clearly emotional speech, ideally after measuring it on
your own recordings (`ser.jar evaluate`).

**Not meant for** judging real people. The labels say what an actor was asked to portray, not what anybody feels. Do not base
a decision about a person on it. In the European Union, Article 5(1)(f) of the AI Act (Regulation (EU) 2024/1689) prohibits AI
systems that infer the emotions of people at work or in education, except for medical or safety reasons. The licence does not permit
commercial use.
"""


def _training(figures: dict) -> str:
    plan, members = figures["plan"], len(figures["seeds"])
    shape, recipe = plan["shape"], plan["recipe"]
    trained_on = "training and validation speakers" if plan["with_validation"] else "training speakers"
    return f"""## Data, network and protocol

- **Data**: the parts that were available of TESS (CC BY-NC-ND 4.0), RAVDESS (CC BY-NC-SA 4.0), nEMO (CC BY-NC-SA 4.0), TurEV-DB
  (CC BY-NC-ND 4.0) and ASED ("freely available"). Calm counts as neutral. No audio is in the repository. `splits/` lists the clips of
  each part.
- **Split**: by speaker; by word in TESS, which has only two speakers. It is not disjoint in text: in RAVDESS, nEMO and ASED all speakers say the same
  sentences, and nearly all of TurEV-DB's words have more than one speaker, so the test speakers' texts also occur in training, from other speakers.
  The recipe and the temperature were chosen on validation speakers and on left-out corpora, by networks trained without
  them; this file was then trained on {trained_on} in the same way.
- **Use of the test set**: the model was not trained on test speakers, and they chose no training step and no temperature. Their figures, however, were looked at
  between model versions, and are therefore slightly optimistic. Their calibration error led to another rule for fitting the temperature (version 3) and was among
  the reasons for keeping version 5, their loss in mu-law for keeping version 7; their losses in noise, MP3 and cuts showed what versions 4 to 8
  had to improve; their figures in hum and with a constant in the signal were seen before the silence-detection bands were chosen (version 9) and before
  the constant was removed (version 10), those in white noise before the way to remove it and how much noise around the speech is kept were decided (version 10), and those with the emotions
  of known clips given before it was decided how much these count (version 11). `EXPERIMENTS.md` of the training code describes each case.
- **Front end** (stored in the file's `ser4j.*` metadata): 80 mel bands of 16 kHz audio every 10 ms, in dB, without the signal's running mean; silence and
  steady noise trimmed at both ends, detected in the bands from 111 Hz up; of clips longer than 20 s the 20 s with the least of them; each clip scaled to the same mean and standard deviation.{_earlier(figures)}
- **Encoder**: the convolutions and the first two of six transformer blocks of the Whisper base encoder, which was pretrained on 680,000 hours of
  speech in many languages. Frozen, quantised to 4 bits. Whether recordings of these corpora were in its pretraining data is not known; it was not
  trained to recognise emotions.
- **Two classifiers**, whose logits are averaged. The first: {_counted(members)} with a bidirectional LSTM({shape["lstm_units"]}) over the encoder's output, statistics
  and attention pooling over time, an embedding of {shape["embedding"]} and 7 classes. The second: logistic regression on the mean and log
  standard deviation over time of the encoder's output. During training each speaker had additive offsets per emotion, which are dropped afterwards.
- **Training**: the first classifier, {recipe["steps"]:,} steps of {plan["mixing"]["batch"]} clips, corpora drawn in
  fixed shares so that TESS does not dominate; augmented waveforms (noise, babble, simulated rooms, band limits, mu-law, MP3, speed, equaliser, clipping, cuts);
  formants and spectral tilt shifted, SpecAugment masks and mixup{_shared(figures)}, label smoothing,
  running average of the weights; then {recipe["noisy_steps"]:,} further steps that also hear two
  copies of each clip in noise, mostly white. The second classifier was trained on clean clips alone, in the same shares.
  A detector on the same statistics estimates the probability that a clip is clean, by which the second classifier's logits are weighted. The rest of the weight goes to a
  linear layer, trained to predict from augmented copies the second classifier's logits of the clean clips, and scaled by {plan["overall"]["worsened_share"]}.
"""


def _shared(figures: dict) -> str:
    own = figures.get(OWN_VARIATION)
    return "" if own else " (both drawn from the same random numbers for every network, whatever its seed)"


def _earlier(figures: dict) -> str:
    """The note on weights and figures from an earlier front end."""
    if not (version := figures.get("trained_as_version")):
        return ""
    return f"""
  The weights, the temperature, and the figures of left-out corpora and validation speakers date from version {version}, which detected silence in all bands,
  took noise in it for speech, and left a constant in the signal (`EXPERIMENTS.md`); the answer to a clean clip hardly ever differs. The average logits are
  those of networks trained anew in the same way with this front end, which are not bundled."""


def _counted(members: int) -> str:
    in_words = {1: "one network", 2: "two networks of different seeds, each"}
    return in_words.get(members, f"{members} networks of different seeds, each")


def _of_fewer(corpus: str, figures: dict) -> str:
    """Says so if the validation speakers of a corpus have fewer classes than its test speakers, and so an easier task."""
    heard, tested = (len(figures[part][corpus]["recall"]) for part in ("validated", "test"))
    return f" (only {heard} of its classes)" if heard < tested else ""


def _unseen(figures: dict) -> str:
    rows = [_row_of(title, figures["test"][corpus], figures["intervals"][corpus]) for corpus, title in TESTED.items()]
    validation = ", ".join(f"{NAMES[name]} {found['uar']:.2f}{_of_fewer(name, figures)}" for name, found in figures["validated"].items())
    return "\n".join(
        [
            "## New speakers of known corpora",
            "",
            "UAR (mean recall) with all seven classes to choose from, its 95 % bootstrap interval (over speakers; * over clips where there are fewer than",
            "four speakers, which says nothing about the next one), accuracy, number of clips, and recall per class (- where the corpus does not have it). A constant",
            "answer scores one over the number of classes: 0.14 with seven, 0.17 with six (nEMO), 0.20 with five (ASED), 0.25 with four (TurEV-DB).",
            "Intervals over fewer than ten speakers are too narrow.",
            "",
            *_heading("test"),
            *rows,
            "",
            "A row with only one or four speakers says little about the next, who may do far better or worse: on the validation speakers the same recipe,",
            f"trained without them, had {validation}.",
            "",
            "Published for RAVDESS, speaker-independent, with eight classes, which is harder than these seven: LSTMs on MFCCs 0.53 to 0.59,",
            "a ResLSTM of 47,000 weights 0.62, frozen wav2vec2-base 0.54, WavLM-large 0.72, Whisper-large-v3 0.75 (EmoBox); people about 0.60.",
            "",
        ]
    )


def _heading(first: str) -> list[str]:
    return [f"| {first} | UAR | interval | accuracy | clips | {' | '.join(LABELS)} |", "|---|---|---|---|---|" + "---|" * len(LABELS)]


def _row_of(title: str, found: dict, interval: dict) -> str:
    recalls = " | ".join(f"{found['recall'][label]:.2f}" if label in found["recall"] else "-" for label in LABELS)
    return f"| {title} | {found['uar']:.2f} | {span(interval)} | {found['accuracy']:.2f} | {found['clips']:,} | {recalls} |"


def span(interval: dict) -> str:
    """Both ends; a star marks an interval over clips."""
    return f"{interval['low']:.2f} to {interval['high']:.2f}{'' if interval['over'] == 'speakers' else '*'}"


def _left_out(figures: dict) -> str:
    tests = [(corpus, test) for tests in figures["left_out"].values() for corpus, test in tests.items()]
    rows = [_row_of(f"{NAMES[corpus]} ({LANGUAGES[corpus]}), {test['speakers']} speakers", test, test["interval"]) for corpus, test in tests]
    fewer = [f"| {NAMES[corpus]} | {test['uar']:.2f} | {test['uar_closed_set']:.2f} | {test['uar_four']:.2f} |" for corpus, test in tests]
    means = " | ".join(f"{np.mean([test[kind] for _, test in tests]):.2f}" for kind in ("uar", "uar_closed_set", "uar_four"))
    return "\n".join(
        [
            "## A corpus it has never heard",
            "",
            "The same recipe with fewer steps (`plans/left-out.json`), trained five times, each time without one of the corpora, and tested on all of that corpus",
            "with all seven classes to choose from. Recipes were chosen by these figures and those of the validation speakers (`EXPERIMENTS.md`), so",
            "they are slightly optimistic:",
            "",
            *_heading("left out"),
            *rows,
            "",
            "Expect this on your own recordings until you have measured. Fewer classes are easier (`labels(...)` in Java, `--labels`): UAR with all",
            f"seven to choose from, with only those that the corpus has, and on the clips of {', '.join(report.FOUR)} with only these four:",
            "",
            "| left out | all seven | the corpus's own | four |",
            "|---|---|---|---|",
            *fewer,
            f"| mean | {means} |",
            "",
            "For comparison: for models trained on one corpus and tested on another, four classes, EmoBox reports 0.15 to 0.51, and 0.67 for one pair.",
            "The models here were trained on four corpora.",
            "",
        ]
    )


def _known(figures: dict) -> str:
    left_out, tested = list(figures["left_out_known_voices"].values()), figures["known_voices"]
    columns = [kind.name for kind in voices.KINDS]
    rows = [f"| {NAMES[corpus]}, left out | {_row(found, corpus, columns)} |" for found in left_out for corpus in _corpora(found)]
    rows += [f"| {TESTED[corpus]} | {_row(tested, corpus, columns)} |" for corpus in _corpora(tested)]
    apart = ", ".join(f"{np.mean([found[count]['ece'] for found in left_out]):.2f}" for count in ("0", "5", "20"))
    together = ", ".join(f"{tested[count]['ece']:.2f}" for count in ("0", "5", "20"))
    return "\n".join(
        [
            "## Adapting to a speaker with a few clips",
            "",
            "`Voice.enrol` learns from a few clips of a person the model's bias on that voice, and `forVoice` subtracts it. UAR by the number of clips",
            f"known of each speaker, on the speaker's other clips, mean of {voices.DRAWS} random draws{_spread(tested)}.",
            f"\"Given\": the emotions of the known clips are given, too. Five {voices.ONE_MOOD} clips are a choice to avoid: that mood is taken for the voice, by half",
            "if it is given, which helps in most cases.",
            "",
            "| test | " + " | ".join(columns) + " |",
            "|---|" + "---|" * len(columns),
            *rows,
            "| mean of those left out | " + " | ".join(_mean_of_new(left_out, kind) for kind in columns) + " |",
            "",
            "Except in the last two columns, the known clips are drawn regardless of their emotion, and corpora hold about as many of each; everyday speech does",
            f"not. A speaker with no more clips, or {voices.ONE_MOOD} clips, than a column's number is left out of it. Expected calibration error with 0, 5 and 20 known clips: " + f"{apart} in",
            "the mean over left-out corpora, at this file's temperature, which validation speakers of these same corpora helped to fit; " + f"{together} in",
            "the mean over the corpora of the test speakers (the temperature was fitted without known clips). How strongly known clips count was chosen on",
            "left-out corpora and validation speakers.",
            "",
            *_known_anew(figures),
        ]
    )


def _spread(found: dict[str, dict]) -> str:
    deviation = found["5"]["deviation"]
    return f" (that of a single draw of five has a standard deviation of {deviation:.3f} on the test speakers, in the mean of the corpora)"


def _known_anew(figures: dict) -> list[str]:
    """The table of left-out corpora with given emotions, if the runs with the bundled weights could not be asked for it."""
    if not (runs := figures.get("left_out_known_voices_anew")):
        return []
    kinds = ("0", "5", "5, given", "5 neutral", "5 neutral, given")
    rows = [f"| {NAMES[corpus]}, left out | {_row(found, corpus, kinds)} |" for found in runs for corpus in _corpora(found)]
    return [
        "Left-out corpora with emotions given, by the networks trained anew with this version's front end, which are not bundled. How much a given emotion counts",
        "was chosen on these figures, so the columns with given emotions are slightly optimistic:",
        "",
        "| test | " + " | ".join(kinds) + " |",
        "|---|" + "---|" * len(kinds),
        *rows,
        "| mean | " + " | ".join(_mean_of_new(runs, kind) for kind in kinds) + " |",
        "",
    ]


def _corpora(found: dict[str, dict]) -> list[str]:
    return [corpus for corpus in TESTED if corpus in found["0"]]


def _row(found: dict[str, dict], corpus: str, kinds: Sequence[str]) -> str:
    """The cells of a corpus for these kinds of known clips."""
    uars = [found.get(kind, {}).get(corpus) for kind in kinds]
    return " | ".join("-" if uar is None else f"{uar:.2f}" for uar in uars)


def _mean_of_new(left_out: list[dict[str, dict]], kind: str) -> str:
    """The cell with the mean of all left-out corpora, if each was asked for it and has speakers with enough clips."""
    uars = [found.get(kind, {}).get(corpus) for found in left_out for corpus in _corpora(found)]
    return "-" if None in uars else f"{np.mean(uars):.2f}"


def _groups(figures: dict) -> str:
    rows = [_group(name, found, "") for name, found in figures["groups"].items()]
    for tests in figures["left_out"].values():
        rows += [_group(name, found, ", left out") for test in tests.values() for name, found in test["groups"].items()]
    return "\n".join(
        [
            "## By language and gender",
            "",
            "The test speakers and the left-out corpora again. TurEV-DB and ASED do not state their speakers' gender:",
            "",
            "| group | UAR | interval | accuracy | clips | speakers |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _group(name: str, found: dict, how: str) -> str:
    corpus, gender = name.split()
    title = f"{NAMES[corpus]} ({LANGUAGES[corpus]}), {gender}{how}"
    return f"| {title} | {found['uar']:.2f} | {span(found['interval'])} | {found['accuracy']:.2f} | {found['clips']:,} | {found['speakers']} |"


def _calibration(figures: dict) -> str:
    calibration = figures["calibration"]["test"]
    rows = [
        f"| {row['threshold']:.1f} | {row['coverage']:.2f} | " + (f"{row['accuracy']:.2f} |" if row["accuracy"] else "- |")
        for row in figures["coverage"]
    ]
    return "\n".join(
        [
            "## Calibration",
            "",
            f"The temperature, {figures['temperature']:.3f}, was fitted on the validation speakers by a run that was trained without them. Expected",
            f"calibration error (15 bins) on the test clips: {calibration['ece_unheard_speakers']:.3f} over all clips of unseen speakers, {calibration['ece']:.3f} with",
            f"TESS included (without temperature scaling {calibration['ece_without_temperature']:.3f}). Too much confidence in one corpus can make up for too little in",
            "another; within each of them it is "
            + ", ".join(f"{NAMES[name]} {ece:.2f}" for name, ece in calibration["per_corpus"].items())
            + f", {np.mean(list(calibration['per_corpus'].values())):.2f} in the mean.",
            "",
            "What a threshold buys (`EmotionClassifier.builder().threshold(...)`): the share of test clips of unseen speakers that is",
            "decided at all, and the accuracy on these, clips weighted so that each corpus counts the same:",
            "",
            "| threshold | coverage | accuracy |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def _robustness(figures: dict) -> str:
    clean = figures["robustness"]["clean"]["uar"]
    rows = []
    for name, case in figures["robustness"].items():
        lost = {corpus: clean[corpus] - uar for corpus, uar in case["uar"].items()}
        ends = case["lost"]["mean"]
        cells = [name.replace("the same, and", "1 s of silence before and after,"), f"{lost['mean']:z.3f}", f"{ends['low']:z.3f} to {ends['high']:z.3f}", *(f"{lost[corpus]:z.3f}" for corpus in TESTED)]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(
        [
            "## Robustness",
            "",
            "UAR lost on the test clips, as the mean over the corpora and for each (negative: gained, by chance). Babble is the sum of five random test clips of",
            "any corpus; in reverberation the direct sound is 3 dB above the rest; a gain of +12 dB does not clip. The interval is that of the mean: speakers are",
            "resampled, or clips in corpora with fewer than four speakers, the same ones for clean and degraded audio:",
            "",
            "| degraded by | mean | interval | " + " | ".join(NAMES[corpus] for corpus in TESTED) + " |",
            "|---|---|---|" + "---|" * len(TESTED),
            *rows[1:],
            "",
        ]
    )


def _failures(figures: dict) -> str:
    rows = [
        f"| `{error['path']}` | {error['is']} | {error['heard']} {error['probability']:.2f} |" for error in figures["worst"]
    ]
    known = FAILURES.read_text(encoding="utf-8").strip()
    return "\n".join(["## Known failures", "", known, "", "| clip | label | answer |", "|---|---|---|", *rows, ""])


TAIL = """## Retraining

The code is `ser_training/general` in `ser-onnx/training`, the history `EXPERIMENTS.md` there. Trained on CREMA-D (ODbL) or recordings of your own, the same
code gives weights that are free of these corpora's licences: "On other recordings" in its `README.md` has the commands, the form of manifest,
split and plan, and what the file must be told about itself. No such model has been trained here.
"""
