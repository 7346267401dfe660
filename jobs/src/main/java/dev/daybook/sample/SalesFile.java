package dev.daybook.sample;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A day's sales as a file, an element a line, and what a load must make of it. */
final class SalesFile {

    static final String DAYS_HEADER = "date,read,written,rejected,duplicate,quantity,revenue\n";
    static final String REJECTS_HEADER = "date,line,byte_offset,column,rule\n";

    private final LocalDate day;
    private final ExportBuffer file = new ExportBuffer();
    private final List<String> rejects = new ArrayList<>();
    private final Map<SaleKind.Outcome, Integer> counts = new EnumMap<>(SaleKind.Outcome.class);
    private BigDecimal revenue = new BigDecimal("0.00");
    private int quantity;

    /** @param turns how often each kind was written before, in all files */
    SalesFile(LocalDate day, List<StoreSale> sales, Map<SaleKind, Integer> turns) {
        this.day = day;
        file.write(sales.isEmpty() ? "[]" : "[\n");
        for (int i = 0; i < sales.size(); i++) {
            StoreSale sale = sales.get(i);
            int turn = turns.merge(sale.kind(), 1, Integer::sum) - 1;
            note(sale);
            file.write(sale.json(turn) + (i + 1 < sales.size() ? ",\n" : "\n]"));
        }
        file.write("\n");
    }

    private void note(StoreSale sale) {
        SaleKind kind = sale.kind();
        counts.merge(kind.outcome, 1, Integer::sum);
        if (kind.outcome == SaleKind.Outcome.WRITTEN) {
            revenue = revenue.add(sale.revenue());
            quantity += sale.quantity();
        } else if (kind.outcome == SaleKind.Outcome.REJECTED) {
            rejects.add(Csv.line(List.of(
                    day.toString(),
                    String.valueOf(file.line()),
                    String.valueOf(file.offset()),
                    Objects.requireNonNull(kind.column),
                    Objects.requireNonNull(kind.rule))));
        }
    }

    byte[] bytes() {
        return file.toByteArray();
    }

    /** A row under {@link #DAYS_HEADER}: revenue and quantity are those of the rows written. */
    String counts() {
        return "%s,%d,%d,%d,%d,%d,%s\n"
                .formatted(
                        day,
                        counts.values().stream().mapToInt(Integer::intValue).sum(),
                        count(SaleKind.Outcome.WRITTEN),
                        count(SaleKind.Outcome.REJECTED),
                        count(SaleKind.Outcome.DUPLICATE),
                        quantity,
                        revenue);
    }

    private int count(SaleKind.Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    /** Rows under {@link #REJECTS_HEADER}: line, from 1, and byte, from 0, are those of the element's first. */
    String rejects() {
        return String.join("", rejects);
    }
}
