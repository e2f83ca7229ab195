package io.ser4j.features;

import io.ser4j.spi.FrontEnd;
import java.util.Map;
import java.util.Optional;

/**
 * Creates front ends, which turn a clip of any sample rate from 1/16 of the model's to 1,000 times of it into the model's input;
 * other rates are refused with an {@link io.ser4j.InvalidAudioException}, as is a clip of which they would use more than two hours
 * at once. Windows may be taken of audio of any length.
 */
public final class FrontEnds {
    private FrontEnds() {}

    /**
     * Creates a front end that computes the MFCCs of a whole clip, resampled if it has another rate.
     *
     * @param config the parameters of the MFCCs, the model's sample rate among them
     * @return a front end whose output is [1, frames, coefficients]
     */
    public static FrontEnd mfcc(MfccConfig config) {
        Mfcc mfcc = Mfcc.of(config);
        return new SpectralFrontEnd(
                mfcc.logMel(),
                Stretch.WHOLE,
                DcRemoval.NONE,
                new Coefficients(mfcc, Optional.empty(), Normaliser.NONE));
    }

    /**
     * Creates the front end that a model file describes. Keys of both kinds, all required except
     * {@code .dc_seconds}:
     *
     * <ul>
     *   <li>{@code frontend}: {@code mfcc} or {@code logmel}
     *   <li>{@code frontend.fft_size}, {@code .window_samples}, {@code .hop_samples}, {@code .window}, {@code .pad_mode}: see
     *       {@link StftConfig}; enum constants in lower case
     *   <li>{@code frontend.dc_seconds}, in [0, 10], default 0: if above 0, the direct component of the signal is removed, before it
     *       is resampled: from the samples of the first {@code dc_seconds}, or of the whole signal if it is shorter, their mean is
     *       subtracted, and from every later sample that mean after it has moved 1/n of the way to the sample, n being the number
     *       of samples in {@code dc_seconds}; of a stream, no window is ready before these have arrived
     *   <li>{@code frontend.mel_bands}, {@code .f_min_hz}, {@code .f_max_hz}, {@code .mel_scale}, {@code .mel_norm}: see
     *       {@link MelConfig}
     *   <li>{@code frontend.db_ref}, {@code .db_amin}, {@code .db_top}: see {@link DecibelConfig}
     * </ul>
     *
     * <p>Keys of {@code mfcc}, all required except the pair {@code normaliser.*}:
     *
     * <ul>
     *   <li>{@code frontend.offset_seconds}, {@code .duration_seconds}, {@code .minimum_seconds}: the part of a clip that is
     *       used; the offset is reduced so that at least the minimum remains, or the whole clip if that is shorter
     *   <li>{@code frontend.coefficients}, {@code .dct_norm}, {@code .lifter}: see {@link MfccConfig}
     *   <li>{@code frontend.pooling} and {@code .layout}: {@code none} with {@code frames} for the output
     *       [1, frames, coefficients]; a {@link Pooling} in lower case with {@code pooled_as_sequence} for [1, coefficients, 1]
     *   <li>{@code normaliser.mean}, {@code normaliser.deviation}: one number per coefficient, separated by commas; the features
     *       become (x - mean) / deviation
     * </ul>
     *
     * <p>Keys of {@code logmel}, whose output is [1, frames, bands, channels], all required except
     * {@code .trim_noise_*} and {@code .pitch_*}:
     *
     * <ul>
     *   <li>{@code frontend.trim_db}, {@code .trim_from_band}, {@code .trim_margin_frames}: the frames from the first to the last
     *       that is at most {@code trim_db} below the loudest one are kept, and {@code trim_margin_frames} more on both sides;
     *       the level of a frame is that of its loudest band from {@code trim_from_band} on, counted from 0
     *   <li>{@code frontend.trim_noise_db}, {@code .trim_noise_frames} and {@code .trim_noise_share}, each 0 by default, and
     *       {@code .trim_noise_margin_frames}, by default {@code trim_margin_frames}: of these frames, those are dropped that are
     *       over {@code trim_noise_margin_frames} before the first or after the last loud one. A loud frame has such a level and
     *       stands out from steady noise: the mean decibels of one of its bands from {@code trim_from_band} on, over the frames
     *       at most {@code trim_noise_frames} away, are at least {@code trim_noise_db} above the least such mean of the band after
     *       the share {@code trim_noise_share} of all, in [0, 1), that are still less. If no frame does both, the level decides
     *   <li>{@code frontend.minimum_frames}, {@code .maximum_frames}: fewer frames are repeated cyclically; of more, the stretch
     *       with the most loud frames is taken, and treated as if it were the clip
     *   <li>{@code frontend.layout}: {@code frames_bands_channels}
     *   <li>{@code frontend.channels}: one or more of the following, each at most once, separated by commas, in their order in
     *       the tensor: {@code band_centred} and {@code clip_centred} are the decibels minus each band's mean over time, and the
     *       decibels minus the mean of all bands, each divided by its root mean square or by {@code frontend.deviation_floor},
     *       whichever is larger; {@code pitch} is the {@link PitchSalience} of the kept frames
     *   <li>{@code frontend.pitch_bands}, {@code .pitch_min_hz}, {@code .pitch_max_hz}, {@code .pitch_from_hz},
     *       {@code .pitch_to_hz}, {@code .pitch_floor}: required with the channel {@code pitch}, not allowed without it; see
     *       {@link PitchConfig}; there must be as many pitch bands as mel bands
     * </ul>
     *
     * @param sampleRateHz the rate at which the features are computed, in Hz
     * @param properties the keys above; keys that start neither with {@code frontend} nor with {@code normaliser} are ignored
     * @return the front end
     * @throws io.ser4j.ModelException if a key is missing or unknown, or its value cannot be parsed or is out of range
     */
    public static FrontEnd fromProperties(int sampleRateHz, Map<String, String> properties) {
        return new FrontEndProperties(properties).frontEnd(sampleRateHz);
    }
}
