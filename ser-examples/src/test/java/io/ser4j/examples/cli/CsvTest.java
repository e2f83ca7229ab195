package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void onlyFieldsThatNeedQuotesHaveThem() {
        assertThat(Csv.row(List.of("a b", "", "it's"))).isEqualTo("a b,,it's");
        assertThat(Csv.row(List.of("a,b", "say \"so\"", "two\nlines", "\r")))
                .isEqualTo("\"a,b\",\"say \"\"so\"\"\",\"two\nlines\",\"\r\"");
    }

    @Test
    void everyFieldReadsBack() {
        Random random = new Random(4180);
        for (int round = 0; round < 1000; round++) {
            List<String> fields = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                StringBuilder field = new StringBuilder();
                for (int j = random.nextInt(6); j > 0; j--) {
                    field.append(",\"\n\ra \u00e4".charAt(random.nextInt(7)));
                }
                fields.add(field.toString());
            }
            assertThat(Csv.fields(Csv.row(fields))).isEqualTo(fields);
        }
    }
}
