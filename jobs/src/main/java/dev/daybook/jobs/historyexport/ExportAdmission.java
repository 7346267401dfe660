package dev.daybook.jobs.historyexport;

import dev.daybook.failure.DaybookException;
import dev.daybook.jobs.historyexport.HistoryFacts.Page;
import dev.daybook.launch.Admission;
import dev.daybook.launch.JobAdmission;
import dev.daybook.load.HistoryLog;
import dev.daybook.load.HistoryLog.Export;
import dev.daybook.load.HistoryLog.Status;
import dev.daybook.table.PublicationLog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a day has to be exported. Its identity is the day, a digest of its facts and the revision: the facts
 * the tables have now are a duplicate, any others are a new export.
 */
final class ExportAdmission implements JobAdmission {

    private final HistoryFacts facts;
    private final HistoryLog log;
    private final PublicationLog publications;

    ExportAdmission(HistoryFacts facts, HistoryLog log, PublicationLog publications) {
        this.facts = facts;
        this.log = log;
        this.publications = publications;
    }

    @Override
    public String subject(Map<String, String> parameters, Map<String, Object> prepared) {
        return HistoryExport.dayOf(parameters).toString();
    }

    @Override
    public Admission decide(Map<String, String> parameters, Map<String, Object> prepared) {
        Day day = new Day(HistoryExport.dayOf(parameters));
        Optional<Export> latest = log.latest(day.date());
        long purged = log.purged(day.date());
        if (purged > 0) {
            throw DaybookException.refused(
                    "%,d runs of %s were purged from the database: the tables keep what was exported of them, and an export now would lose it"
                            .formatted(purged, day.date()));
        }
        String digest = digest(day);
        Optional<Export> same = latest.filter(export -> export.digest().equals(digest));
        Optional<Export> done = same.filter(this::isCurrent);
        if (done.isPresent()) {
            return new Admission.Duplicate(
                    Objects.requireNonNull(done.get().jobInstanceId()),
                    "the tables have all of %s already".formatted(day.date()));
        }
        return new Admission.Start(Exports.parameters(same.filter(export -> export.status() == Status.EXPORTING)
                .orElseGet(() -> log.begin(day.date(), digest))));
    }

    /** Done, and neither rolled back since nor overtaken by an export that was begun earlier. */
    private boolean isCurrent(Export export) {
        return export.status() == Status.EXPORTED
                && Stream.of(HistoryTable.values())
                        .flatMap(table ->
                                publications.latest(table.table(), export.day().toString()).stream())
                        .allMatch(generation -> generation.cause().equals(export.cause()));
    }

    /** Of a day that is not over, exports are left out: each would make the next one news. */
    private String digest(Day day) {
        MessageDigest digest = DigestUtils.getSha256Digest();
        @Nullable String except = day.isOver() ? null : HistoryExport.NAME;
        Page page = facts.runs(day, 0, except);
        while (page != null) {
            digest.update(page.rows().bytes(), 0, page.rows().size());
            page = facts.runs(day, page.last(), except);
        }
        digest.update((byte) '/');
        page = facts.loads(day, 0);
        while (page != null) {
            digest.update(page.rows().bytes(), 0, page.rows().size());
            page = facts.loads(day, page.last());
        }
        facts.rejecting(day).forEach(load -> digest.update(load.toString().getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }
}
