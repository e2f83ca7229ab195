package io.ser4j.internal;

import io.ser4j.ModelException;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.EmotionModelProvider;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.stream.Collectors;

/** Finds the backend and the model that a user asks for by name, and lists what exists if there is none. */
public final class Providers {
    private final List<Provider> providers;

    /**
     * Creates a choice of backends.
     *
     * @param providers in any order
     */
    public Providers(List<EmotionModelProvider> providers) {
        this.providers = providers.stream()
                .map(Provider::of)
                .sorted(Comparator.comparingInt(Provider::priority).reversed().thenComparing(Provider::name))
                .toList();
    }

    /**
     * The backends that are registered; see {@link Services#installed}.
     *
     * @return the backends, none of which has opened anything yet
     * @throws ModelException if one of them cannot be loaded
     */
    public static Providers installed() {
        try {
            return new Providers(Services.installed(EmotionModelProvider.class));
        } catch (ServiceConfigurationError | LinkageError e) {
            // The message of a LinkageError often is no more than the name of the missing class.
            String why = e instanceof LinkageError ? e.toString() : e.getMessage();
            throw new ModelException("every registered inference backend must load, but one does not: " + why, e);
        }
    }

    /**
     * Opens the model with an id, or the default one, of the named provider, or of the first one that has it.
     *
     * @param providerName the backend's name, or empty
     * @param modelId the model's id, or empty
     * @return the model, which the caller closes
     * @throws ModelException if nothing fits, listing what there is
     */
    public EmotionModel open(Optional<String> providerName, Optional<String> modelId) {
        Provider provider = providers.stream()
                .filter(candidate -> providerName.map(candidate.name()::equals).orElse(true))
                .filter(candidate -> modelId.map(candidate.modelIds()::contains)
                        .orElse(!candidate.modelIds().isEmpty()))
                .findFirst()
                .orElseThrow(() -> new ModelException(notFound(providerName, modelId)));
        return provider.open(modelId.orElseGet(() -> provider.modelIds().get(0)));
    }

    private String notFound(Optional<String> providerName, Optional<String> modelId) {
        if (providers.isEmpty()) {
            return "no inference backend was found; add the dependency io.ser4j:ser-onnx, or register an implementation of "
                    + EmotionModelProvider.class.getName() + " through META-INF/services";
        }
        String wanted = modelId.map(id -> "model \"" + id + '"').orElse("model")
                + providerName.map(name -> " of provider \"" + name + '"').orElse("");
        String existing = providers.stream()
                .map(provider -> provider.name() + " with " + provider.modelIds())
                .collect(Collectors.joining("; "));
        return "there is no " + wanted + "; available: " + existing
                + "; further backends are found through META-INF/services, and model files are opened by their backend";
    }

    /** A backend with its name and priority. If it breaks its contract, the exception names its class. */
    private record Provider(EmotionModelProvider asked, String name, int priority) {
        static Provider of(EmotionModelProvider asked) {
            return new Provider(
                    asked,
                    CheckedModel.given(who(asked), "name", asked::name),
                    CheckedModel.given(who(asked), "priority", asked::priority));
        }

        List<String> modelIds() {
            return CheckedModel.given(who(asked), "model ids", asked::modelIds);
        }

        EmotionModel open(String modelId) {
            return CheckedModel.given(who(asked), "model \"" + modelId + '"', () -> asked.open(modelId));
        }

        private static String who(EmotionModelProvider asked) {
            return "the provider " + asked.getClass().getName();
        }
    }
}
