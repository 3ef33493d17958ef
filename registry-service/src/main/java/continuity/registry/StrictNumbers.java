package continuity.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** A percentage is a number: {@code "50"} and {@code 50.5} are refused, not turned into one. */
@Singleton
class StrictNumbers implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        for (var target : new LogicalType[] {LogicalType.Integer, LogicalType.Boolean}) {
            for (var shape : new CoercionInputShape[] {
                CoercionInputShape.String, CoercionInputShape.EmptyString, CoercionInputShape.Float
            }) {
                mapper.coercionConfigFor(target).setCoercion(shape, CoercionAction.Fail);
            }
        }
    }
}
