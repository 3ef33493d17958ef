package continuity.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published description of the messages says what the records say, no more and no less. */
class AsyncApiTest {

    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final JsonNode DOCUMENT = read(new ObjectMapper(new YAMLFactory()), DEPLOY.resolve("asyncapi.yaml"));
    private static final JsonNode TOPICS =
            read(new ObjectMapper(), DEPLOY.resolve("kafka").resolve("topics.json"));

    private static final List<Class<?>> MESSAGES = List.of(
            InstanceChanged.class,
            HeartbeatAccepted.class,
            CommandLogged.class,
            EventAppended.class,
            CheckpointCreated.class,
            MachineChanged.class,
            TokenChanged.class);

    static Stream<Class<?>> records() {
        return Stream.of(
                        MESSAGES.stream(),
                        Stream.<Class<?>>of(Instance.class, WorkState.class),
                        Arrays.<Class<?>>stream(WorkState.class.getDeclaredClasses()))
                .flatMap(classes -> classes);
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyComponentIsAProperty(Class<?> record) {
        var schema = schema(record);

        assertThat(names(schema.path("properties")))
                .as("properties of " + record.getSimpleName())
                .containsExactlyElementsOf(
                        components(record).map(AsyncApiTest::wireName).toList());
        assertThat(texts(schema.path("required")))
                .as("required in " + record.getSimpleName())
                .containsExactlyElementsOf(components(record)
                        .filter(component -> !isNullable(component))
                        .map(AsyncApiTest::wireName)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("records")
    void everyPropertyHasTheTypeOfItsComponent(Class<?> record) {
        components(record).forEach(component -> {
            var property = schema(record).path("properties").path(wireName(component));

            assertThat(matches(property, component.getGenericType(), isNullable(component)))
                    .as(record.getSimpleName() + "." + component.getName() + ": " + property)
                    .isTrue();
        });
    }

    @Test
    void everyMessageIsNamedAsItsHeaderSays() {
        for (var message : MESSAGES) {
            var described = DOCUMENT.at("/components/messages/" + message.getSimpleName());

            assertThat(described.path("name").textValue())
                    .isEqualTo("continuity." + snakeCase(message.getSimpleName()));
            assertThat(described.at("/payload/$ref").textValue())
                    .isEqualTo("#/components/schemas/" + message.getSimpleName());
        }
    }

    @Test
    void everyTopicInUseIsDescribedWithItsRetention() {
        var addresses = values(DOCUMENT.path("channels"))
                .map(channel -> channel.path("address").textValue());
        assertThat(addresses)
                .containsExactly(
                        Topics.INSTANCES,
                        Topics.HEARTBEATS,
                        Topics.COMMANDS,
                        Topics.EVENTS,
                        Topics.CHECKPOINTS,
                        Topics.MACHINES,
                        Topics.TOKENS,
                        Topics.deadLetters("{topic}"));

        for (var topic : TOPICS.path("topics")) {
            values(DOCUMENT.path("channels"))
                    .filter(channel -> channel.path("address").equals(topic.path("name")))
                    .forEach(channel -> assertSameRetention(channel, topic.path("config")));
        }
        assertSameRetention(DOCUMENT.at("/channels/deadLetters"), TOPICS.at("/dead_letters/config"));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(DOCUMENT.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    private static void assertSameRetention(JsonNode channel, JsonNode config) {
        var described = channel.at("/bindings/kafka/topicConfiguration");
        assertThat(texts(described.path("cleanup.policy")))
                .containsExactly(config.path("cleanup.policy").textValue());
        assertThat(described.path("retention.ms").asText())
                .isEqualTo(config.path("retention.ms").asText());
    }

    private static boolean matches(JsonNode property, Type type, boolean nullable) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return isType(property, "array", nullable)
                    && matches(property.path("items"), generic.getActualTypeArguments()[0], false);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return isType(property, "object", nullable);
        }
        var simple = (Class<?>) type;
        if (simple.isEnum()) {
            return texts(property.path("enum"))
                    .equals(Arrays.stream(simple.getEnumConstants())
                            .map(Object::toString)
                            .toList());
        }
        if (simple.isRecord()) {
            var reference = "#/components/schemas/" + simple.getSimpleName();
            return property.findValuesAsText("$ref").equals(List.of(reference)) && property.has("oneOf") == nullable;
        }
        if (simple == Object.class) {
            return !property.isMissingNode() && !property.has("type");
        }
        return isType(property, jsonType(simple), nullable)
                && property.path("format").asText("").equals(format(simple));
    }

    private static boolean isType(JsonNode property, String name, boolean nullable) {
        var type = property.path("type");
        return nullable ? texts(type).equals(List.of(name, "null")) : name.equals(type.textValue());
    }

    private static String jsonType(Class<?> type) {
        if (type == String.class || type == UUID.class || type == Instant.class) {
            return "string";
        }
        if (type == Double.class) {
            return "number";
        }
        return type == boolean.class || type == Boolean.class ? "boolean" : "integer";
    }

    private static String format(Class<?> type) {
        if (type == Instant.class) {
            return "date-time";
        }
        return type == UUID.class ? "uuid" : "";
    }

    private static JsonNode schema(Class<?> record) {
        return DOCUMENT.at("/components/schemas/" + record.getSimpleName());
    }

    private static Stream<RecordComponent> components(Class<?> record) {
        return Arrays.stream(record.getRecordComponents());
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static String wireName(RecordComponent component) {
        return snakeCase(component.getName());
    }

    private static String snakeCase(String name) {
        return new PropertyNamingStrategies.SnakeCaseStrategy().translate(name);
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        return values(array).map(JsonNode::asText).toList();
    }

    private static Stream<JsonNode> values(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }

    private static JsonNode read(ObjectMapper mapper, Path file) {
        try {
            return mapper.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
