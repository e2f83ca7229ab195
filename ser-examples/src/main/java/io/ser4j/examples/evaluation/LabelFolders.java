package io.ser4j.examples.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Loads clips that are sorted into one folder per label, such as {@code voices/angry/1.wav}. Their speakers are not known. */
public final class LabelFolders {
    private LabelFolders() {}

    /**
     * Finds all clips below the subfolders of a folder.
     *
     * @param folder the folder with one subfolder per label, each searched at any depth
     * @return the clips, with a note if audio lies in no label's folder
     * @throws IOException if the folder cannot be traversed
     * @throws EvaluationException if there is no clip
     */
    public static ClipList read(Path folder) throws IOException {
        List<LabelledClip> clips = new ArrayList<>();
        int loose = 0;
        String corpus = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        for (Path file : CorpusLayout.audio(folder)) {
            Path inside = folder.relativize(file);
            if (inside.getNameCount() < 2) {
                loose++;
            } else {
                clips.add(new LabelledClip(file, corpus, "", inside.getName(0).toString(), "", Map.of()));
            }
        }
        if (clips.isEmpty()) {
            throw new EvaluationException("there must be audio in folders named after labels, such as " + folder
                    + "/angry/1.wav, but there is none");
        }
        return new ClipList(
                clips,
                loose == 0
                        ? List.of()
                        : List.of(corpus + ": " + loose + " left out, since they are in no label's folder"));
    }
}
