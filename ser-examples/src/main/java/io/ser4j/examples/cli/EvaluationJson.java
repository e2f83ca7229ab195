package io.ser4j.examples.cli;

import io.ser4j.examples.evaluation.Calibration;
import io.ser4j.examples.evaluation.ConfusionMatrix;
import io.ser4j.examples.evaluation.Coverage;
import io.ser4j.examples.evaluation.Evaluation;
import io.ser4j.examples.evaluation.Figures;
import io.ser4j.examples.evaluation.Interval;
import io.ser4j.examples.evaluation.Judgement;
import io.ser4j.examples.evaluation.LabelledClip;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes an evaluation as one JSON object. */
final class EvaluationJson {
    private EvaluationJson() {}

    static String of(Evaluation evaluation) {
        return object(
                member("model", Json.string(evaluation.model())),
                member("protocol", Json.string(evaluation.protocol())),
                member("notes", array(evaluation.notes(), Json::string)),
                member("sections", array(evaluation.sections(), EvaluationJson::section)),
                member("groups", array(evaluation.groups(), EvaluationJson::group)),
                member(
                        "references",
                        array(
                                evaluation.references(),
                                reference -> object(
                                        member("corpus", Json.string(reference.corpus())),
                                        member("protocol", Json.string(reference.protocol())),
                                        member("who", Json.string(reference.who())),
                                        member("result", Json.string(reference.result())),
                                        member("source", Json.string(reference.source()))))),
                member(
                        "failures",
                        array(
                                evaluation.failures(),
                                failure -> object(
                                        member(
                                                "file",
                                                Json.string(
                                                        failure.clip().file().toString())),
                                        member("error", Json.string(failure.reason()))))),
                member("answers", array(evaluation.answers(), EvaluationJson::answer)));
    }

    private static String answer(Evaluation.Answer answer) {
        Judgement judgement = answer.judgement();
        LabelledClip clip = judgement.clip();
        return object(
                member("file", Json.string(clip.file().toString())),
                member("corpus", Json.string(clip.corpus())),
                member("speaker", Json.string(clip.speaker())),
                member("text", Json.string(clip.text())),
                member("label", Json.string(clip.label())),
                member("truth", Json.string(judgement.truth().label())),
                member("answer", Json.string(judgement.answer().label())),
                member(
                        "probabilities",
                        object(judgement.scores().stream()
                                .map(score -> member(score.emotion().label(), Json.exact(score.probability())))
                                .toArray(String[]::new))),
                member("silent", String.valueOf(judgement.silent())),
                member("sha256", Json.string(judgement.audio().sha256())),
                member("heard_before", Json.string(answer.familiarity().name().toLowerCase(Locale.ROOT))),
                member("fold", Json.string(answer.fold())),
                member(
                        "copy_of",
                        answer.copyOf()
                                .map(first -> Json.string(first.file().toString()))
                                .orElse("null")));
    }

    private static String section(Evaluation.Section section) {
        Figures figures = section.figures();
        ConfusionMatrix confusion = figures.confusion();
        return object(
                member("heard_before", Json.string(section.familiarity().name().toLowerCase(Locale.ROOT))),
                member("uar", Json.exact(confusion.uar())),
                member("uar_interval", interval(figures.uarInterval())),
                member("accuracy", Json.exact(confusion.accuracy())),
                member("accuracy_interval", interval(figures.accuracyInterval())),
                member("uar_among_the_clips_classes", Json.exact(figures.restrictedUar())),
                member(
                        "expected_calibration_error",
                        Json.exact(figures.calibration().error())),
                member("clips", String.valueOf(confusion.total())),
                member("speakers", figures.speakers() == 0 ? "null" : String.valueOf(figures.speakers())),
                member("classes", indices(confusion, i -> classFigures(confusion, i))),
                member(
                        "confusion",
                        indices(confusion, i -> indices(confusion, j -> String.valueOf(confusion.count(i, j))))),
                member("calibration", array(figures.calibration().bins(), EvaluationJson::bin)),
                member("coverage", array(figures.coverage().table(), EvaluationJson::point)));
    }

    private static String classFigures(ConfusionMatrix confusion, int index) {
        return object(
                member("emotion", Json.string(confusion.classes().get(index).label())),
                member("recall", confusion.support(index) == 0 ? "null" : Json.exact(confusion.recall(index))),
                member("precision", confusion.answered(index) == 0 ? "null" : Json.exact(confusion.precision(index))),
                member("f1", confusion.support(index) == 0 ? "null" : Json.exact(confusion.f1(index))),
                member("clips", String.valueOf(confusion.support(index))));
    }

    private static String bin(Calibration.Bin bin) {
        return object(
                member("low", Json.exact(bin.low())),
                member("high", Json.exact(bin.high())),
                member("answers", String.valueOf(bin.count())),
                member("confidence", bin.count() == 0 ? "null" : Json.exact(bin.confidence())),
                member("accuracy", bin.count() == 0 ? "null" : Json.exact(bin.accuracy())));
    }

    private static String point(Coverage.Point point) {
        return object(
                member("threshold", Json.exact(point.threshold())),
                member("coverage", Json.exact(point.coverage())),
                member("accuracy", point.coverage() == 0 ? "null" : Json.exact(point.accuracy())));
    }

    private static String group(Evaluation.Group group) {
        return object(
                member("property", Json.string(group.property())),
                member("name", Json.string(group.name())),
                member("heard_before", Json.string(group.familiarity().name().toLowerCase(Locale.ROOT))),
                member("uar", Json.exact(group.uar())),
                member("accuracy", Json.exact(group.accuracy())),
                member("clips", String.valueOf(group.clips())));
    }

    private static String interval(Optional<Interval> interval) {
        return interval.map(i -> "[" + Json.exact(i.low()) + "," + Json.exact(i.high()) + "]")
                .orElse("null");
    }

    private static String indices(ConfusionMatrix confusion, IntFunction<String> element) {
        return array(IntStream.range(0, confusion.classes().size()).boxed().toList(), element::apply);
    }

    private static <T> String array(List<T> things, Function<T, String> element) {
        return things.stream().map(element).collect(Collectors.joining(",", "[", "]"));
    }

    private static String object(String... members) {
        return "{" + String.join(",", members) + "}";
    }

    private static String member(String name, String value) {
        return Json.string(name) + ":" + value;
    }
}
