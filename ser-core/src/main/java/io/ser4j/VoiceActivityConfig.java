package io.ser4j;

/**
 * The parameters of a {@link VoiceActivityDetector}. Levels and flatness are those of the speech band, 150 to 3,600 Hz.
 *
 * @param onDecibels how far above the noise floor a voice begins, in dB, in [0, 60]
 * @param offDecibels how far above the noise floor it continues, in dB, in [0, onDecibels]
 * @param onFlatnessDecibels the highest spectral flatness at which a voice begins, in dB, in [-60, 0]
 * @param offFlatnessDecibels the highest spectral flatness at which it continues, in dB, in [onFlatnessDecibels, 0]
 * @param leastLevelDbfs the level below which nothing is a voice, in dBFS, in [-100, 0]
 * @param assumedFloorDbfs the highest noise floor assumed at the start of the audio, in dBFS, in [-100, 0]; the bound
 *     rises by 40 dB per second
 * @param floorSeconds how far back the noise floor is tracked, in seconds, in [0.1, 60]
 * @param lookAheadSeconds how far ahead the noise floor is tracked, in seconds, in [0, 2]
 * @param hangOverSeconds how long a voice continues after its last certain frame, in seconds, in [0, 2]; up to three times as
 *     long while its level is at least 12 dB above the noise floor
 * @param leadSeconds how long before its first certain frame a voice begins, in seconds, in [0, 2]
 */
public record VoiceActivityConfig(
        double onDecibels,
        double offDecibels,
        double onFlatnessDecibels,
        double offFlatnessDecibels,
        double leastLevelDbfs,
        double assumedFloorDbfs,
        double floorSeconds,
        double lookAheadSeconds,
        double hangOverSeconds,
        double leadSeconds) {
    private static final VoiceActivityConfig DEFAULTS =
            new VoiceActivityConfig(7, 4, -6.5, -4, -65, -50, 1.5, 0.1, 0.15, 0.05);

    /**
     * Checks the parameters.
     *
     * @param onDecibels as above
     * @param offDecibels as above
     * @param onFlatnessDecibels as above
     * @param offFlatnessDecibels as above
     * @param leastLevelDbfs as above
     * @param assumedFloorDbfs as above
     * @param floorSeconds as above
     * @param lookAheadSeconds as above
     * @param hangOverSeconds as above
     * @param leadSeconds as above
     * @throws IllegalArgumentException if a parameter is outside its range
     */
    public VoiceActivityConfig {
        require("onDecibels", onDecibels, 0, 60);
        require("offDecibels", offDecibels, 0, onDecibels);
        require("onFlatnessDecibels", onFlatnessDecibels, -60, 0);
        require("offFlatnessDecibels", offFlatnessDecibels, onFlatnessDecibels, 0);
        require("leastLevelDbfs", leastLevelDbfs, -100, 0);
        require("assumedFloorDbfs", assumedFloorDbfs, -100, 0);
        require("floorSeconds", floorSeconds, 0.1, 60);
        require("lookAheadSeconds", lookAheadSeconds, 0, 2);
        require("hangOverSeconds", hangOverSeconds, 0, 2);
        require("leadSeconds", leadSeconds, 0, 2);
    }

    /**
     * The parameters that apply if none are given; {@code SIGNAL.md} in ser-core describes how they were chosen.
     *
     * @return the default parameters
     */
    public static VoiceActivityConfig defaults() {
        return DEFAULTS;
    }

    /**
     * These parameters with other thresholds above the noise floor.
     *
     * @param on how far above the noise floor a voice begins, in dB, in [0, 60]
     * @param off how far above the noise floor it continues, in dB, in [0, on]
     * @return the changed parameters
     * @throws IllegalArgumentException if a value is outside its range
     */
    public VoiceActivityConfig withDecibels(double on, double off) {
        return new VoiceActivityConfig(
                on,
                off,
                onFlatnessDecibels,
                offFlatnessDecibels,
                leastLevelDbfs,
                assumedFloorDbfs,
                floorSeconds,
                lookAheadSeconds,
                hangOverSeconds,
                leadSeconds);
    }

    /**
     * These parameters with other thresholds of spectral flatness.
     *
     * @param on the highest flatness at which a voice begins, in dB, in [-60, 0]
     * @param off the highest flatness at which it continues, in dB, in [on, 0]
     * @return the changed parameters
     * @throws IllegalArgumentException if a value is outside its range
     */
    public VoiceActivityConfig withFlatness(double on, double off) {
        return new VoiceActivityConfig(
                onDecibels,
                offDecibels,
                on,
                off,
                leastLevelDbfs,
                assumedFloorDbfs,
                floorSeconds,
                lookAheadSeconds,
                hangOverSeconds,
                leadSeconds);
    }

    /**
     * These parameters with another least level.
     *
     * @param dbfs the level below which nothing is a voice, in dBFS, in [-100, 0]
     * @return the changed parameters
     * @throws IllegalArgumentException if a value is outside its range
     */
    public VoiceActivityConfig withLeastLevel(double dbfs) {
        return new VoiceActivityConfig(
                onDecibels,
                offDecibels,
                onFlatnessDecibels,
                offFlatnessDecibels,
                dbfs,
                assumedFloorDbfs,
                floorSeconds,
                lookAheadSeconds,
                hangOverSeconds,
                leadSeconds);
    }

    private static void require(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " must lie in [" + least + ", " + most + "], but was " + value);
        }
    }
}
