package dev.daybook.sample;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Deliveries of what guests of some restaurants did in two days of May 2024, an object an hour, plain or packed, with or
 * without line ends between events; and what compacting them must give.
 */
final class Clicks {

    private static final long SEED = 20_240_504;
    private static final LocalDateTime FIRST = LocalDateTime.of(2024, 5, 4, 0, 0);
    private static final int HOURS = 48;
    private static final DateTimeFormatter FOLDER = DateTimeFormatter.ofPattern("yyyy/MM/dd/HH");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final List<String> ITEMS =
            List.of("margherita", "caesar salad", "tomato soup", "green curry", "lasagne", "espresso", "lemonade");
    private static final List<String> ELEMENTS = List.of("entree_1", "entree_4", "drink_1", "drink_3", "dessert_2");
    private static final List<String> MENUS = List.of("restaurant_name", "lunch", "dinner", "drinks");
    private static final String EVENTS_HEADER = "dt,event_id,event_time,menu_item,quantity,price,total,customer_id,"
            + "restaurant_id,element_clicked,time_spent,source_menu\n";

    private final SeededRandom random = new SeededRandom(SEED);
    private final List<String> events = new ArrayList<>();
    private final List<String> rejects = new ArrayList<>();
    private final Map<String, Integer> written = new TreeMap<>();
    private final Map<ClickKind, Integer> counts = new EnumMap<>(ClickKind.class);
    private final List<Order> orders = new ArrayList<>();
    private int number;
    private int late;

    /** What a later event may repeat. */
    private record Order(String id, LocalDateTime time, String json) {}

    private Clicks() {}

    /** Writes the deliveries into one folder, as they lie in a landing zone, and what they must give into the other. */
    static void write(Path landing, Path expected) throws IOException {
        new Clicks().writeAll(landing, expected);
    }

    private void writeAll(Path landing, Path expected) throws IOException {
        List<ClickKind> kinds = new ArrayList<>();
        for (ClickKind kind : ClickKind.values()) {
            kinds.addAll(Collections.nCopies(kind.count, kind));
        }
        random.shuffle(kinds);
        for (int hour = 0; hour < HOURS; hour++) {
            List<ClickKind> part = kinds.subList(kinds.size() * hour / HOURS, kinds.size() * (hour + 1) / HOURS);
            writeObject(landing, FIRST.plusHours(hour), part, hour);
        }
        writeExpected(expected);
    }

    private void writeObject(Path landing, LocalDateTime hour, List<ClickKind> kinds, int index) throws IOException {
        Path folder =
                Files.createDirectories(landing.resolve("clickstream-data").resolve(FOLDER.format(hour)));
        boolean isPacked = index % 3 == 0;
        String between = index % 4 == 1 ? "" : "\n";
        String key =
                "clickstream-data/%s/clicks-%02d.%s".formatted(FOLDER.format(hour), index, isPacked ? "gz" : "json");
        ExportBuffer text = new ExportBuffer();
        for (ClickKind kind : kinds) {
            ClickKind made = orders.isEmpty() && (kind == ClickKind.DUPLICATE || kind == ClickKind.CONFLICT)
                    ? ClickKind.ORDER
                    : kind;
            String rule = made.rule;
            if (rule != null) {
                rejects.add(Csv.line(List.of(key, String.valueOf(text.line()), String.valueOf(text.offset()), rule)));
            }
            counts.merge(made, 1, Integer::sum);
            // What is broken is told from the next event by a line end.
            text.write(event(made, hour) + (made == ClickKind.BROKEN ? "\n" : between));
        }
        Path file = landing.resolve(key);
        Files.createDirectories(folder);
        Files.write(file, isPacked ? packed(text.toByteArray()) : text.toByteArray());
    }

    private static byte[] packed(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text);
        }
        return bytes.toByteArray();
    }

    private String event(ClickKind kind, LocalDateTime hour) {
        LocalDateTime time = hour.plusSeconds(random.below(3600));
        String id = "e%05d".formatted(number++);
        return switch (kind) {
            case ORDER -> order(id, time, random.pick(ITEMS), "");
            case UNICODE -> order(id, time, "crème brûlée \"üñ\"", "");
            case UNKNOWN_FIELD -> order(id, time, random.pick(ITEMS), ",\"tableNo\":7");
            case CLICK -> click(id, time);
            case NAMELESS -> click("", hour);
            case LATE -> late(id, time.minusDays(1));
            case DUPLICATE -> repeated(hour).json();
            case CONFLICT -> conflict(repeated(hour));
            case FUTURE -> json(id, time.plusDays(2), random.pick(ITEMS), "1", "");
            case MISSPELT_KEY -> json(id, time, random.pick(ITEMS), "1", "").replace("menuItem", "menuItm");
            case BOTH_FORMS -> json(id, time, random.pick(ITEMS), "1", ",\"element_clicked\":\"drink_1\"");
            case TEXT_FOR_NUMBER -> json(id, time, random.pick(ITEMS), "\"2\"", "");
            case NO_QUANTITY -> json(id, time, random.pick(ITEMS), "0", "");
            case BROKEN -> json(id, time, random.pick(ITEMS), "1", "").replace("\"price\":", "price:");
        };
    }

    private String late(String id, LocalDateTime time) {
        late++;
        return click(id, time);
    }

    /** An earlier order; of the day before the delivery it is late, too. */
    private Order repeated(LocalDateTime hour) {
        Order order = random.pick(orders);
        late += order.time().toLocalDate().isBefore(hour.toLocalDate()) ? 1 : 0;
        return order;
    }

    private static String conflict(Order of) {
        return json(of.id(), of.time().plusMinutes(1), "something else", "9", "");
    }

    private String order(String id, LocalDateTime time, String item, String more) {
        int quantity = 1 + random.below(4);
        String text = json(id, time, item.replace("\"", "\\\""), String.valueOf(quantity), more);
        BigDecimal price = new BigDecimal("4.50");
        note(List.of(
                time.toLocalDate().toString(),
                id,
                SECONDS.format(time),
                item,
                String.valueOf(quantity),
                price.toPlainString(),
                price.multiply(BigDecimal.valueOf(quantity)).toPlainString(),
                "c7",
                "r" + (time.getHour() % 3),
                "",
                "",
                ""));
        // Not those from which a minute later is another day.
        if (time.getHour() < 23) {
            orders.add(new Order(id, time, text));
        }
        return text;
    }

    private static String json(String id, LocalDateTime time, String item, String quantity, String more) {
        return "{\"eventId\":\"%s\",\"timestamp\":\"%sZ\",\"menuItem\":\"%s\",\"quantity\":%s,\"price\":4.5,\"customerId\":\"c7\",\"restaurantId\":\"r%d\"%s}"
                .formatted(id, SECONDS.format(time).replace(' ', 'T'), item, quantity, time.getHour() % 3, more);
    }

    private String click(String id, LocalDateTime time) {
        String element = random.pick(ELEMENTS);
        String menu = random.pick(MENUS);
        int seconds = id.isEmpty() ? 5 : random.below(120);
        note(List.of(
                time.toLocalDate().toString(),
                id,
                SECONDS.format(time),
                "",
                "",
                "",
                "",
                "",
                "",
                element,
                String.valueOf(seconds),
                menu));
        return "{%s\"element_clicked\": \"%s\", \"time_spent\": %d, \"source_menu\": \"%s\", \"created_at\": \"%s\"}"
                .formatted(
                        id.isEmpty() ? "" : "\"eventId\": \"" + id + "\", ",
                        element,
                        seconds,
                        menu,
                        SECONDS.format(time));
    }

    private void note(List<String> row) {
        events.add(Csv.line(row));
        written.merge(row.get(0), 1, Integer::sum);
    }

    private void writeExpected(Path expected) throws IOException {
        Files.createDirectories(expected);
        Collections.sort(events);
        Files.writeString(expected.resolve("events.csv"), EVENTS_HEADER + String.join("", events));
        Files.writeString(expected.resolve("rejects.csv"), "object,line,byte_offset,rule\n" + String.join("", rejects));
        int read = counts.values().stream().mapToInt(Integer::intValue).sum();
        int duplicates = counts.getOrDefault(ClickKind.DUPLICATE, 0);
        int conflicts = counts.getOrDefault(ClickKind.CONFLICT, 0);
        StringBuilder text = new StringBuilder("what,rows\n");
        text.append("read,").append(read).append('\n');
        text.append("written,").append(events.size()).append('\n');
        text.append("rejected,").append(rejects.size()).append('\n');
        text.append("duplicate,").append(duplicates + conflicts).append('\n');
        text.append("conflict,").append(conflicts).append('\n');
        text.append("late,").append(late).append('\n');
        written.forEach((day, rows) -> text.append(day).append(',').append(rows).append('\n'));
        Files.writeString(expected.resolve("counts.csv"), text);
    }
}
