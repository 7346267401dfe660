package dev.daybook.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Loads of mended rejects. They belong to the version of the file that had rejected the rows: when a later version of its
 * key is loaded, they go with the one it replaces, and so do replays of theirs.
 */
final class Replays {

    private final JdbcClient jdbc;
    private final Ledger ledger;

    Replays(JdbcClient jdbc, Ledger ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    /** Replays of earlier versions of the load's key, whatever has become of them, in the order they were recorded. */
    List<LedgerEntry> replacedBy(LedgerEntry load) {
        TreeSet<Long> replaced = new TreeSet<>();
        List<Long> originals = jdbc.sql("select load_id from ledger where feed = ? and source_key = ? and revision < ?")
                .params(load.feed(), load.sourceKey(), load.revision())
                .query(Long.class)
                .list();
        while (!originals.isEmpty()) {
            originals = jdbc
                    .sql("select load_id from ledger where replay_of in (:originals)")
                    .param("originals", originals)
                    .query(Long.class)
                    .list()
                    .stream()
                    .filter(replaced::add)
                    .toList();
        }
        return replaced.stream().map(ledger::get).toList();
    }

    /** As {@link LedgerEntry#source}, each once. */
    List<String> sourcesReplacedBy(LedgerEntry load) {
        return replacedBy(load).stream()
                .map(LedgerEntry::source)
                .filter(source -> !source.equals(load.source()))
                .distinct()
                .toList();
    }

    /** Marks them as replaced, also one that never came to an end. */
    void supersede(LedgerEntry by) {
        List<Long> replaced = replacedBy(by).stream().map(LedgerEntry::loadId).toList();
        if (!replaced.isEmpty()) {
            jdbc.sql("update ledger set status = 'SUPERSEDED' where load_id in (:replaced)"
                            + " and status in ('LOADED', 'DUPLICATE_CONTENT', 'LOADING')")
                    .param("replaced", replaced)
                    .update();
        }
    }

    /** The load of the file itself that a replay's rows were rejected by in the first place; empty when it is unknown. */
    Optional<LedgerEntry> fileOf(@Nullable String replayOf) {
        if (replayOf == null || !replayOf.matches("\\d{1,18}") || !ledger.isKnown(Long.parseLong(replayOf))) {
            return Optional.empty();
        }
        List<Long> path = new ArrayList<>();
        Long next = Long.valueOf(replayOf);
        while (next != null && !path.contains(next)) {
            path.add(next);
            next = original(next);
        }
        return Optional.of(ledger.get(Objects.requireNonNull(path.get(path.size() - 1))));
    }

    private @Nullable Long original(long load) {
        return jdbc.sql("select replay_of from ledger where load_id = ?")
                .param(load)
                .query((row, number) -> row.getLong(1))
                .optional()
                .filter(original -> original > 0)
                .orElse(null);
    }
}
