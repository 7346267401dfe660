package dev.daybook.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.daybook.sample.StoreProduct.Spelling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The disk store's products, and its catalogue: 13 columns in the many spellings of those who keep it. */
final class StoreCatalogue {

    static final List<String> TABLE_COLUMNS = List.of(
            "product_id",
            "name",
            "price",
            "instock",
            "type",
            "storage_gb",
            "manufacturer",
            "read_mb_s",
            "write_mb_s",
            "size_inches");

    private static final List<String> HEADER = List.of(
            "product_id",
            "name",
            "manufacturer",
            "type",
            "interface",
            "storage",
            "size",
            "read_speed",
            "write_speed",
            "warranty",
            "price",
            "instock",
            "description");

    private static final int PRODUCTS = 40;
    private static final int GB_PER_TB = 1000;
    private static final int PRICED_AT_THE_COUNTER = 23;
    private static final Map<Integer, Spelling> ODD = Map.of(
            17, Spelling.DOUBLED_UNIT, 38, Spelling.DOUBLED_UNIT, 39, Spelling.UNQUOTED_PRICE, 40, Spelling.WRONG_UNIT);
    private static final List<String> MAKERS = List.of("Corvid", "Tern", "Heron", "Plover", "Dunlin");
    private static final List<String> LINES = List.of("Archive", "Swift", "Studio", "Vault", "Pocket", "N7", "Core");
    private static final List<String> DESCRIPTIONS = List.of(
            "",
            "For offices",
            "Quiet, cool, and cheap to run",
            "Comes with a \"no questions\" warranty",
            "Für Büro und Studio",
            "Last of its line");

    /** What the kinds of drives have in common. */
    private enum Kind {
        SSD("SATA", "2.5", 560, 530, 9, List.of(256, 512, 1000, 2000)),
        HDD("SATA", "3.5", 190, 185, 3, List.of(1000, 2000, 4000, 8000)),
        NVME("M.2", null, 3500, 3000, 11, List.of(512, 1000, 2000)),
        USB("USB 3.2", null, 400, 120, 7, List.of(64, 128, 256)),
        NAS("Ethernet", "3.5", 250, null, 14, List.of(4000, 8000));

        private final String plug;
        private final @Nullable String size;
        private final int read;
        private final @Nullable Integer write;
        private final int centsPerGb;
        private final List<Integer> capacities;

        Kind(
                String plug,
                @Nullable String size,
                int read,
                @Nullable Integer write,
                int centsPerGb,
                List<Integer> capacities) {
            this.plug = plug;
            this.size = size;
            this.read = read;
            this.write = write;
            this.centsPerGb = centsPerGb;
            this.capacities = capacities;
        }

        private String spelled() {
            return this == NVME ? "NVMe" : name();
        }
    }

    private final SeededRandom random;
    private final List<StoreProduct> products = new ArrayList<>();
    private final StringBuilder csv = new StringBuilder(Csv.line(HEADER));

    private StoreCatalogue(SeededRandom random) {
        this.random = random;
        for (int number = 1; number <= PRODUCTS; number++) {
            add(number);
        }
    }

    static StoreCatalogue of(SeededRandom random) {
        return new StoreCatalogue(random);
    }

    /** All there are in the shop, by id; not all of their rows can be loaded. */
    List<StoreProduct> products() {
        return products;
    }

    String csv() {
        return csv.toString();
    }

    /** The table without source and partition column, by product. */
    String expectedCsv() {
        StringBuilder table = new StringBuilder(Csv.line(TABLE_COLUMNS));
        products.stream()
                .filter(StoreProduct::isKnown)
                .forEach(product -> table.append(Csv.line(product.tableValues())));
        return table.toString();
    }

    /** As in {@link ExpectedResults}; the header is line 1, and no row has a line break inside. */
    String expectedRejects() {
        StringBuilder rejects = new StringBuilder("line,byte_offset,column,rule\n");
        List<String> lines = csv().lines().toList();
        int offset = 0;
        for (int line = 0; line < lines.size(); line++) {
            Spelling spelling =
                    line == 0 ? Spelling.PLAIN : products.get(line - 1).spelling();
            if (spelling == Spelling.WRONG_UNIT) {
                rejects.append("%d,%d,storage,type\n".formatted(line + 1, offset));
            } else if (spelling == Spelling.UNQUOTED_PRICE) {
                rejects.append("%d,%d,,field-count\n".formatted(line + 1, offset));
            }
            offset += lines.get(line).getBytes(UTF_8).length + 1;
        }
        return rejects.toString();
    }

    private void add(int number) {
        Spelling spelling = ODD.getOrDefault(number, Spelling.PLAIN);
        Kind kind = kindOf(number, spelling);
        int storage = storageOf(kind, spelling);
        String maker = random.pick(MAKERS);
        String name = "%s %s %s".formatted(maker, random.pick(LINES), spelled(storage, ""));
        StoreProduct product = new StoreProduct(
                "D%03d".formatted(number),
                number % 6 == 0 ? name + ", " + kind.plug : name,
                priceOf(number, kind, storage, spelling),
                random.below(70) + 4,
                kind.spelled(),
                storage,
                maker,
                number % 11 == 0 ? null : kind.read,
                kind.write,
                kind.size,
                spelling);
        products.add(product);
        csv.append(row(number, kind, product));
    }

    private Kind kindOf(int number, Spelling spelling) {
        return switch (spelling) {
            case DOUBLED_UNIT -> Kind.HDD;
            case WRONG_UNIT -> Kind.SSD;
            case UNQUOTED_PRICE -> Kind.NAS;
            case PLAIN -> Kind.values()[number % Kind.values().length];
        };
    }

    private int storageOf(Kind kind, Spelling spelling) {
        return switch (spelling) {
            case DOUBLED_UNIT -> 4000;
            case WRONG_UNIT -> 512;
            default -> random.pick(kind.capacities);
        };
    }

    private @Nullable BigDecimal priceOf(int number, Kind kind, int storage, Spelling spelling) {
        if (number == PRICED_AT_THE_COUNTER) {
            return null;
        }
        if (spelling == Spelling.UNQUOTED_PRICE) {
            return new BigDecimal("1299.00");
        }
        int cents = 990 + storage * kind.centsPerGb + 100 * random.below(30);
        return BigDecimal.valueOf(cents + random.pick(List.of(0, 5, 50)), 2);
    }

    private String row(int number, Kind kind, StoreProduct product) {
        List<String> values = List.of(
                product.id(),
                product.name(),
                product.manufacturer(),
                product.type(),
                kind.plug,
                spelledStorage(number, product),
                spelledSize(number, product.sizeInches()),
                spelledSpeed(number, product.readMbPerSecond()),
                spelledSpeed(number + 1, product.writeMbPerSecond()),
                (2 + number % 4) + " years",
                grouped(product.price()),
                String.valueOf(product.inStock()),
                random.pick(DESCRIPTIONS));
        String line = Csv.line(values);
        return product.spelling() == Spelling.UNQUOTED_PRICE ? line.replace("\"1,299.00\"", "1,299.00") : line;
    }

    private static String spelledStorage(int number, StoreProduct product) {
        return switch (product.spelling()) {
            case DOUBLED_UNIT -> "4TBGB";
            case WRONG_UNIT -> "512KG";
            default -> spelled(product.storageGb(), number % 2 == 0 ? " " : "");
        };
    }

    private static String spelled(int gigabytes, String between) {
        return gigabytes < GB_PER_TB ? gigabytes + between + "GB" : gigabytes / GB_PER_TB + between + "TB";
    }

    private static String spelledSize(int number, @Nullable String inches) {
        List<String> units = List.of("\"", " inch", " in", "");
        return inches == null ? "" : inches + units.get(number % units.size());
    }

    private static String spelledSpeed(int number, @Nullable Integer speed) {
        if (speed == null) {
            return "";
        }
        if (speed >= GB_PER_TB && number % 2 == 0) {
            return speed / GB_PER_TB + "." + speed % GB_PER_TB / 100 + " GB/s";
        }
        return speed + List.of(" MB/s", "MB/s", "").get(number % 3);
    }

    private static String grouped(@Nullable BigDecimal price) {
        if (price == null) {
            return "";
        }
        String plain = price.toPlainString();
        int thousands = plain.indexOf('.') - 3;
        return thousands > 0 ? plain.substring(0, thousands) + "," + plain.substring(thousands) : plain;
    }
}
