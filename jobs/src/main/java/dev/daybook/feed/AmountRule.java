package dev.daybook.feed;

import dev.daybook.feed.RecordCheck.Fault;
import dev.daybook.feed.Reject.Rule;
import dev.daybook.record.RecordBlock;
import dev.daybook.row.ColumnType;
import dev.daybook.row.RowBuffer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fills in what is missing of an {@link Amount}, and checks it where all is there. Exact but for the rounding it says. */
final class AmountRule {

    private final Amount amount;
    private final ColumnReader total;
    private final ColumnReader quantity;
    private final ColumnReader price;
    private final @Nullable ColumnReader key;
    private final Map<String, Optional<BigDecimal>> catalogue;
    private @Nullable BigDecimal filledPrice;
    private @Nullable BigDecimal filledTotal;
    private @Nullable Fault fault;

    /**
     * @param key column whose value the catalogue is asked for; null for none
     * @param catalogue prices by key
     */
    AmountRule(
            Amount amount,
            ColumnReader total,
            ColumnReader quantity,
            ColumnReader price,
            @Nullable ColumnReader key,
            Map<String, Optional<BigDecimal>> catalogue) {
        this.amount = amount;
        this.total = total;
        this.quantity = quantity;
        this.price = price;
        this.key = key;
        this.catalogue = catalogue;
    }

    /** Looks at a record before its columns are appended. Values that are none are left for the columns to reject. */
    void read(HeaderPlan plan, RecordBlock block, int record) {
        filledPrice = null;
        filledTotal = null;
        fault = null;
        BigDecimal many = quantity.number(block, record);
        BigDecimal each = price.number(block, record);
        boolean lacksPrice = price.isAbsent();
        BigDecimal sum = total.number(block, record);
        boolean lacksTotal = total.isAbsent();
        if (many == null || each == null && !lacksPrice || sum == null && !lacksTotal) {
            return;
        }
        if (each == null) {
            each = missingPrice(block, record, many, sum);
            filledPrice = each;
        }
        if (each != null && sum == null) {
            filledTotal = fitting(total, many.multiply(each));
        } else if (each != null && sum != null && filledPrice == null) {
            check(plan, many, each, sum);
        }
    }

    private @Nullable BigDecimal missingPrice(
            RecordBlock block, int record, BigDecimal many, @Nullable BigDecimal sum) {
        if (sum != null && many.signum() != 0) {
            return fitting(price, sum.divide(many, scale(price), RoundingMode.HALF_UP));
        }
        return sum != null || key == null
                ? null
                : catalogue
                        .getOrDefault(key.textOf(block, record), Optional.empty())
                        .orElse(null);
    }

    private static @Nullable BigDecimal fitting(ColumnReader column, BigDecimal number) {
        BigDecimal rounded = number.setScale(scale(column), RoundingMode.HALF_UP);
        return Converters.unscaled(rounded, column.column().type()) == null ? null : rounded;
    }

    private static int scale(ColumnReader column) {
        return column.column().type().scale();
    }

    private void check(HeaderPlan plan, BigDecimal many, BigDecimal each, BigDecimal sum) {
        BigDecimal product = many.multiply(each);
        if (product.subtract(sum).abs().compareTo(amount.tolerance()) > 0) {
            String expected =
                    "%s x %s = %s".formatted(many.toPlainString(), each.toPlainString(), product.toPlainString());
            fault = new Fault(plan.headerOf(total), Rule.COMPUTED, expected, sum.toPlainString());
        }
    }

    /** Appends the value that was filled in for a column; false if there is none. */
    boolean appendFilled(ColumnReader column, RowBuffer row) {
        BigDecimal filled = column == price ? filledPrice : column == total ? filledTotal : null;
        ColumnType type = column.column().type();
        Long unscaled = filled == null ? null : Converters.unscaled(filled, type);
        if (unscaled == null) {
            return false;
        }
        row.addNumber(type.kind(), unscaled);
        return true;
    }

    /** What is wrong with the record, if its columns are right. */
    @Nullable
    Fault fault() {
        return fault;
    }
}
