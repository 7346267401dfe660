package dev.daybook.jobs.queueload;

import dev.daybook.load.FileLoad;
import dev.daybook.load.PartOfDecision;
import dev.daybook.notify.Notices;
import dev.daybook.notify.VipVisit;
import dev.daybook.row.RowBatch;
import dev.daybook.row.RowLayout;
import dev.daybook.table.StagedPartition;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HexFormat;

/**
 * Tells of visits to VIP customers with the decision to publish them: once each, whatever file they come in. Rows of older
 * systems, which are marked as legacy, are none.
 */
record VipVisits(Notices notices) implements PartOfDecision {

    private static final String TABLE = "visits";

    @Override
    public void decide(FileLoad load, StagedPartition partition) {
        RowLayout layout = load.feed().schema().layout();
        if (load.feed().table().equals(TABLE) && layout.indexOf("vip_customer") >= 0) {
            load.forEachStaged(partition, this::tell);
        }
    }

    private void tell(RowBatch rows) {
        int vip = rows.layout().indexOf("vip_customer");
        int legacy = rows.layout().indexOf("legacy");
        for (int row = 0; row < rows.rows(); row++) {
            if (isTrue(rows, row, vip) && !isTrue(rows, row, legacy)) {
                notices.vipVisit(visit(rows, row));
            }
        }
    }

    private static boolean isTrue(RowBatch rows, int row, int column) {
        return column >= 0 && !rows.isNull(row, column) && rows.number(row, column) != 0;
    }

    private static VipVisit visit(RowBatch rows, int row) {
        HexFormat hex = HexFormat.of();
        return new VipVisit(
                hex.toHexDigits(rows.hashHigh(row)) + hex.toHexDigits(rows.hashLow(row)),
                QueueLoad.NAME,
                text(rows, row, "salesperson"),
                LocalDate.ofEpochDay(rows.number(row, rows.layout().indexOf("visit_date"))),
                text(rows, row, "meeting_subject"),
                text(rows, row, "meeting_details"),
                text(rows, row, "feedback"));
    }

    private static String text(RowBatch rows, int row, String name) {
        int column = rows.layout().indexOf(name);
        return rows.isNull(row, column)
                ? ""
                : new String(
                        rows.bytes(),
                        rows.textStarts(column)[row],
                        rows.textLengths(column)[row],
                        StandardCharsets.UTF_8);
    }
}
