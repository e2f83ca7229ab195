package io.ser4j;

/**
 * The parameters of a {@link VoiceActivityDetector}, which explains what they do. Levels and flatness are those of the speech
 * band, 150 to 3,600 Hz.
 *
 * @param onDecibels how far above the noise floor a voice begins, in dB, in [0, 60]
 * @param offDecibels how far above the noise floor it lasts, in dB, in [0, onDecibels]
 * @param onFlatnessDecibels the highest spectral flatness with which a voice begins, in dB, in [-60, 0]
 * @param offFlatnessDecibels the highest with which it lasts, in dB, in [onFlatnessDecibels, 0]
 * @param leastLevelDbfs the level below which nothing is a voice, in dBFS, in [-100, 0]
 * @param assumedFloorDbfs the noise floor assumed before anything was heard, in dBFS, in [-100, 0]
 * @param floorSeconds how far the noise floor looks back, in seconds, in [0.1, 60]
 * @param lookAheadSeconds how far it looks ahead, in seconds, in [0, 2]
 * @param hangOverSeconds how long a voice goes on after its last sure frame, in seconds, in [0, 2]
 * @param leadSeconds how long before its first sure frame a voice begins, in seconds, in [0, 2]
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
     * The parameters in force where none are given; {@code SIGNAL.md} of ser-core says how they were found.
     *
     * @return the default parameters
     */
    public static VoiceActivityConfig defaults() {
        return DEFAULTS;
    }

    /**
     * These parameters with other thresholds over the noise floor.
     *
     * @param on how far above the noise floor a voice begins, in dB, in [0, 60]
     * @param off how far above it lasts, in dB, in [0, on]
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
     * @param on the highest flatness with which a voice begins, in dB, in [-60, 0]
     * @param off the highest with which it lasts, in dB, in [on, 0]
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
