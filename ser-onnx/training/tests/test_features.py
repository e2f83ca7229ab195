import librosa
import numpy as np
import pytest

from ser_training import features
from ser_training.corpus import Clip


def test_equals_the_two_calls_of_the_notebook(tone):
    file = tone("tone.wav", seconds=4.2)
    samples, rate = librosa.load(file, offset=0.5, duration=3)
    expected = librosa.feature.mfcc(y=samples, sr=rate, n_mfcc=40).mean(axis=1)
    np.testing.assert_allclose(features.mean_mfcc(file), expected, atol=1e-4)


@pytest.mark.parametrize(("seconds", "offset"), [(3.0, 0.5), (1.0, 0.5), (0.75, 0.25), (0.5, 0.0), (0.2, 0.0)])
def test_the_offset_shrinks_for_short_clips(seconds, offset):
    assert features.offset_seconds(seconds) == pytest.approx(offset)


def test_a_clip_shorter_than_the_offset_still_has_features(tone):
    assert np.isfinite(features.mean_mfcc(tone("short.wav", seconds=0.2))).all()


def test_cached_features_do_not_need_the_file(tone, tmp_path):
    files = [tone("a.wav"), tone("bb.wav", hertz=440)]
    clips = [Clip(file.name, "tess-OAF", "sad") for file in files]
    first = features.load(tmp_path, clips, ["h1", "h2"], tmp_path / "cache")
    for file in files:
        file.unlink()
    again = features.load(tmp_path, clips[::-1], ["h2", "h1"], tmp_path / "cache")
    np.testing.assert_array_equal(first, again[::-1])
    assert first.shape == (2, 40)
    assert not np.allclose(first[0], first[1])


def test_a_cache_that_cannot_be_written_keeps_its_previous_features(tone, tmp_path, monkeypatch):
    clips = [Clip(tone(name).name, "tess-OAF", "sad") for name in ("a.wav", "bb.wav")]
    features.load(tmp_path, clips[:1], ["h1"], tmp_path / "cache")

    def full(target, **_):
        (target if hasattr(target, "write") else open(target, "wb")).write(b"PK")
        raise OSError("no space left on device")

    with monkeypatch.context() as disk, pytest.raises(OSError, match="no space"):
        disk.setattr(np, "savez", full)
        features.load(tmp_path, clips, ["h1", "h2"], tmp_path / "cache")
    (tmp_path / "a.wav").unlink()
    assert features.load(tmp_path, clips, ["h1", "h2"], tmp_path / "cache").shape == (2, 40)
