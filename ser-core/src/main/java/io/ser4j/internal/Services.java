package io.ser4j.internal;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the services that are registered for {@link ServiceLoader}. */
final class Services {
    private Services() {}

    /**
     * The services that {@link ServiceLoader} finds with the thread's context class loader, or else with this library's own:
     * threads of a pool may have a loader that finds no services, or has another copy of this library, whose types are not these.
     *
     * @throws ServiceConfigurationError if one of them cannot be loaded
     */
    static <S> List<S> installed(Class<S> service) {
        List<S> found = sees(Thread.currentThread().getContextClassLoader(), service)
                ? all(ServiceLoader.load(service))
                : List.of();
        return found.isEmpty() ? all(ServiceLoader.load(service, Services.class.getClassLoader())) : found;
    }

    /** Whether a loader, or that of the system in place of null, loads this very type by its name. */
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
