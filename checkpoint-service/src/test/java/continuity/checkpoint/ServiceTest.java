package continuity.checkpoint;

import continuity.testkit.Backbone;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What every test of the running service needs, so that the application starts once for all of them. */
@QuarkusTestResource(value = Backbone.class, initArgs = @ResourceArg(name = "schema", value = "checkpoint"))
@QuarkusTestResource(Neighbours.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface ServiceTest {}
