import numpy as np
import pytest
import soundfile

from ser_training import decode
from ser_training.__main__ import main


@pytest.mark.parametrize(("subtype", "dtype"), [("PCM_16", "int16"), ("PCM_24", "int32")])
def test_flac_keeps_every_bit_and_its_depth(tone, tmp_path, subtype, dtype):
    source = tone("OAF_sad/x.flac", subtype=subtype)
    assert decode.decode_folder(source.parents[1], tmp_path / "wav") == 1
    target = tmp_path / "wav" / "OAF_sad" / "x.wav"
    before, rate = soundfile.read(source, dtype=dtype)
    after, rate_after = soundfile.read(target, dtype=dtype)
    np.testing.assert_array_equal(before, after)
    assert rate_after == rate
    assert soundfile.info(target).subtype == subtype


def test_eight_bits_stay_eight_bits(tone, tmp_path):
    source = tone("x.flac", subtype="PCM_S8")
    decode.decode_file(source, tmp_path / "x.wav")
    assert soundfile.info(tmp_path / "x.wav").subtype == "PCM_U8"
    np.testing.assert_array_equal(
        soundfile.read(source, dtype="int16")[0], soundfile.read(tmp_path / "x.wav", dtype="int16")[0]
    )


def test_opus_becomes_sixteen_bits(tone, tmp_path):
    source = tone("x.opus", rate=16000, format="OGG", subtype="OPUS")
    decode.decode_file(source, tmp_path / "x.wav")
    info = soundfile.info(tmp_path / "x.wav")
    assert info.subtype == "PCM_16"
    samples = soundfile.read(tmp_path / "x.wav")[0]
    assert len(samples) == pytest.approx(1.5 * info.samplerate, rel=0.02)
    assert np.abs(np.fft.rfft(samples)).argmax() * info.samplerate / len(samples) == pytest.approx(220, abs=2)


def test_a_folder_without_anything_to_decode_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no .flac"):
        decode.decode_folder(tmp_path, tmp_path / "wav")


def test_two_files_never_become_one_and_a_damaged_one_is_reported_in_one_line(tone, tmp_path, capsys):
    tone("in/x.flac")
    assert main(["decode", str(tmp_path / "in"), str(tmp_path / "wav")]) == 0
    tone("in/x.ogg", rate=16000, format="OGG", subtype="VORBIS")
    assert main(["decode", str(tmp_path / "in"), str(tmp_path / "other")]) == 1
    assert "each WAV must come from one file" in capsys.readouterr().err and not (tmp_path / "other").exists()
    (tmp_path / "in" / "x.ogg").unlink()
    (tmp_path / "in" / "x.flac").write_text("words")
    assert main(["decode", str(tmp_path / "in"), str(tmp_path / "wav")]) == 1
    assert "x.flac" in capsys.readouterr().err
