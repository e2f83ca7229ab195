package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.examples.MadeUpEvaluation;
import org.junit.jupiter.api.Test;

/** Every field of the row of each answer; hashes are shortened by their leading zeros. */
class EvaluationCsvTest {
    private static final String ROWS = """
            file,corpus,speaker,text,label,truth,answer,probability,silent,sha256,heard_before,fold,copy_of,model
            a1.wav,tess,ann,"says ""a1"", too",wut,angry,angry,0.82,false,..a1,unseen_speaker,fold 01,,made-up 3
            a2.wav,tess,ann,"says ""a2"", too",wut,angry,angry,0.71,false,..a2,unseen_speaker,fold 01,,made-up 3
            a3.wav,tess,ann,"says ""a3"", too",wut,angry,angry,0.97,false,..a3,unseen_speaker,fold 01,,made-up 3
            a4.wav,tess,ann,"says ""a4"", too",happyness,happy,happy,0.64,false,..a4,unseen_speaker,fold 01,,made-up 3
            b1.wav,home,ben,"says ""b1"", too",wut,angry,angry,0.56,false,..b1,unseen_speaker,fold 01,,made-up 3
            b2.wav,home,ben,"says ""b2"", too",wut,angry,neutral,0.63,false,..b2,unseen_speaker,fold 01,,made-up 3
            b3.wav,home,ben,"says ""b3"", too",happyness,happy,sad,0.75,false,..b3,unseen_speaker,fold 01,,made-up 3
            b4.wav,home,ben,"says ""b4"", too",sadness,sad,happy,0.88,false,..b4,unseen_speaker,fold 01,,made-up 3
            c1.wav,tess,cem,"says ""c1"", too",wut,angry,happy,0.47,false,..c1,unseen_speaker,fold 02,,made-up 3
            c2.wav,tess,cem,"says ""c2"", too",happyness,happy,angry,0.52,false,..c2,unseen_speaker,fold 02,,made-up 3
            c3.wav,tess,cem,"says ""c3"", too",sadness,sad,happy,0.58,true,..c3,unseen_speaker,fold 02,,made-up 3
            c4.wav,tess,cem,"says ""c4"", too",sadness,sad,sad,0.79,false,..c4,unseen_speaker,fold 02,,made-up 3
            d1.wav,tess,dea,"says ""d1"", too",wut,angry,angry,0.92,false,..d1,unseen_speaker,fold 02,,made-up 3
            d2.wav,tess,dea,"says ""d2"", too",happyness,happy,happy,0.85,false,..d2,unseen_speaker,fold 02,d1.wav,made-up 3
            d3.wav,tess,dea,"says ""d3"", too",sadness,sad,happy,0.68,false,..d3,unseen_speaker,fold 02,,made-up 3
            e1.wav,tess,eva,"says ""e1"", too",happyness,happy,happy,0.93,false,..e1,seen_clip,fold 02,,made-up 3
            e2.wav,tess,eva,"says ""e2"", too",neutralness,neutral,neutral,0.85,false,..e2,seen_clip,fold 02,,made-up 3
            f1.wav,tess,fay,"says ""f1"", too",neutralness,neutral,angry,0.74,false,..f1,seen_clip,fold 02,,made-up 3
            f2.wav,tess,fay,"says ""f2"", too",wut,angry,angry,0.66,false,..f2,seen_clip,fold 02,,made-up 3
            """;

    @Test
    void everyFieldIsInItsColumn() {
        assertThat(EvaluationCsv.of(MadeUpEvaluation.evaluation()).replace("0".repeat(62), ".."))
                .isEqualTo(ROWS);
    }
}
