package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.examples.MadeUpEvaluation;
import io.ser4j.examples.evaluation.Evaluation;
import io.ser4j.examples.evaluation.Familiarity;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text report, compared character by character. */
class EvaluationTextTest {
    private static final String REPORT = """
            made-up 3, protocol: 2 folds & "more"
              Labels read as: <wut> -> angry.
              Only 4 speakers.

            unseen speakers: 15 clips, speakers: 4
              UAR       0.4881  0.2095 to 0.6667 (95 % over 4 speakers), 3 classes
              accuracy  0.5333  0.2500 to 0.8571 (95 % over 4 speakers)
              ECE       0.2327  15 bins
              UAR       0.5357  choosing among the clips' classes only

              class      recall precision     F1   clips
              angry       0.714     0.833  0.769       7  #############################
              happy       0.500     0.333  0.400       4  ####################
              sad         0.250     0.500  0.333       4  ##########
              neutral         -     0.000      -       0

              truth \\ answer
                              angry      happy        sad    neutral
              angry               5          1          0          1
              happy               1          2          1          0
              sad                 0          3          1          0
              neutral             0          0          0          0

              threshold  answered  accuracy of these
                    0.0    93.3 %             57.1 %
                    0.1    93.3 %             57.1 %
                    0.2    93.3 %             57.1 %
                    0.3    93.3 %             57.1 %
                    0.4    93.3 %             57.1 %
                    0.5    86.7 %             61.5 %
                    0.6    73.3 %             63.6 %
                    0.7    53.3 %             75.0 %
                    0.8    33.3 %             80.0 %
                    0.9    13.3 %            100.0 %

            clips it was trained on: 4 clips, speakers: 2
              UAR       0.8333  no interval over fewer than 4 speakers, 3 classes
              accuracy  0.7500  no interval over fewer than 4 speakers
              ECE       0.3250  15 bins
              UAR       0.8333  choosing among the clips' classes only

              class      recall precision     F1   clips
              angry       1.000     0.500  0.667       1  ########################################
              happy       1.000     1.000  1.000       1  ########################################
              sad             -         -      -       0
              neutral     0.500     1.000  0.667       2  ####################

              truth \\ answer
                              angry      happy        sad    neutral
              angry               1          0          0          0
              happy               0          1          0          0
              sad                 0          0          0          0
              neutral             1          0          0          1

              threshold  answered  accuracy of these
                    0.0   100.0 %             75.0 %
                    0.1   100.0 %             75.0 %
                    0.2   100.0 %             75.0 %
                    0.3   100.0 %             75.0 %
                    0.4   100.0 %             75.0 %
                    0.5   100.0 %             75.0 %
                    0.6   100.0 %             75.0 %
                    0.7    75.0 %             66.7 %
                    0.8    50.0 %            100.0 %
                    0.9    25.0 %            100.0 %

              by fold                     UAR  accuracy   clips
              fold 01                   0.415     0.625       8  unseen speakers
              fold 02                   0.445     0.435       7  unseen speakers
              fold 02                   0.835     0.755       4  clips it was trained on

              by accent                   UAR  accuracy   clips
              <b>                       0.275     0.365   1,234  unseen speakers

            Published results, in per cent; compare only where the protocol is the same:
              tess, 3 classes, 2 folds: 48.8 UAR, by made-up 3 (this evaluation)
              tess, 7 classes: <99.1>, by Doe & al. (Journal 7, 2020)

            Clips that failed, and are not scored: 1
            """;

    @Test
    void everyFigureIsInItsPlace() {
        EvaluationText text = new EvaluationText(MadeUpEvaluation.evaluation(), Bars.ASCII);
        assertThat(text).hasToString(REPORT);
        assertThat(text).as("asked again").hasToString(REPORT);
    }

    @Test
    void moreThanThirtyPartsAreLeftToTheOtherReports() {
        assertThat(parts(30)).contains("by speaker ").contains("nobody").doesNotContain("too many");
        assertThat(parts(31))
                .contains("clips  too many for text; see --format json or --html\n")
                .doesNotContain("nobody");
    }

    private static String parts(int count) {
        Evaluation.Group group = new Evaluation.Group("speaker", "nobody", Familiarity.UNKNOWN, 1, 1, 1);
        Evaluation evaluation = new Evaluation(
                "m", "p", List.of(), List.of(), Collections.nCopies(count, group), List.of(), List.of(), List.of());
        return new EvaluationText(evaluation, Bars.ASCII).toString();
    }
}
