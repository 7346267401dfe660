package dev.daybook.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Random objects, sound and damaged, judged by Jackson. Seeds are fixed. */
class JsonReaderPropertyTests {

    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final JsonFields FIELDS = new JsonFields(List.of(List.of("a"), List.of("b"), List.of("é")), true);
    private static final String[] TEXTS = {
        "x", "é漢", "😀", "\\n", "\\u00e9", "\\ud83d\\ude00", "\\\"", "\\\\", "/", "{", "}", "[,]", " "
    };
    private static final String[] VALUES = {"0", "-1", "12.50", "1e3", "-0.1E-2", "true", "false", "null"};
    private static final String DAMAGE = "{}[],:\"\\0x\n ";

    private static String object(Random random) {
        List<String> members = new ArrayList<>();
        for (String key : List.of("a", "b", "é", "other")) {
            if (random.nextInt(4) > 0) {
                members.add("\"%s\"%s:%s%s".formatted(key, space(random), space(random), value(random)));
            }
        }
        Collections.shuffle(members, random);
        return "{" + space(random) + String.join(space(random) + "," + space(random), members) + space(random) + "}";
    }

    private static String space(Random random) {
        return random.nextInt(6) == 0 ? " \t" : "";
    }

    private static String value(Random random) {
        if (random.nextBoolean()) {
            return VALUES[random.nextInt(VALUES.length)];
        }
        StringBuilder text = new StringBuilder("\"");
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(TEXTS[random.nextInt(TEXTS.length)]);
        }
        return text.append('"').toString();
    }

    /** The fields as the reader should give them; null when it should refuse the object. */
    private static List<String> expected(String object) {
        try {
            JsonNode node = JACKSON.readTree(object);
            if (!node.isObject() || node.valueStream().anyMatch(JsonNode::isContainer) || hasHalfCharacters(node)) {
                return null;
            }
            List<String> texts = new ArrayList<>();
            for (List<String> names : FIELDS.names()) {
                JsonNode value = node.get(names.get(0));
                texts.add(
                        value == null || value.isNull()
                                ? ""
                                : value.isString()
                                        ? '"' + value.asString() + '"'
                                        : value.isNumber() ? "number" : value.asString());
            }
            return texts;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** Jackson lets halves of pairs pass, which no UTF-8 can show. */
    private static boolean hasHalfCharacters(JsonNode object) {
        String all = String.join("", object.propertyNames())
                + object.valueStream().map(JsonNode::asString).collect(Collectors.joining());
        return !UTF_8.newEncoder().canEncode(all) || all.contains("\ufffd");
    }

    private static List<String> found(ReadObject record) {
        return record.texts().stream()
                .map(text -> text.matches("[-0-9].*") ? "number" : text)
                .toList();
    }

    @Test
    void soundObjectsAreReadAsJacksonReadsThem() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<String> objects = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                objects.add(object(random));
            }
            String text = seed % 2 == 0 ? "[" + String.join(",\n", objects) + "]" : String.join("\n", objects);
            for (int capacity : new int[] {16, 37, 128, 1 << 16}) {
                List<ReadObject> records = ReadObject.readAll(FIELDS, text.getBytes(UTF_8), capacity);
                assertThat(records.stream().map(JsonReaderPropertyTests::found).toList())
                        .as("seed %d, block of %d bytes", seed, capacity)
                        .isEqualTo(objects.stream()
                                .map(JsonReaderPropertyTests::expected)
                                .toList());
            }
        }
    }

    @Test
    void whatIsDamagedIsJudgedAsJacksonJudgesItAtEveryBlockSize() {
        int refused = 0;
        for (int seed = 0; seed < 4_000; seed++) {
            Random random = new Random(seed);
            StringBuilder damaged = new StringBuilder(object(random));
            for (int i = random.nextInt(3); i >= 0 && damaged.length() > 2; i--) {
                int at = random.nextInt(1, damaged.length());
                damaged.replace(
                        at, at + random.nextInt(2), String.valueOf(DAMAGE.charAt(random.nextInt(DAMAGE.length()))));
            }
            byte[] file = damaged.toString().getBytes(UTF_8);
            List<String> expected = expected(new String(file, UTF_8));
            List<ReadObject> whole = ReadObject.readAll(FIELDS, file, 1 << 16);
            boolean isSound = whole.size() == 1 && whole.get(0).fault().isEmpty();
            if (expected != null) {
                assertThat(isSound ? found(whole.get(0)) : null)
                        .as("%s", damaged)
                        .isEqualTo(expected);
            } else {
                refused++;
                assertThat(whole.stream().anyMatch(record -> !record.fault().isEmpty()) || whole.size() != 1)
                        .as("%s", damaged)
                        .isTrue();
            }
            for (int capacity : new int[] {16, 29, 64}) {
                assertThat(ReadObject.readAll(FIELDS, file, capacity))
                        .as("%s", damaged)
                        .isEqualTo(whole);
            }
        }
        assertThat(refused).isBetween(1_000, 3_999);
    }
}
