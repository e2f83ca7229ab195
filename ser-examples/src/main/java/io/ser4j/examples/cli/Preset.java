package io.ser4j.examples.cli;

import io.ser4j.features.MfccConfig;
import java.util.Locale;

/** The choices of {@code features --preset}. */
enum Preset {
    LIBROSA {
        @Override
        MfccConfig config() {
            return MfccConfig.librosa();
        }
    },
    KALDI25X10 {
        @Override
        MfccConfig config() {
            return MfccConfig.kaldi25x10();
        }
    };

    abstract MfccConfig config();

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
