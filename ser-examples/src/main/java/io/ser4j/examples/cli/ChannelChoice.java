package io.ser4j.examples.cli;

import io.ser4j.AudioClip;
import io.ser4j.AudioReader;
import io.ser4j.SerException;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --channel}, which counts from 1. */
final class ChannelChoice {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private Optional<Integer> number = Optional.empty();

    @Option(
            names = "--channel",
            paramLabel = "N",
            description =
                    "Use only this channel: 1 is the left one of a stereo recording, 2 the right one. A file without it"
                            + " fails; clips of --voice with a single channel are used as they are. Default: the mean of all channels.")
    void choose(int channel) {
        if (channel < 1) {
            throw new ParameterException(command.commandLine(), "--channel must be at least 1, but was " + channel);
        }
        number = Optional.of(channel);
    }

    /** The number of the channel, if one was chosen. */
    Optional<Integer> number() {
        return number;
    }

    /** The title of a picture of a recording, with the channel if one was chosen. */
    String titleOf(String file) {
        return PictureFile.titleOf(file) + number.map(n -> ", channel " + n).orElse("");
    }

    /**
     * The chosen channel of a clip, or the whole clip without a choice.
     *
     * @throws SerException if the clip does not have the channel
     */
    AudioClip of(AudioClip clip) {
        return number.isPresent() ? clip.channel(index(clip.channels())) : clip;
    }

    /** The same for a clip of {@code --voice}, except that a mono clip is used as it is. */
    AudioClip ofVoice(AudioClip clip) {
        return clip.channels() == 1 ? clip : of(clip);
    }

    /**
     * Reads the next samples of the chosen channel, or of the mean of all channels without a choice.
     *
     * @return the number of samples written to the start of the block, or -1 at the end of the audio
     * @throws SerException if the audio does not have the channel
     */
    int read(AudioReader reader, float[] block) throws IOException {
        return number.isPresent()
                ? reader.readChannel(index(reader.channels()), block, 0, block.length)
                : reader.readMono(block, 0, block.length);
    }

    private int index(int channels) {
        int chosen = number.orElseThrow();
        if (chosen > channels) {
            throw new SerException(
                    "must have a channel " + chosen + " for --channel " + chosen + ", but has only " + channels);
        }
        return chosen - 1;
    }
}
