package dev.daybook.listen;

import dev.daybook.failure.DaybookException;
import dev.daybook.launch.JobDefinition;
import dev.daybook.launch.Request;
import dev.daybook.launch.Source;
import dev.daybook.launch.TaskRequest;
import dev.daybook.listen.Announcement.Nothing;
import dev.daybook.listen.Announcement.ObjectCreated;
import dev.daybook.listen.Announcement.RunWanted;
import dev.daybook.listen.Announcement.Unreadable;
import dev.daybook.queue.Message;
import dev.daybook.store.Location;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what messages ask for. */
final class MessageDesk {

    private static final Logger log = LoggerFactory.getLogger(MessageDesk.class);

    private final String queue;
    private final List<JobDefinition> jobs;
    private final Routes routes;
    private final ObjectEvents objects;
    private final Runs runs;

    MessageDesk(String queue, List<JobDefinition> jobs, Routes routes, ObjectEvents objects, Runs runs) {
        this.queue = queue;
        this.jobs = List.copyOf(jobs);
        this.routes = routes;
        this.objects = objects;
        this.runs = runs;
    }

    Verdict work(Message message) throws InterruptedException {
        List<Announcement> told;
        try {
            told = Announcements.of(message.body());
        } catch (DaybookException e) {
            log.warn("message {} is not understood: {}", message.id(), e.getMessage());
            return Verdict.UNKNOWN;
        }
        Verdict worst = Verdict.DONE;
        for (Announcement announcement : told) {
            worst = worst.or(deal(announcement, message));
        }
        return worst;
    }

    private Verdict deal(Announcement announcement, Message message) throws InterruptedException {
        try {
            if (announcement instanceof ObjectCreated created) {
                return load(created, message);
            }
            if (announcement instanceof RunWanted wanted) {
                return run(wanted, message);
            }
            if (announcement instanceof Unreadable unreadable) {
                log.warn("message {} is not understood in part: {}", message.id(), unreadable.why());
                return Verdict.UNKNOWN;
            }
            log.info("message {}: nothing to do: {}", message.id(), ((Nothing) announcement).what());
            return Verdict.DONE;
        } catch (DaybookException e) {
            log.warn("message {}: {}", message.id(), e.getMessage());
            return switch (e.kind()) {
                case INPUT, CONFIGURATION -> Verdict.UNKNOWN;
                case REFUSED, UPSTREAM, STORAGE, STOPPED -> Verdict.FAILED;
            };
        } catch (RuntimeException e) {
            log.warn("message {}: {}", message.id(), e.toString());
            return Verdict.FAILED;
        }
    }

    private Verdict load(ObjectCreated event, Message message) throws InterruptedException {
        if (event.isFolder()) {
            log.info("message {}: nothing to do: {} is a folder", message.id(), event.key());
            return Verdict.DONE;
        }
        Location object = new Location("s3", event.bucket(), event.key());
        Routes.Destination to = routes.find(object)
                .orElseThrow(() -> DaybookException.configuration(
                        "no route is for %s: add one to routes.yaml in the folder of feeds, then move the message back"
                                .formatted(object)));
        TaskRequest request = request(to.job(), to.parameters(), requestId(event, message));
        Verdict verdict = loadUnlessDone(event, object, request);
        if (verdict == Verdict.DONE) {
            objects.remember(event, request);
        }
        return verdict;
    }

    private Verdict loadUnlessDone(ObjectCreated event, Location object, TaskRequest request)
            throws InterruptedException {
        if (runs.isAnswered(request)) {
            return Verdict.DONE;
        }
        Optional<ObjectEvents.Done> done = objects.doneAlready(event, object);
        if (done.isPresent()) {
            runs.duplicate(request, done.get().reason(), done.get().executionId());
            return Verdict.DONE;
        }
        return runs.run(request);
    }

    private Verdict run(RunWanted wanted, Message message) throws InterruptedException {
        if (jobs.stream().noneMatch(job -> job.name().equals(wanted.job()))) {
            throw DaybookException.configuration("there is no job %s: expected one of %s"
                    .formatted(
                            wanted.job(),
                            String.join(
                                    ", ", jobs.stream().map(JobDefinition::name).toList())));
        }
        String requestId = wanted.requestId() == null ? message.id() : wanted.requestId();
        TaskRequest request = request(wanted.job(), wanted.parameters(), requestId);
        return runs.isAnswered(request) ? Verdict.DONE : runs.run(request);
    }

    private TaskRequest request(String job, Map<String, String> parameters, String requestId) {
        return new TaskRequest(job, new Request(parameters, "sqs:" + queue, Source.SQS, requestId, null));
    }

    /**
     * The same for one event however often, and in whatever message, it is delivered. An event without a sequencer is known
     * by its message alone: its ETag is that of an earlier one when an object gets back what it had before.
     */
    private static String requestId(ObjectCreated event, Message message) {
        return event.sequencer().isEmpty()
                ? message.id()
                : "s3:" + DigestUtils.sha256Hex(event.bucket() + "/" + event.key() + "#" + event.sequencer());
    }
}
