package io.ser4j.examples.cli;

import io.ser4j.examples.evaluation.EvaluationException;
import io.ser4j.examples.evaluation.Promise;
import io.ser4j.examples.evaluation.Protocol;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that choose how clips are split. */
final class ProtocolChoice {
    /** The choices of {@code --protocol}. */
    enum Kind {
        ALL,
        LIST,
        SPEAKER_FOLDS,
        LEAVE_ONE_SPEAKER_OUT,
        LEAVE_ONE_CORPUS_OUT,
        RANDOM_SPEAKERS_LEAK;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Set<Kind> WITH_FOLDS = EnumSet.of(Kind.SPEAKER_FOLDS, Kind.RANDOM_SPEAKERS_LEAK);
    private static final int FOLDS = 5;
    private static final long SEED = 1;

    @Option(
            names = "--protocol",
            paramLabel = "PROTOCOL",
            description =
                    "${COMPLETION-CANDIDATES}. 'all' evaluates every clip, 'list' those of --test. Protocols with folds"
                            + " report each fold, and check for leaks. Default in 'evaluate': all.")
    private Kind kind;

    @Option(
            names = "--test",
            paramLabel = "LIST",
            description = "With --protocol list: the names of the clips to evaluate, one per line.")
    private String test;

    @Option(
            names = "--train",
            paramLabel = "LIST",
            description = "With --protocol list: the names of the training clips; the command fails if a speaker or a"
                    + " recording is in both lists. 'train-head' then trains on these clips alone.")
    private String train;

    @Option(names = "--folds", paramLabel = "K", description = "How many folds. Default: " + FOLDS + ".")
    private Integer folds;

    @Option(names = "--seed", paramLabel = "N", description = "Random seed for shuffling. Default: " + SEED + ".")
    private Long seed;

    @Option(
            names = "--disjoint",
            paramLabel = "WHAT",
            split = ",",
            description = "speakers, texts or both: what else must not be on both sides of the split, beyond what the"
                    + " protocol itself ensures. Texts are compared across corpora, except the sentence numbers of"
                    + " published ones.")
    private List<Promise> promises = List.of();

    @Option(
            names = "--allow-leak",
            paramLabel = "WHAT",
            split = ",",
            description =
                    "speakers: with --train or leave_one_corpus_out, allow speakers on both sides; the report says so.")
    private List<Promise> leaks = List.of();

    /** Whether the user has chosen a protocol, or an option that only goes with one. */
    boolean isChosen() {
        return kind != null
                || test != null
                || train != null
                || folds != null
                || seed != null
                || !promises.isEmpty()
                || !leaks.isEmpty();
    }

    /** Whether the chosen protocol has no clips to train on. */
    boolean isWithoutTraining() {
        return kind == Kind.ALL || test != null && train == null;
    }

    /** Clips that a model has learnt from cannot be left out, since leaks would then go unnoticed. */
    private Protocol lists(ClipChoice clips, CommandLine commandLine) {
        List<String> learnt = train == null ? List.of() : NameList.read(train);
        int leftOut = learnt.size() - clips.kept(learnt, commandLine).size();
        if (leftOut > 0) {
            throw new EvaluationException(
                    "--leave-out must name none of --train, which the model has learnt from, but names " + leftOut
                            + " of them; leave out the clips of --test that would leak");
        }
        return Protocol.givenLists(learnt, clips.kept(NameList.read(test), commandLine));
    }

    /** Fails if options do not go together, before anything is read. */
    void requireConsistent(CommandLine commandLine, Kind otherwise) {
        Kind chosen = kind == null ? otherwise : kind;
        if ((chosen == Kind.LIST) != (test != null) || train != null && test == null) {
            throw new ParameterException(
                    commandLine, "--protocol list and --test belong together, and --train goes with both");
        }
        if (!promises.isEmpty() && (chosen == Kind.ALL || chosen == Kind.LIST && train == null)) {
            throw new ParameterException(
                    commandLine,
                    "--disjoint needs two sides: a --protocol with folds, or --protocol list with --train");
        }
        boolean mayLeak = chosen == Kind.LEAVE_ONE_CORPUS_OUT || train != null;
        if (!leaks.isEmpty()
                && (!mayLeak || !Set.of(Promise.SPEAKERS).containsAll(leaks) || promises.contains(Promise.SPEAKERS))) {
            throw new ParameterException(
                    commandLine,
                    "--allow-leak must be speakers, with --train or --protocol leave_one_corpus_out, and without"
                            + " --disjoint speakers");
        }
        if ((folds != null || seed != null) && !WITH_FOLDS.contains(chosen)) {
            throw new ParameterException(
                    commandLine,
                    "--folds and --seed go with --protocol speaker_folds or random_speakers_leak, but "
                            + (kind == null ? "none was given" : "it was " + kind));
        }
        if (folds != null && folds < 2) {
            throw new ParameterException(commandLine, "--folds must be at least 2, but was " + folds);
        }
    }

    /** The protocol for clips that have been loaded; clips that are left out are removed from the list to evaluate. */
    Protocol protocol(CommandLine commandLine, ClipChoice clips, Kind otherwise) {
        int count = folds == null ? FOLDS : folds;
        long shuffling = seed == null ? SEED : seed;
        Protocol protocol = switch (kind == null ? otherwise : kind) {
            case ALL -> Protocol.everything();
            case LIST -> lists(clips, commandLine);
            case SPEAKER_FOLDS -> Protocol.speakerFolds(count, shuffling);
            case LEAVE_ONE_SPEAKER_OUT -> Protocol.leaveOneSpeakerOut();
            case LEAVE_ONE_CORPUS_OUT -> Protocol.leaveOneCorpusOut();
            case RANDOM_SPEAKERS_LEAK -> Protocol.random(count, shuffling);
        };
        for (Promise promise : promises) {
            protocol = protocol.promising(promise);
        }
        for (Promise leak : leaks) {
            protocol = protocol.admitting(leak);
        }
        return protocol;
    }
}
