package io.ser4j.internal;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds what is registered for {@link ServiceLoader}. */
final class Services {
    private Services() {}

    /**
     * The services that {@link ServiceLoader} finds from the thread's context class loader, or else from this library's own: a
     * pool's threads may carry a loader that knows neither, or has another copy of this library, whose services are not of these types.
     *
     * @throws ServiceConfigurationError if one of them cannot be loaded
     */
    static <S> List<S> installed(Class<S> service) {
        List<S> found = sees(Thread.currentThread().getContextClassLoader(), service)
                ? all(ServiceLoader.load(service))
                : List.of();
        return found.isEmpty() ? all(ServiceLoader.load(service, Services.class.getClassLoader())) : found;
    }

    /** Whether what a loader calls so is this very type; no loader stands for that of the system. */
    private static boolean sees(ClassLoader loader, Class<?> service) {
        try {
            return Class.forName(service.getName(), false, loader == null ? ClassLoader.getSystemClassLoader() : loader)
                    == service;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static <S> List<S> all(ServiceLoader<S> loader) {
        return loader.stream().map(ServiceLoader.Provider::get).toList();
    }
}
