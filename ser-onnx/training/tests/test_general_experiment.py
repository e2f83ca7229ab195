import dataclasses
import json
import shutil

import numpy as np
import onnx
import pytest
from scipy.special import softmax

from ser_training import LABELS
from ser_training.corpus import CorpusError
from ser_training.general import batches, cache, deliver, experiment, export, network, overall, robustness, splits, train
from ser_training.general.clips import SpokenClip


def clips() -> list[SpokenClip]:
    return [
        SpokenClip(f"{corpus}/{speaker}-{emotion}-{take}.wav", corpus, f"{corpus}-{speaker}", "", "t", emotion)
        for corpus in ("one", "two")
        for speaker in range(4)
        for emotion in LABELS
        for take in range(2)
    ]


def interrupt(*_):
    raise KeyboardInterrupt


def test_a_run_is_evaluated_delivered_and_checked_by_golden_examples(tmp_path, monkeypatch, encoder_weights):
    split = {
        corpus: {"by": "speaker", "test": [f"{corpus}-0"], "validation": [f"{corpus}-1"]} for corpus in ("one", "two")
    }
    monkeypatch.setattr(splits, "FILE", tmp_path / "split.json")
    splits.FILE.write_text(json.dumps(split))
    rng = np.random.default_rng(0)
    audio = cache.Ragged.of([rng.integers(-9000, 9000, 12_000).astype(np.int16) for _ in clips()])
    spectra = [cache.spectra(audio, clips(), copy, tmp_path) for copy in (0, 1)]
    encoder_model = export.encoder_of(encoder_weights)
    copies = [cache.encoded(each, encoder_model, copy, tmp_path) for copy, each in enumerate(spectra)]
    material = experiment.Material(clips(), spectra[0], copies, encoder_weights)
    plan = experiment.Plan(
        recipe=train.Recipe(steps=3, noisy_steps=2, warm_up=1),
        mixing=batches.Mixing(corpora={"one": 0.5, "two": 0.5}, batch=4),
        shape=network.Shape(projection=4, lstm_units=3, attention=2, embedding=5),
        overall=overall.Recipe(axes=6),
    )
    with monkeypatch.context() as broken:
        broken.setattr(experiment, "fit_overall", interrupt)
        with pytest.raises(KeyboardInterrupt):
            experiment.run(plan, material, tmp_path / "run", log=lambda _: None)
    with pytest.raises(CorpusError, match="run holds an interrupted run of another plan"):
        experiment.run(dataclasses.replace(plan, seed=1), material, tmp_path / "run", log=lambda _: None)
    logged = []
    figures = experiment.run(plan, material, tmp_path / "run", log=logged.append)
    assert logged == ["resumes after step 3", "resumes after step 2"] and not list((tmp_path / "run").glob("checkpoint*"))
    assert figures["test"]["one"]["speakers"] == 1
    assert "test: one" in experiment.summary(figures)
    both = experiment.ensemble(["run", "run"], material, tmp_path / "both", small=False)
    assert figures[experiment.OWN_VARIATION] and both[experiment.OWN_VARIATION]
    assert both["test"] == figures["test"] and both["weights"] > figures["weights"]
    with pytest.raises(CorpusError, match="both holds a finished run: choose another name"):
        experiment.ensemble(["run"], material, tmp_path / "both", small=False)
    with pytest.raises(CorpusError, match="run holds a finished run"):
        experiment.run(plan, material, tmp_path / "run")
    with pytest.raises(CorpusError, match="nobody holds no finished run"):
        experiment.ensemble(["nobody"], material, tmp_path / "new", small=False)
    with pytest.raises(CorpusError, match="must be among the clips, but One is not"):
        experiment.run(dataclasses.replace(plan, out=("One",)), material, tmp_path / "new")
    with pytest.raises(CorpusError, match="must be more than warm_up, 1, but one was 1"):
        hasty = dataclasses.replace(plan.recipe, noisy_steps=1)
        experiment.run(dataclasses.replace(plan, recipe=hasty), material, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    with pytest.raises(CorpusError, match="of at least two emotions to train on, but split and plan leave none"):
        experiment.run(dataclasses.replace(plan, out=("one", "two")), material, tmp_path / "new")
    shares = dataclasses.replace(plan, mixing=dataclasses.replace(plan.mixing, corpora={"one": 0.9, "two": 0.1}))
    shutil.copytree(tmp_path / "run", tmp_path / "other")
    (tmp_path / "other" / "figures.json").write_text(json.dumps(figures | {"plan": dataclasses.asdict(shares)}))
    with pytest.raises(CorpusError, match="but differ in corpora"):
        experiment.ensemble(["run", "other"], material, tmp_path / "unlike", small=False)
    with pytest.raises(CorpusError, match="must end in .onnx"):
        deliver.write(clips(), tmp_path / "both", tmp_path / "both", "0", tmp_path / "model")
    file = tmp_path / "model.onnx"
    with pytest.raises(CorpusError, match="of the same recipe as the run, but differs in number of runs"):
        deliver.write(clips(), tmp_path / "both", tmp_path / "run", "0", file)
    with pytest.raises(CorpusError, match="of the same recipe as the run, but differs in mixing"):
        deliver.write(clips(), tmp_path / "run", tmp_path / "other", "0", file)
    written = deliver.write(clips(), tmp_path / "both", tmp_path / "both", "0", file)
    assert (tmp_path / "model.test.txt").read_text().splitlines()[0] == "one/0-angry-0.wav"
    deliver.require_split(file)
    tested, logits = experiment.stored_logits(clips(), tmp_path / "both", "test")
    shares = softmax(logits / written["temperature"], axis=1)
    right = np.array([LABELS.index(clip.emotion) for clip in tested]) == shares.argmax(axis=1)
    bins = np.minimum((shares.max(axis=1) * 15).astype(int), 14)
    gaps = [abs((right - shares.max(axis=1))[bins == each].sum()) for each in range(15)]
    assert written["calibration"]["test"]["ece"] == pytest.approx(sum(gaps) / len(right), abs=1e-6)
    assert written["temperature"] == deliver.fitted_temperature(clips(), tmp_path / "run")
    assert written["intervals"].keys() == {"one", "two"}
    properties = {each.key: each.value for each in onnx.load(file).metadata_props}
    average = [float(number) for number in properties["ser4j.mean_logits"].split(",")]
    assert len(average) == len(LABELS) and abs(sum(average)) < 1e-3
    of_emotions = [[float(number) for number in row.split(",")] for row in properties["ser4j.emotion_mean_logits"].split(";") if row]
    np.testing.assert_allclose(np.mean(of_emotions, axis=0), average, atol=1e-3)
    assert written["known_voices"]["5"].keys() == {"one", "two", "ece", "deviation"}
    degraded = robustness.measured(file, clips(), audio, "validation")
    assert degraded.keys() == robustness.CASES.keys()
    assert degraded["clean"]["uar"]["one"] == pytest.approx(figures["validation"]["one"]["uar"])
    assert degraded["clean"]["lost"]["mean"] == {"low": 0, "high": 0}
    for case in degraded.values():
        assert case["lost"].keys() == case["uar"].keys() == {"one", "two", "mean"}
        assert all(lost["low"] <= lost["high"] for lost in case["lost"].values())
    swapped = {corpus: rule | {"test": rule["validation"], "validation": rule["test"]} for corpus, rule in split.items()}
    splits.FILE.write_text(json.dumps(swapped))
    with pytest.raises(CorpusError, match="was made with another split"):
        deliver.require_split(file)
    with pytest.raises(CorpusError, match="the run both is of other clips, or of another split"):
        experiment.stored_logits(clips(), tmp_path / "both", "test")
    deliver.golden(file, clips(), audio, [0, 5], tmp_path / "golden.npz")
    with np.load(tmp_path / "golden.npz") as golden:
        assert golden["logits_1"].shape == (7,) and golden["features_0"].shape[1:] == (80, 1)


def test_a_plan_has_defaults_and_refuses_unknown_settings():
    plan = experiment.plan_of({"out": ["one"], "mixing": {"variation": {"mixup": 0.5}}, "shape": {"dropout": 0.1}, "overall": {"penalty": 0.9}})
    assert plan.overall == overall.Recipe(penalty=0.9)
    assert plan.out == ("one",) and plan.mixing.variation.mixup == 0.5 and plan.shape.dropout == 0.1
    assert plan.recipe == train.Recipe()
    with pytest.raises(ValueError, match="stepps"):
        experiment.plan_of({"recipe": {"stepps": 3}})
    with pytest.raises(CorpusError, match="Plan has no steps, but .*; steps belongs into recipe"):
        experiment.plan_of({"steps": 3})


@pytest.mark.parametrize(
    "values, message",
    [
        ({"recipe": 3}, "Recipe must be an object with its settings, but is 3"),
        ({"recipe": {"steps": "many"}}, 'steps of Recipe must be such as 4500, but is "many"'),
        ({"recipe": {"steps": 1.5}}, "steps of Recipe must be such as 4500, but is 1.5"),
        ({"with_validation": 1}, "with_validation of Plan must be such as false, but is 1"),
        ({"out": "nemo"}, 'out of Plan must be such as .., but is "nemo"'),
        ({"mixing": {"corpora": {"mine": "1"}}}, 'corpora of Mixing must be such as .*, but is {"mine": "1"}'),
        ({"mixing": {"corpora": {"mine": -1}}}, 'corpora of Mixing must be such as .*, but is {"mine": -1}'),
    ],
)
def test_a_plan_with_values_of_a_wrong_type_is_refused(values, message):
    with pytest.raises(CorpusError, match=message):
        experiment.plan_of(values)
    assert experiment.plan_of({"recipe": {"weight_decay": 0}, "mixing": {"corpora": {"mine": 1}}}).mixing.corpora == {"mine": 1}
