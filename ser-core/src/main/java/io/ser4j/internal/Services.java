package io.ser4j.internal;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds what is registered for {@link ServiceLoader}. */
final class Services {
    private Services() {}

    /**
     * The services that {@link ServiceLoader} finds from the thread's context class loader, or else from this library's own: a
     * pool's threads may carry a loader that knows neither.
     *
     * @throws ServiceConfigurationError if one of them cannot be loaded
     */
    static <S> List<S> installed(Class<S> service) {
        List<S> found = all(ServiceLoader.load(service));
        return found.isEmpty() ? all(ServiceLoader.load(service, Services.class.getClassLoader())) : found;
    }

    private static <S> List<S> all(ServiceLoader<S> loader) {
        return loader.stream().map(ServiceLoader.Provider::get).toList();
    }
}
