package continuity.registry;

import continuity.testkit.Backbone;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test of the whole registry: the service, a real PostgreSQL and a real broker, started once for all such tests. */
@QuarkusTest
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "registry"))
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface RegistryTest {}
