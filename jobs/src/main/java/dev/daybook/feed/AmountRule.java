package dev.daybook.feed;

import dev.daybook.feed.RecordCheck.Fault;
import dev.daybook.feed.Reject.Rule;
import dev.daybook.record.RecordBlock;
import dev.daybook.row.ColumnType;
import dev.daybook.row.ColumnType.Kind;
import dev.daybook.row.RowBuffer;
import java.math.BigDecimal;
import java.math.BigInteger;
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
    private final boolean isComputed;
    private final long limit;
    private long computed = NumberConverter.NONE;
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
        this.isComputed = total.isNowhere()
                && total.column().type().kind() == Kind.DECIMAL
                && scale(quantity) + scale(price) == scale(total);
        this.limit = BigInteger.TEN
                .pow(Math.max(1, total.column().type().precision()))
                .longValue();
    }

    /** Looks at a record before its columns are appended. Values that are none are left for the columns to reject. */
    void read(HeaderPlan plan, RecordBlock block, int record) {
        filledPrice = null;
        filledTotal = null;
        fault = null;
        computed =
                isComputed ? product(quantity.simpleNumber(block, record), price, block, record) : NumberConverter.NONE;
        if (computed != NumberConverter.NONE) {
            return;
        }
        BigDecimal many = quantity.number(block, record);
        if (many == null) {
            return;
        }
        BigDecimal each = price.number(block, record);
        boolean lacksPrice = price.isAbsent();
        BigDecimal sum = total.number(block, record);
        boolean lacksTotal = total.isAbsent();
        if (each == null && !lacksPrice || sum == null && !lacksTotal) {
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

    /** In the usual case, in which the numbers are ordinary and the total is never there; else {@link NumberConverter#NONE}. */
    private long product(long many, ColumnReader price, RecordBlock block, int record) {
        long each = many == NumberConverter.NONE ? many : price.simpleNumber(block, record);
        if (each == NumberConverter.NONE) {
            return each;
        }
        long product = many * each;
        boolean fits = Math.multiplyHigh(many, each) == product >> Long.SIZE - 1 && product < limit && product > -limit;
        return fits ? product : NumberConverter.NONE;
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
        if (computed != NumberConverter.NONE) {
            if (column == total) {
                row.addNumber(Kind.DECIMAL, computed);
            }
            return column == total;
        }
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
