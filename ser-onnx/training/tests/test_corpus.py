import hashlib

import pytest

from ser_training import corpus
from ser_training.corpus import Clip, CorpusError


def touch(root, *paths):
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(path.encode())


def test_reads_the_published_layout_in_its_mixed_spellings(tmp_path):
    touch(
        tmp_path,
        "OAF_angry/OAF_back_angry.wav",
        "OAF_Pleasant_surprise/OAF_back_ps.wav",
        "YAF_pleasant_surprised/YAF_back_ps.wav",
        "OAF_Fear/OAF_back_fear.wav",
        "OAF_neutral/OA_bite_neutral.flac",
        "OAF_angry/readme.txt",
        "elsewhere/OAF_back_angry.wav",
    )
    assert corpus.load(tmp_path) == [
        Clip("OAF_Fear/OAF_back_fear.wav", "tess-OAF", "fear"),
        Clip("OAF_Pleasant_surprise/OAF_back_ps.wav", "tess-OAF", "surprise"),
        Clip("OAF_angry/OAF_back_angry.wav", "tess-OAF", "angry"),
        Clip("OAF_neutral/OA_bite_neutral.flac", "tess-OAF", "neutral"),
        Clip("YAF_pleasant_surprised/YAF_back_ps.wav", "tess-YAF", "surprise"),
    ]


def test_counts_a_copy_one_folder_deeper_once(tmp_path):
    touch(tmp_path, "TESS/OAF_angry/OAF_back_angry.wav", "TESS/TESS/OAF_angry/OAF_back_angry.wav")
    assert [clip.path for clip in corpus.load(tmp_path)] == ["TESS/OAF_angry/OAF_back_angry.wav"]


def test_reads_one_corpus_of_a_manifest(tmp_path):
    (tmp_path / "manifest.csv").write_text(
        "path,corpus,speaker,gender,language,emotion,label,text\n"
        "tess/YAF_sad/YAF_bar_sad.flac,tess,tess-YAF,female,en,sad,sad,bar\n"
        "nemo/x.opus,nemo,nemo-1,female,pl,sad,sadness,1\n"
        "tess/OAF_pleasant_surprise/OAF_bar_ps.flac,tess,tess-OAF,female,en,surprise,ps,bar\n"
    )
    assert corpus.load(tmp_path) == [
        Clip("tess/OAF_pleasant_surprise/OAF_bar_ps.flac", "tess-OAF", "surprise"),
        Clip("tess/YAF_sad/YAF_bar_sad.flac", "tess-YAF", "sad"),
    ]


def test_a_manifest_from_a_spreadsheet_is_read_and_one_without_a_column_named(tmp_path):
    (tmp_path / "manifest.csv").write_text("\ufeffpath,corpus,speaker,emotion\nä.wav,tess,tess-OAF,Sad\n", encoding="utf-8")
    assert corpus.load(tmp_path) == [Clip("ä.wav", "tess-OAF", "sad")]
    with (tmp_path / "manifest.csv").open("a", encoding="utf-8") as lines:
        lines.write("b.wav,other,,sad\n")
    assert len(corpus.load(tmp_path)) == 1
    with pytest.raises(CorpusError, match="b.wav: speaker must not be empty"):
        corpus.rows(tmp_path)
    (tmp_path / "manifest.csv").write_text("path,speaker,emotion\n")
    with pytest.raises(CorpusError, match="must have the columns path, corpus, speaker, emotion, but lacks corpus"):
        corpus.load(tmp_path)
    (tmp_path / "manifest.csv").write_text('path,corpus,speaker,emotion\n"' + 200_000 * "x")
    with pytest.raises(CorpusError, match="manifest.csv cannot be read as CSV: field larger"):
        corpus.load(tmp_path)


def test_refuses_a_file_that_contradicts_its_folder(tmp_path):
    touch(tmp_path, "OAF_angry/OAF_back_sad.wav")
    with pytest.raises(CorpusError, match="folder says angry, the file name sad"):
        corpus.load(tmp_path)


def test_refuses_an_unknown_label_an_empty_and_an_absent_folder(tmp_path):
    with pytest.raises(CorpusError, match="unknown emotion label 'bored'"):
        corpus.emotion_of("bored")
    with pytest.raises(CorpusError, match="no clip of 'tess'"):
        corpus.load(tmp_path)
    with pytest.raises(CorpusError, match="does not exist"):
        corpus.load(tmp_path / "absent")


def test_a_clip_keeps_its_key_when_decoded_and_moved():
    assert corpus.key_of("tess/OAF_angry/OAF_back_angry.flac") == corpus.key_of(r"C:\wav\OAF_back_angry.WAV")


def test_data_hash_is_over_sorted_lines_of_path_and_file_hash(tmp_path):
    touch(tmp_path, "OAF_angry/OAF_b_angry.wav", "OAF_angry/OAF_a_angry.wav")
    clips = corpus.load(tmp_path)
    lines = "".join(f"{c.path} {hashlib.sha256(c.path.encode()).hexdigest()}\n" for c in clips)
    expected = hashlib.sha256(lines.encode()).hexdigest()
    hashes = corpus.file_hashes(tmp_path, clips)
    assert corpus.data_hash(clips, hashes) == expected
    assert corpus.data_hash(clips[::-1], hashes[::-1]) == expected


def test_the_shared_corpus_is_whole(corpora):
    clips = corpus.load(corpora)
    assert len(clips) == 2238
    assert {clip.speaker for clip in clips} == {"tess-OAF", "tess-YAF"}
    # The path of a TESS clip says the same as the manifest does.
    assert all(corpus.tess_clip(clip.path) == clip for clip in clips)
