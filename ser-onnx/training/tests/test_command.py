import json

import pytest

from ser_training.__main__ import MODEL, main
from ser_training.java_output import compare

LIST = [
    "tess/OAF_angry/OAF_bar_angry.flac",
    "tess/OAF_pleasant_surprise/OAF_bar_ps.flac",
    "tess/YAF_sad/YAF_bar_sad.flac",
    "tess/YAF_sad/YAF_bean_sad.flac",
]


def output(*emotions: str | None) -> list[str]:
    return [
        json.dumps({"file": "/tmp/wav/" + path.removeprefix("tess/").replace(".flac", ".wav"), "emotion": emotion})
        for path, emotion in zip(LIST, emotions, strict=False)
    ]


@pytest.fixture
def model(tmp_path):
    (tmp_path / "splits").mkdir()
    (tmp_path / "splits/test.txt").write_text("".join(path + "\n" for path in LIST))
    (tmp_path / "metrics.json").write_text(json.dumps({"test": {"accuracy": 0.75}}))
    return tmp_path


def evaluate_json(model, lines: list[str], *more: str) -> int:
    (model / "out.jsonl").write_text("\n".join(lines) + "\n")
    return main(["evaluate-json", str(model / "out.jsonl"), "--model", str(model), *more])


def test_counts_listed_clips_and_ignores_others():
    lines = output("angry", "surprise", "sad", "fear") + ['{"file": "YAF_other_sad.wav", "emotion": "happy"}', ""]
    compared = compare(lines, LIST)
    assert compared.metrics["accuracy"] == 0.75
    assert compared.metrics["uar"] == pytest.approx((1 + 1 + 0.5) / 3)
    assert compared.missing == []


def test_no_decision_is_an_error():
    compared = compare(output("angry", "surprise", None, "sad"), LIST)
    assert compared.metrics["errors"] == 1
    assert compared.metrics["accuracy"] == 0.75
    assert compared.metrics["uar"] == pytest.approx((1 + 1 + 0.5) / 3)
    assert compared.missing == []


def test_accepts_the_accuracy_of_the_card_and_prints_it(model, capsys):
    assert evaluate_json(model, output("angry", "surprise", "sad", "fear")) == 0
    assert "accuracy 0.7500 UAR 0.8333" in capsys.readouterr().out


def test_refuses_a_different_accuracy(model, capsys):
    assert evaluate_json(model, output("angry", "surprise", "sad", "sad")) == 1
    assert "differs from the model card" in capsys.readouterr().err
    assert evaluate_json(model, output("angry", "surprise", "sad", "sad"), "--tolerance", "0.3") == 0


def test_refuses_an_output_that_lacks_listed_clips(model, capsys):
    assert evaluate_json(model, output("angry", "surprise", "sad")) == 1
    assert "YAF_bean_sad" in capsys.readouterr().err


def test_a_refusal_is_one_line(model, capsys, tmp_path):
    assert main(["decode", str(tmp_path / "absent"), str(tmp_path / "wav")]) == 1
    assert capsys.readouterr().err.startswith("decode: no .flac")


def test_the_bundled_card_matches_its_figures():
    from ser_training import card

    figures = json.loads((MODEL / "metrics.json").read_text(encoding="utf-8"))
    assert (MODEL / "MODEL_CARD.md").read_text(encoding="utf-8") == card.text(figures)
