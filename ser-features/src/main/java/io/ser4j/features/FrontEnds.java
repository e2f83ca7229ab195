package io.ser4j.features;

import io.ser4j.spi.FrontEnd;
import java.util.Map;
import java.util.Optional;

/**
 * Makes front ends: what turns a clip of any rate into a model's input. Of a clip they hear two hours at most, and refuse more with an
 * {@link io.ser4j.InvalidAudioException}; windows they hear of audio of any length.
 */
public final class FrontEnds {
    private FrontEnds() {}

    /**
     * The MFCCs of a whole clip, resampled where its rate is another one.
     *
     * @param config all that decides the value of a coefficient
     * @return a front end that gives [1, frames, coefficients]
     */
    public static FrontEnd mfcc(MfccConfig config) {
        Mfcc mfcc = Mfcc.of(config);
        return new SpectralFrontEnd(
                mfcc.logMel(), Stretch.WHOLE, new Coefficients(mfcc, Optional.empty(), Normaliser.NONE));
    }

    /**
     * The front end that a model file describes. The keys that both kinds have, all of them required:
     *
     * <ul>
     *   <li>{@code frontend}: {@code mfcc} or {@code logmel}
     *   <li>{@code frontend.fft_size}, {@code .window_samples}, {@code .hop_samples}, {@code .window}, {@code .pad_mode}: see
     *       {@link StftConfig}; enums in lower case
     *   <li>{@code frontend.mel_bands}, {@code .f_min_hz}, {@code .f_max_hz}, {@code .mel_scale}, {@code .mel_norm}: see
     *       {@link MelConfig}
     *   <li>{@code frontend.db_ref}, {@code .db_amin}, {@code .db_top}: see {@link DecibelConfig}
     * </ul>
     *
     * <p>Those of {@code mfcc}, required but for the pair {@code normaliser.*}:
     *
     * <ul>
     *   <li>{@code frontend.offset_seconds}, {@code .duration_seconds}, {@code .minimum_seconds}: the stretch of a clip that is
     *       looked at; the offset shrinks so that at least the minimum stays, or the whole clip where it is shorter
     *   <li>{@code frontend.coefficients}, {@code .dct_norm}, {@code .lifter}: see {@link MfccConfig}
     *   <li>{@code frontend.pooling} and {@code .layout}: {@code none} with {@code frames} gives [1, frames, coefficients]; a
     *       {@link Pooling} in lower case with {@code pooled_as_sequence} gives [1, coefficients, 1]
     *   <li>{@code normaliser.mean}, {@code normaliser.deviation}: one number per coefficient, separated by commas; the features
     *       become (x - mean) / deviation
     * </ul>
     *
     * <p>Those of {@code logmel}, which gives [1, frames, bands, channels], required but for {@code .pitch_*}:
     *
     * <ul>
     *   <li>{@code frontend.trim_db}, {@code .trim_from_band}, {@code .trim_margin_frames}: the frames from the first to the last that is
     *       at most so far below the loudest one are kept, and so many more on both sides; a frame is as loud as its loudest band
     *       from that one on, counted from 0
     *   <li>{@code frontend.minimum_frames}, {@code .maximum_frames}: fewer frames are repeated in a circle, of more the
     *       stretch in which the most are at most that far below the loudest one is taken, and treated as if it were the clip
     *   <li>{@code frontend.layout}: {@code frames_bands_channels}
     *   <li>{@code frontend.channels}: different ones of these, separated by commas, in their order in the tensor:
     *       {@code band_centred} and {@code clip_centred} are the decibels without each band's mean over time and without the
     *       mean of all, each divided by its root mean square, but by {@code .deviation_floor} at least; {@code pitch} is the
     *       {@link PitchSalience} of the frames kept
     *   <li>{@code frontend.pitch_bands}, {@code .pitch_min_hz}, {@code .pitch_max_hz}, {@code .pitch_from_hz},
     *       {@code .pitch_to_hz}, {@code .pitch_floor}: with the channel {@code pitch} and only then, see {@link PitchConfig};
     *       there are as many pitch bands as mel bands
     * </ul>
     *
     * @param sampleRateHz the rate at which the features are computed, in Hz
     * @param properties the keys above; keys that start neither with {@code frontend} nor with {@code normaliser} are left alone
     * @return the front end
     * @throws io.ser4j.ModelException if a key is missing, unknown or unreadable, or a value breaks a rule
     */
    public static FrontEnd fromProperties(int sampleRateHz, Map<String, String> properties) {
        return new FrontEndProperties(properties).frontEnd(sampleRateHz);
    }
}
