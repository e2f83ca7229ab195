package io.ser4j.examples.cli;

import io.ser4j.examples.evaluation.Evaluation;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Writes one row per answer of an evaluation, with the hash of the clip's samples; each row names the model. */
final class EvaluationCsv {
    private static final List<Column> COLUMNS = List.of(
            new Column("file", answer -> answer.judgement().clip().file().toString()),
            new Column("corpus", answer -> answer.judgement().clip().corpus()),
            new Column("speaker", answer -> answer.judgement().clip().speaker()),
            new Column("text", answer -> answer.judgement().clip().text()),
            new Column("label", answer -> answer.judgement().clip().label()),
            new Column("truth", answer -> answer.judgement().truth().label()),
            new Column("answer", answer -> answer.judgement().answer().label()),
            new Column("probability", answer -> Json.number(answer.judgement().confidence())),
            new Column("silent", answer -> String.valueOf(answer.judgement().silent())),
            new Column("sha256", answer -> answer.judgement().audio().sha256()),
            new Column("heard_before", answer -> answer.familiarity().name().toLowerCase(Locale.ROOT)),
            new Column("fold", Evaluation.Answer::fold),
            new Column(
                    "copy_of",
                    answer -> answer.copyOf()
                            .map(first -> first.file().toString())
                            .orElse("")),
            new Column("model", (evaluation, answer) -> evaluation.model()));

    private record Column(String name, BiFunction<Evaluation, Evaluation.Answer, String> value) {
        Column(String name, Function<Evaluation.Answer, String> value) {
            this(name, (evaluation, answer) -> value.apply(answer));
        }
    }

    private EvaluationCsv() {}

    static String of(Evaluation evaluation) {
        StringBuilder csv = new StringBuilder();
        line(csv, Column::name);
        for (Evaluation.Answer answer : evaluation.answers()) {
            line(csv, column -> column.value().apply(evaluation, answer));
        }
        return csv.toString();
    }

    private static void line(StringBuilder csv, Function<Column, String> field) {
        csv.append(Csv.row(COLUMNS.stream().map(field).toList())).append('\n');
    }
}
