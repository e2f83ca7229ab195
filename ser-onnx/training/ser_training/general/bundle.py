"""The model's folder among the resources: file, lists, figures and a model card that is written from the figures alone."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np

from ser_training import LABELS
from ser_training.corpus import CorpusError
from ser_training.general import hashes, judge, report, splits, voices
from ser_training.general.deliver import FIGURES, require_split
from ser_training.general.experiment import kept
from ser_training.general.export import MODEL_ID, VERSION
from ser_training.general.clips import SpokenClip

FAILURES = Path(__file__).with_name("failures.md")
"""What is known of the model's errors: read again after every training."""
FOLDER = Path(__file__).resolve().parents[3] / "src/main/resources/io/ser4j/onnx/models" / MODEL_ID
NAMES = {"ravdess": "RAVDESS", "nemo": "nEMO", "ased": "ASED", "turev": "TurEV-DB", "tess": "TESS"}
LANGUAGES = {"ravdess": "English", "nemo": "Polish", "ased": "Amharic", "turev": "Turkish", "tess": "English"}
UNHEARD = {
    "ravdess": "RAVDESS, 4 unheard English voices",
    "ased": "ASED, 10 unheard Amharic voices",
    "nemo": "nEMO, 1 unheard Polish voice",
    "turev": "TurEV-DB, 1 unheard Turkish voice",
    "tess": "TESS, known English voices, unheard words",
}


def write(clips: list[SpokenClip], file: Path, left_out: dict[str, Path]) -> None:
    """``file`` has its figures beside it, as ``deliver`` and ``robustness`` left them; ``left_out`` names further runs."""
    if others := {clip.corpus for clip in clips} ^ set(NAMES):
        raise CorpusError(f"the bundled model is of {', '.join(sorted(NAMES))}; these are not in both: {', '.join(sorted(others))}")
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
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    # Before anything is replaced: where a figure is missing, this fails.
    written = card(figures, sha256, FAILURES.read_text(encoding="utf-8"))
    (FOLDER / "splits").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, FOLDER / f"{MODEL_ID}.onnx")
    splits.write_lists(clips, lambda part: FOLDER / "splits" / f"{part}.txt")
    (FOLDER / "metrics.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    (FOLDER / "MODEL_CARD.md").write_text(written, encoding="utf-8")


def _of_new_corpora(clips: list[SpokenClip], run: Path) -> dict[str, dict]:
    """What a run says of the corpora that it has not heard."""
    heard, values = kept(clips, run, "out")
    found = judge.figures(heard, values)
    for corpus, figures in found.items():
        chosen = np.array([clip.corpus == corpus for clip in heard])
        figures |= report.of_new_corpus([clip for clip in heard if clip.corpus == corpus], values[chosen])
    return found


def card(figures: dict, sha256: str, failures: str) -> str:
    """What was measured comes out of the figures; what is known of errors is given as text, and so is what others have published."""
    parts = [_head(figures, sha256), _training(figures), _unheard(figures), _left_out(figures)]
    return "\n".join([*parts, _known(figures), _groups(figures), _trust(figures), _robustness(figures), _failures(figures, failures), TAIL])


def _head(figures: dict, sha256: str) -> str:
    shape, members = figures["plan"]["shape"], len(figures["seeds"])
    return f"""# Model card: {MODEL_ID}, version {VERSION}

Names one of seven emotions ({", ".join(LABELS)}) for a clip of acted speech of 0.3 s or more. A frozen encoder,
which others have trained on speech in many languages, hears the clip; a linear reading and {_counted(members)} with an LSTM, trained here, name the emotion.
Trained on five corpora in four languages; far better than chance on new voices of these corpora, and only somewhat better than
chance on a corpus that it has never heard.

| | |
|---|---|
| file | `{MODEL_ID}.onnx`, SHA-256 `{sha256}` |
| input | `features`, float32 [batch, frames, 80, 1]: mel bands in decibels at 16 kHz, freed of their level |
| outputs | `logits`, float32 [batch, 7], in the order above; `embedding`, float32 [batch, {members * shape["embedding"] + figures["plan"]["overall"]["axes"]}], what they are made from |
| parameters | {figures["weights"]:,} made here, in 8 bits, and {figures["encoder_weights"]:,} of the encoder, in 4 bits; widened when the file is loaded |
| licence of the weights | CC-BY-NC-SA-4.0, that of the encoder MIT, see `LICENSE` in this folder (the code that trains and runs them: Apache-2.0) |

## Use

**Meant for** research, teaching and trying things out on acted or clearly emotional speech, best after measuring it on
your own recordings (`ser.jar evaluate`).

**Not meant for** judging real people. The labels say what an actor was asked to portray, not what anybody feels. Do not base
a decision about a person on it. In the European Union, Article 5(1)(f) of the AI Act (Regulation (EU) 2024/1689) forbids AI
systems that infer the emotions of people at work or in education, but for medical or safety reasons. The licence allows no
commercial use.
"""


def _training(figures: dict) -> str:
    plan, members = figures["plan"], len(figures["seeds"])
    shape, recipe = plan["shape"], plan["recipe"]
    heard = "training and validation voices" if plan["with_validation"] else "training voices"
    return f"""## Data, network and protocol

- **Data**: the parts that were at hand of TESS (CC BY-NC-ND 4.0), RAVDESS (CC BY-NC-SA 4.0), nEMO (CC BY-NC-SA 4.0), TurEV-DB
  (CC BY-NC-ND 4.0) and ASED ("freely available"). Calm counts as neutral. No audio is in the repository. The clips of each part
  are listed in `splits/`.
- **Split**: by speaker; in TESS, which has two, by word. What the test voices of RAVDESS, nEMO and ASED say, and nearly all that
  TurEV-DB's says, was heard in training from other voices: these corpora have the same sentences of all speakers. The recipe and
  the temperature were chosen on the validation voices and on corpora left out, with networks that had not heard them; this file was
  then trained on {heard} in the same way.
  Test voices trained nothing, and chose no step and no temperature. They were looked at between models, though, and so their
  figures flatter a little: their calibration error led to another rule of fitting the temperature (third model) and was among the reasons for
  keeping the fifth, their loss in mu-law for keeping the seventh; their losses in noise, MP3 and cuts told what the fourth to eighth had to
  mend; in hum, they had been seen before the bands that tell silence were chosen (ninth). `EXPERIMENTS.md` of the training code tells each case.
- **Front end** (travels in the file's `ser4j.*` metadata): 80 mel bands of 16 kHz audio every 10 ms, in dB, silence trimmed at both
  ends as the bands from 111 Hz on tell it, of more than 20 s those 20 s with the least silence, brought to one mean and one deviation.{_earlier(figures)}
- **Encoder**: stem and first two of six blocks of the encoder of Whisper base, which has heard 680,000 hours of speech in many
  languages. Frozen, and rounded to 4 bits. Whether recordings of these corpora were among what it had heard is not known; it was not
  trained to tell emotions.
- **Two readings**, whose logits are averaged. The first: {_counted(members)} with a bidirectional LSTM({shape["lstm_units"]}) over the encoder's steps, statistics
  and attention over time, {shape["embedding"]} numbers, 7 classes. The second: a logistic regression on mean and logarithmic
  deviation over time of the encoder's outputs. While they were trained every voice had offsets of its own for each
  emotion, which are left out afterwards.
- **Training**: {recipe["steps"]:,} steps of {plan["mixing"]["batch"]} clips for the first reading; corpora drawn in
  fixed shares so that TESS does not dominate, augmented waveforms (noise, babble, rooms, band limits, mu-law, MP3, speed, equaliser, clipping, cuts),
  formants and tilt moved, masks, mixup (both drawn alike for every network, whatever its seed), label smoothing, running mean of the weights; then {recipe["noisy_steps"]:,} steps more, in which two
  copies of each clip in noise, mostly white, are heard as well. The second heard the same shares of
  clean clips alone; it is told from the same numbers how likely a clip is clean, and its logits count as far as it is. As far as it is
  not, those of a linear step count, times {plan["overall"]["worsened_share"]}, which has learnt to say of worsened copies what the second reading says of clean ones.
"""


def _earlier(figures: dict) -> str:
    """What was measured, or learnt, while silence was still told by all bands."""
    return "".join(f"\n  {line}" for line in figures.get("trimmed_by_all_bands", []))


def _counted(members: int) -> str:
    return "one network" if members == 1 else f"{members} networks of different seeds, each"


def _unheard(figures: dict) -> str:
    rows = [_row_of(title, figures["test"][corpus], figures["intervals"][corpus]) for corpus, title in UNHEARD.items()]
    validation = ", ".join(f"{NAMES[name]} {found['uar']:.2f}" for name, found in figures["validated"].items())
    return "\n".join(
        [
            "## Voices it has never heard",
            "",
            "UAR (mean recall) with all seven answers open, its 95 % bootstrap interval (over speakers; * over clips where there are fewer than",
            "four, which says nothing about the next speaker), accuracy, clips, and recall per class (- where the corpus has none). Always the same",
            "answer would have one over the number of classes: 0.14 with seven, 0.17 with six (nEMO), 0.20 with five (ASED), 0.25 with four (TurEV-DB).",
            "From four voices such an interval is too narrow.",
            "",
            *_heading("test"),
            *rows,
            "",
            "With one voice behind a row, or four, the next voice may do far better or worse: on the validation voices the same recipe,",
            f"trained without them, had {validation}.",
            "",
            "For comparison, published for RAVDESS with actors apart, eight classes, which are harder than these seven: LSTMs on MFCCs 0.53 to 0.59,",
            "a ResLSTM of 47,000 weights 0.62, frozen wav2vec2-base 0.54, WavLM-large 0.72, Whisper-large-v3 0.75 (EmoBox); people about 0.60.",
            "",
        ]
    )


def _heading(first: str) -> list[str]:
    return [f"| {first} | UAR | interval | accuracy | clips | {' | '.join(LABELS)} |", "|---|---|---|---|---|" + "---|" * len(LABELS)]


def _row_of(title: str, found: dict, interval: dict) -> str:
    recalls = " | ".join(f"{found['recall'][label]:.2f}" if label in found["recall"] else "-" for label in LABELS)
    return f"| {title} | {found['uar']:.2f} | {_span(interval)} | {found['accuracy']:.2f} | {found['clips']:,} | {recalls} |"


def _span(interval: dict) -> str:
    return f"{interval['low']:.2f} to {interval['high']:.2f}{'' if interval['over'] == 'speakers' else '*'}"


def _left_out(figures: dict) -> str:
    tests = [(corpus, test) for tests in figures["left_out"].values() for corpus, test in tests.items()]
    rows = [_row_of(f"{NAMES[corpus]}, {test['speakers']} {LANGUAGES[corpus]} voices", test, test["interval"]) for corpus, test in tests]
    fewer = [f"| {NAMES[corpus]} | {test['uar']:.2f} | {test['uar_closed_set']:.2f} | {test['uar_four']:.2f} |" for corpus, test in tests]
    means = " | ".join(f"{np.mean([test[kind] for _, test in tests]):.2f}" for kind in ("uar", "uar_closed_set", "uar_four"))
    return "\n".join(
        [
            "## A corpus it has never heard",
            "",
            "The same two readings, with fewer steps (`plans/left-out.json`), five times without one of the corpora and tested on all of it,",
            "with all seven answers open. By these figures, and by those of the validation voices, recipes were chosen (`EXPERIMENTS.md`), so",
            "they flatter a little:",
            "",
            *_heading("left out"),
            *rows,
            "",
            "Expect this on your recordings until you have measured. Fewer answers are easier (`labels(...)` in Java, `--labels`): UAR with all",
            f"seven, with those alone that the corpus has, and of the clips of {', '.join(report.FOUR)} alone with these answers:",
            "",
            "| left out | seven | of its own classes | four |",
            "|---|---|---|---|",
            *fewer,
            f"| mean | {means} |",
            "",
            "For comparison, EmoBox has 0.15 to 0.51 for four classes where a model that heard one corpus is tested on another, but for one",
            "pair with 0.67; these here heard four.",
            "",
        ]
    )


def _known(figures: dict) -> str:
    left_out, tested = list(figures["left_out_known_voices"].values()), figures["known_voices"]
    rows = [f"| {NAMES[corpus]}, left out whole | {_row(found, corpus)} |" for found in left_out for corpus in _corpora(found)]
    rows += [f"| {UNHEARD[corpus]} | {_row(tested, corpus)} |" for corpus in _corpora(tested)]
    counts = [name for name in tested if name.isdigit()]
    apart = ", ".join(f"{np.mean([found[count]['ece'] for found in left_out]):.2f}" for count in ("0", "5", "20"))
    together = ", ".join(f"{tested[count]['ece']:.2f}" for count in ("0", "5", "20"))
    return "\n".join(
        [
            "## A voice of which it knows a few clips",
            "",
            "`Voice.enrol` learns from clips of a person, whose emotions nobody tells, how the model hears that voice whatever it feels, and",
            "`forVoice` takes it off. UAR by the number of clips that it knows of each voice, on the voice's other clips; means over",
            f"{voices.DRAWS} random choices of them. In the last column the five known clips are all neutral ones, which it should not be given:",
            "",
            "| test | " + " | ".join(counts) + f" | 5 {voices.ONE_MOOD} |",
            "|---|" + "---|" * (len(counts) + 1),
            *rows,
            "",
            "The known clips are drawn whatever their emotion, and corpora hold about as many of each; everyday speech does not. A voice that has no more",
            "clips than are to be known is left out of that column. Expected calibration error with 0, 5 and 20 known clips: "
            + f"{apart} in the",
            f"mean of the corpora left out, at this file's temperature, to which validation voices of these corpora belong; {together} on the",
            "test voices, for which it was fitted without known clips. How much a voice is believed was chosen on corpora left out and validation voices.",
            "",
        ]
    )


def _corpora(found: dict[str, dict]) -> list[str]:
    return [corpus for corpus in UNHEARD if corpus in found["0"]]


def _row(found: dict[str, dict], corpus: str) -> str:
    """The cells of a corpus, in the order of :func:`voices.measured`."""
    return " | ".join(f"{found[kind][corpus]:.2f}" if corpus in found[kind] else "-" for kind in found)


def _groups(figures: dict) -> str:
    rows = [_group(name, found, "") for name, found in figures["groups"].items()]
    for tests in figures["left_out"].values():
        rows += [_group(name, found, ", left out whole") for test in tests.values() for name, found in test["groups"].items()]
    return "\n".join(
        [
            "## Per language and gender",
            "",
            "The test voices once more, and the corpora left out; TurEV-DB and ASED do not tell who is a woman and who is a man:",
            "",
            "| group | UAR | interval | accuracy | clips | voices |",
            "|---|---|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _group(name: str, found: dict, how: str) -> str:
    corpus, gender = name.split()
    title = f"{NAMES[corpus]} ({LANGUAGES[corpus]}), {gender}{how}"
    return f"| {title} | {found['uar']:.2f} | {_span(found['interval'])} | {found['accuracy']:.2f} | {found['clips']:,} | {found['speakers']} |"


def _trust(figures: dict) -> str:
    calibration = figures["calibration"]["test"]
    rows = [
        f"| {row['threshold']:.1f} | {row['coverage']:.2f} | " + (f"{row['accuracy']:.2f} |" if row["accuracy"] else "- |")
        for row in figures["coverage"]
    ]
    return "\n".join(
        [
            "## Calibration",
            "",
            f"The temperature {figures['temperature']:.3f} was fitted on the validation voices, by a run that had not heard them. Expected",
            f"calibration error (15 bins) on the test voices: {calibration['ece_unheard_speakers']:.3f} over unheard speakers, {calibration['ece']:.3f} with",
            f"TESS's, {calibration['ece_without_temperature']:.3f} of these without a temperature; per corpus " + ", ".join(f"{NAMES[name]} {ece:.2f}" for name, ece in calibration["per_corpus"].items()) + ".",
            "",
            "What a threshold brings (`EmotionClassifier.builder().threshold(...)`): the share of the test clips of unheard speakers that is",
            "decided at all, and the accuracy among these, clips weighing so much that each corpus has the same weight in all:",
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
        cells = [name, f"{lost['mean']:z.3f}", f"{ends['low']:z.3f} to {ends['high']:z.3f}", *(f"{lost[corpus]:z.3f}" for corpus in UNHEARD)]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(
        [
            "## Robustness",
            "",
            "UAR lost on the test voices, as the mean over the corpora and on each (negative: gained, by chance). The babble is five test clips of",
            "any corpus at once; in reverberation the direct sound is 3 dB above the rest. The interval is that of the mean, where voices are",
            "drawn anew, or clips of corpora with fewer than four voices, the same for clean and worsened clips:",
            "",
            "| worsened by | mean | interval | " + " | ".join(NAMES[corpus] for corpus in UNHEARD) + " |",
            "|---|---|---|" + "---|" * len(UNHEARD),
            *rows[1:],
            "",
        ]
    )


def _failures(figures: dict, failures: str) -> str:
    rows = [
        f"| `{error['path']}` | {error['is']} | {error['heard']} {error['probability']:.2f} |" for error in figures["worst"]
    ]
    return "\n".join(
        ["## Known failures", "", failures.strip(), "", "| clip | is | heard |", "|---|---|---|", *rows, ""]
    )


TAIL = """## Make it again

`ser_training/general` and `EXPERIMENTS.md` in `ser-onnx/training`. Trained on CREMA-D (ODbL) or recordings of your own, the same
code gives weights without the licence of these: "On other recordings" in the `README.md` there has the commands, the form of manifest,
split and plan, and what the file must be told of itself. No such model has been trained here.
"""
