import numpy as np
import pytest
import soundfile

from ser_training import network, train, unseen
from ser_training.corpus import CorpusError
from ser_training.export import metadata, write


@pytest.fixture
def corpora(tmp_path):
    rows = ["path,corpus,speaker,gender,language,emotion,label,text"]
    generator = np.random.default_rng(1)
    for corpus, emotion, count in (("tess", "angry", 1), ("other", "Calm", 3), ("other", "angry", 2)):
        for index in range(count):
            path = f"{corpus}-{emotion.lower()}-{index}.wav"
            soundfile.write(tmp_path / path, generator.normal(0, 0.1, 16_000), 16_000)
            rows.append(f"{path},{corpus},{corpus}-{index},female,en,{emotion},{emotion},word")
    (tmp_path / "manifest.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return tmp_path


def test_takes_every_other_corpus_and_counts_calm_as_neutral(corpora):
    found = unseen.clips_of(corpora)
    assert list(found) == ["other"]
    assert [clip.emotion for clip in found["other"]] == ["angry"] * 2 + ["neutral"] * 3


def test_refuses_an_unmapped_label(corpora):
    manifest = corpora / "manifest.csv"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(",Calm,", ",bored,"), encoding="utf-8")
    with pytest.raises(CorpusError, match="bored"):
        unseen.clips_of(corpora)


def test_evaluates_the_exported_file(corpora, tmp_path):
    model = network.build(lstm_units=40, dense_units=(4,))
    # A network that always answers neutral.
    kernel, bias = model.layers[-1].get_weights()
    bias[4] = 100
    model.layers[-1].set_weights([kernel * 0, bias])
    figures = {
        "seed": 1,
        "training_data": "none",
        "training_data_sha256": "0",
        "split_sha256": "0",
        "test": {"accuracy": 0.5, "uar": 0.5},
    }
    file = tmp_path / "model.onnx"
    write(model, metadata(train.Normaliser(np.zeros(40, np.float32), np.ones(40, np.float32)), figures), file)
    scored = unseen.figures_by_corpus(corpora, file, tmp_path / "cache")
    assert scored["other"]["clips"] == 5
    assert scored["other"]["speakers"] == 3
    assert scored["other"]["accuracy"] == pytest.approx(3 / 5)
    assert scored["other"]["uar"] == pytest.approx(1 / 2)
    # One draw in 27 has only the speaker without an angry clip; drawn within classes, each would have both.
    assert scored["other"]["uar_interval"] == [0.5, 1] and scored["other"]["uar_interval_over"] == "speakers"
