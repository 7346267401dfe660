package dev.daybook.jobs.apisync;

import dev.daybook.failure.DaybookException;
import dev.daybook.launch.Admission;
import dev.daybook.launch.JobAdmission;
import dev.daybook.sync.SyncRuns;
import dev.daybook.sync.SyncRuns.Status;
import dev.daybook.sync.SyncRuns.SyncRun;
import dev.daybook.sync.SyncSource;
import dev.daybook.sync.SyncVersions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Every request is a run of its own, but for a slot that is done, and a run that was not brought to its end: that is gone
 * on with. Of one source one run is at work at a time.
 */
final class SyncAdmission implements JobAdmission {

    private static final int MAX_SLOT = 200;

    private final Syncs syncs;
    private final SyncRuns runs;
    private final SourceServer server;
    private final TransactionTemplate transaction;

    SyncAdmission(Syncs syncs, SyncRuns runs, SourceServer server, PlatformTransactionManager transactionManager) {
        this.syncs = syncs;
        this.runs = runs;
        this.server = server;
        this.transaction = new TransactionTemplate(transactionManager);
    }

    @Override
    public String subject(Map<String, String> parameters, Map<String, Object> prepared) {
        return source(parameters).name();
    }

    private SyncSource source(Map<String, String> parameters) {
        return syncs.sources().get(parameters.getOrDefault(ApiSync.SOURCE, ""));
    }

    @Override
    public Admission decide(Map<String, String> parameters, Map<String, Object> prepared) {
        SyncSource source = source(parameters);
        String slot = slot(parameters.get(ApiSync.SLOT));
        String day = replayDay(source, parameters.get(ApiSync.REPLAY));
        if (day == null) {
            server.connect(source);
        }
        Optional<SyncRun> done = slot == null ? Optional.empty() : runs.done(source.name(), slot);
        if (done.isPresent()) {
            return new Admission.Duplicate(
                    Objects.requireNonNull(done.get().jobInstanceId()),
                    "%s was copied for %s already".formatted(source.name(), slot));
        }
        SyncRun run = runs.latest(source.name())
                .filter(latest -> latest.status() == Status.OPEN && latest.isFor(slot, day))
                .orElseGet(() ->
                        Objects.requireNonNull(transaction.execute(status -> runs.begin(source.name(), slot, day))));
        return new Admission.Start(Syncs.parameters(run));
    }

    private static @Nullable String slot(@Nullable String given) {
        if (given != null && given.length() > MAX_SLOT) {
            throw DaybookException.configuration(
                    "slot has %d characters: expected at most %d".formatted(given.length(), MAX_SLOT));
        }
        return given;
    }

    private @Nullable String replayDay(SyncSource source, @Nullable String given) {
        if (given == null) {
            return null;
        }
        LocalDate day = parse(given);
        SyncVersions versions = new SyncVersions(syncs.database(), source.name());
        Instant end = ReplayPlan.endOf(day);
        Optional<Instant> since = versions.knownSince().filter(end::isBefore);
        if (since.isPresent()) {
            throw DaybookException.configuration(
                    "replay: versions of %s are kept since %s: expected that day or a later one, found %s"
                            .formatted(source.name(), since.get(), day));
        }
        if (versions.before(end).isEmpty()) {
            throw DaybookException.configuration(
                    "replay: nothing of %s had been copied by the end of %s".formatted(source.name(), day));
        }
        return day.toString();
    }

    private static LocalDate parse(String given) {
        try {
            LocalDate day = LocalDate.parse(given);
            if (day.isAfter(LocalDate.now(ZoneOffset.UTC))) {
                throw DaybookException.configuration("replay: expected a day that has begun, found %s".formatted(day));
            }
            return day;
        } catch (DateTimeParseException e) {
            throw DaybookException.configuration(
                    "replay: expected a day such as 2026-03-01, found '%s'".formatted(given));
        }
    }
}
