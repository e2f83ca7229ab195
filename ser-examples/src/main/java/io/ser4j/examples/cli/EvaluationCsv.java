package io.ser4j.examples.cli;

import io.ser4j.examples.evaluation.Evaluation;
import io.ser4j.examples.evaluation.Judgement;
import io.ser4j.examples.evaluation.LabelledClip;
import java.util.List;
import java.util.Locale;

/** Writes one row per clip that was judged, with the hash of its samples. */
final class EvaluationCsv {
    private EvaluationCsv() {}

    static String of(Evaluation evaluation) {
        StringBuilder csv = new StringBuilder();
        line(
                csv,
                List.of(
                        "file",
                        "corpus",
                        "speaker",
                        "text",
                        "label",
                        "truth",
                        "answer",
                        "probability",
                        "silent",
                        "sha256",
                        "heard_before",
                        "fold",
                        "copy_of"));
        for (Evaluation.Answer answer : evaluation.answers()) {
            Judgement judgement = answer.judgement();
            LabelledClip clip = judgement.clip();
            line(
                    csv,
                    List.of(
                            clip.file().toString(),
                            clip.corpus(),
                            clip.speaker(),
                            clip.text(),
                            clip.label(),
                            judgement.truth().label(),
                            judgement.answer().label(),
                            Json.number(judgement.confidence()),
                            String.valueOf(judgement.silent()),
                            judgement.audio().sha256(),
                            answer.familiarity().name().toLowerCase(Locale.ROOT),
                            answer.fold(),
                            answer.copyOf()
                                    .map(first -> first.file().toString())
                                    .orElse("")));
        }
        return csv.toString();
    }

    private static void line(StringBuilder csv, List<String> fields) {
        csv.append(Csv.row(fields)).append('\n');
    }
}
