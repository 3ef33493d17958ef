package continuity.systemtest;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One running system for all test classes, started by the first that asks and stopped after the last. */
final class SharedSystem implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LocalSystem.class;
    }

    @Override
    public LocalSystem resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(SharedSystem.class, key -> start(), LocalSystem.class);
    }

    private static LocalSystem start() {
        try {
            return LocalSystem.start(LocalSystem.directory("shared"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
