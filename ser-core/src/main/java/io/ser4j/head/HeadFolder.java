package io.ser4j.head;

import io.ser4j.ModelException;
import io.ser4j.internal.CheckedModel;
import io.ser4j.internal.Providers;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.EmotionModelProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Provides the heads in a folder as models, by their ids. It is created in code for a folder of the user's choice, and not
 * found by {@link java.util.ServiceLoader}:
 *
 * <pre>{@code
 * EmotionModel mine = HeadFolder.of(Path.of("heads")).open("my-voices");
 * try (EmotionClassifier classifier = EmotionClassifier.builder().model(mine).build()) { ... }
 * }</pre>
 */
public final class HeadFolder implements EmotionModelProvider {
    private final Path folder;
    private final List<String> ids;
    private final Function<String, EmotionModel> bases;

    private HeadFolder(Path folder, List<String> ids, Function<String, EmotionModel> bases) {
        this.folder = folder;
        this.ids = ids;
        this.bases = bases;
    }

    /**
     * The heads in a folder, with base models from the installed backends.
     *
     * @param folder contains files such as {@code my-voices.head}; it is listed now, the files are read when a head is opened
     * @return the provider
     * @throws ModelException if the folder cannot be listed
     */
    public static HeadFolder of(Path folder) {
        return of(folder, id -> Providers.installed().open(Optional.empty(), Optional.of(id)));
    }

    /**
     * The heads in a folder, with base models that the caller opens.
     *
     * @param folder as in {@link #of(Path)}
     * @param bases opens the base model with the given id; the model is closed with the head
     * @return the provider
     * @throws ModelException if the folder cannot be listed
     */
    public static HeadFolder of(Path folder, Function<String, EmotionModel> bases) {
        Objects.requireNonNull(bases, "bases");
        try (Stream<Path> files = Files.list(folder)) {
            List<String> ids = files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(LinearHead.SUFFIX))
                    .map(name -> name.substring(0, name.length() - LinearHead.SUFFIX.length()))
                    .filter(LinearHead::isId)
                    .sorted()
                    .toList();
            return new HeadFolder(folder, ids, bases);
        } catch (IOException e) {
            throw unlisted(folder, e);
        } catch (UncheckedIOException e) {
            throw unlisted(folder, e.getCause());
        }
    }

    private static ModelException unlisted(Path folder, IOException cause) {
        String reason = cause instanceof NotDirectoryException ? "it is not a folder" : HeadFile.reason(cause);
        return new ModelException("the folder of heads " + folder + " cannot be listed: " + reason, cause);
    }

    /** Returns {@code heads}. */
    @Override
    public String name() {
        return "heads";
    }

    /** Returns the ids of the heads that were in the folder when this was created, in alphabetical order; may be empty. */
    @Override
    public List<String> modelIds() {
        return ids;
    }

    /**
     * Reads a head without its base model.
     *
     * @param id one of {@link #modelIds()}
     * @return the head
     * @throws ModelException if there is no such head, or its file is malformed or has another id
     */
    public LinearHead head(String id) {
        if (!ids.contains(id)) {
            throw new ModelException("there is no head \"" + id + "\" in " + folder + "; available: " + ids);
        }
        Path file = folder.resolve(id + LinearHead.SUFFIX);
        LinearHead head = LinearHead.read(file);
        if (!head.spec().id().equals(id)) {
            throw new ModelException("the head file " + file + " must be named after its id, but that is "
                    + head.spec().id());
        }
        return head;
    }

    /** Opens {@link #head(String)} on its base model. */
    @Override
    public EmotionModel open(String modelId) {
        LinearHead head = head(modelId);
        EmotionModel base = base(head);
        try {
            return head.on(base);
        } catch (Throwable e) {
            // Whatever goes wrong, nobody else could close it.
            CheckedModel.closeAfter(e, base);
            throw e;
        }
    }

    private EmotionModel base(LinearHead head) {
        String id = head.base().id();
        try {
            return CheckedModel.given(
                    "the function that opens base models", "model \"" + id + '"', () -> bases.apply(id));
        } catch (ModelException e) {
            throw new ModelException(
                    "the base model of the head " + head.spec().id() + " must open: " + e.getMessage(), e);
        }
    }
}
