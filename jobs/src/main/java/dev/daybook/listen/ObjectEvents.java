package dev.daybook.listen;

import dev.daybook.launch.Admissions;
import dev.daybook.launch.TaskRequest;
import dev.daybook.listen.Announcement.ObjectCreated;
import dev.daybook.load.Ledger;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is known of events about objects. A run loads what an object holds when it runs, be that newer than the event; so
 * an older event never brings an older version back, and all that has to be known is whether there is still something to
 * load: events come more than once, in any order, and after their object has been filed away.
 */
final class ObjectEvents {

    /** Longer than a message can stay in a queue. */
    private static final Duration KEPT = Duration.ofDays(15);

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Admissions admissions;
    private final ObjectStore store;

    ObjectEvents(DataSource source, ObjectStore store) {
        this.jdbc = JdbcClient.create(source);
        this.ledger = new Ledger(source);
        this.admissions = new Admissions(source);
        this.store = store;
    }

    /** A run that has made an event superfluous, and why. */
    record Done(long executionId, String reason) {}

    /** Empty when there is something to load. */
    Optional<Done> doneAlready(ObjectCreated event, Location object) {
        Optional<Done> newer = latest(event)
                .filter(latest -> Sequencer.isEarlier(event.sequencer(), latest.sequencer()))
                .map(latest -> new Done(
                        latest.executionId(),
                        "a newer event about %s was dealt with: %s after %s"
                                .formatted(object, latest.sequencer(), event.sequencer())));
        return newer.isPresent() ? newer : loadedAndFiledAway(event, object);
    }

    private Optional<Done> loadedAndFiledAway(ObjectCreated event, Location object) {
        if (event.eTag().isEmpty() || store.head(object).isPresent()) {
            return Optional.empty();
        }
        return ledger.runThatLoaded(object.toString(), event.eTag())
                .map(run -> new Done(run, "%s with ETag %s is loaded already".formatted(object, event.eTag())));
    }

    private record Latest(String sequencer, long executionId) {}

    private Optional<Latest> latest(ObjectCreated event) {
        return jdbc.sql("select sequencer, job_execution_id from object_event where bucket = ? and object_key = ?")
                .params(event.bucket(), event.key())
                .query((row, number) -> new Latest(row.getString(1), row.getLong(2)))
                .optional();
    }

    /** Remembers that a request has dealt with an event, unless a newer one is known. */
    void remember(ObjectCreated event, TaskRequest request) {
        if (event.sequencer().isEmpty()) {
            return;
        }
        admissions.answerTo(request.job(), request.request()).ifPresent(execution -> {
            if (!update(event, execution)) {
                insert(event, execution);
            }
        });
    }

    /** @return false when there is none to update */
    private boolean update(ObjectCreated event, long execution) {
        Optional<Latest> latest = latest(event);
        latest.filter(known -> !Sequencer.isEarlier(event.sequencer(), known.sequencer()))
                .ifPresent(known -> jdbc.sql(
                                "update object_event set sequencer = ?, job_execution_id = ?, handled_at = ?"
                                        + " where bucket = ? and object_key = ? and sequencer = ?")
                        .params(event.sequencer(), execution, now(), event.bucket(), event.key(), known.sequencer())
                        .update());
        return latest.isPresent();
    }

    private void insert(ObjectCreated event, long execution) {
        try {
            jdbc.sql("insert into object_event (bucket, object_key, sequencer, job_execution_id, handled_at)"
                            + " values (?, ?, ?, ?, ?)")
                    .params(event.bucket(), event.key(), event.sequencer(), execution, now())
                    .update();
        } catch (DuplicateKeyException e) {
            update(event, execution);
        }
    }

    /** Forgets events none of which can come again. */
    void forgetOld() {
        jdbc.sql("delete from object_event where handled_at < ?")
                .param(now().minus(KEPT))
                .update();
    }

    private static OffsetDateTime now() {
        return OffsetDateTime.now(ZoneOffset.UTC);
    }
}
