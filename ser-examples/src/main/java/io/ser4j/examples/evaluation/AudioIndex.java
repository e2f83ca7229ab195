package io.ser4j.examples.evaluation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Recognises recordings: the same samples by their hash, copies in other encodings by comparing all fingerprints. Not thread-safe
 * while it is being filled.
 *
 * @param <T> the type of what is stored for each recording
 */
final class AudioIndex<T> {
    /**
     * A recording that was recognised.
     *
     * @param <T> the type of what is stored for each recording
     * @param owner what is stored for it
     * @param exact whether its samples are the same
     */
    record Twin<T>(T owner, boolean exact) {
        /** The sign between the two names in a report. */
        String sign() {
            return exact ? " = " : " ~ ";
        }
    }

    private final Map<String, T> byHash = new HashMap<>();
    private final List<AudioFingerprint> fingerprints = new ArrayList<>();
    private final List<T> owners = new ArrayList<>();

    /** Adds a recording; of those with the same samples the first counts. */
    void add(AudioIdentity audio, T owner) {
        byHash.putIfAbsent(AudioHash.mark(audio.sha256()), owner);
        audio.fingerprint().ifPresent(print -> add(print, owner));
    }

    /** Adds a recording by its mark in a file. */
    void add(String mark, T owner) {
        byHash.putIfAbsent(AudioHash.mark(mark), owner);
        AudioIdentity.printOf(mark).ifPresent(print -> add(print, owner));
    }

    private void add(AudioFingerprint fingerprint, T owner) {
        fingerprints.add(fingerprint);
        owners.add(owner);
    }

    /** Adds everything in another index. */
    void addAll(AudioIndex<T> other) {
        other.byHash.forEach(byHash::putIfAbsent);
        fingerprints.addAll(other.fingerprints);
        owners.addAll(other.owners);
    }

    /** The recording with the same samples, or else the nearest copy. */
    Optional<Twin<T>> twin(AudioIdentity audio) {
        T same = byHash.get(AudioHash.mark(audio.sha256()));
        return same == null
                ? audio.fingerprint().flatMap(this::copy).map(copy -> new Twin<>(copy, false))
                : Optional.of(new Twin<>(same, true));
    }

    private Optional<T> copy(AudioFingerprint fingerprint) {
        T nearest = null;
        int least = AudioFingerprint.MAX_DIFFERENT + 1;
        for (int i = 0; i < owners.size(); i++) {
            int distance = fingerprint.distance(fingerprints.get(i));
            if (distance < least) {
                least = distance;
                nearest = owners.get(i);
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** How many recordings have a fingerprint. */
    int fingerprints() {
        return fingerprints.size();
    }
}
