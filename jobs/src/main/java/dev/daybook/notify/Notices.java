package dev.daybook.notify;

import dev.daybook.notify.MissedRuns.Missed;
import dev.daybook.settings.NoticeSettings;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Writes notices, in the caller's transaction: what it decides and what is told of it are there together or not at all.
 * Each is about one thing and written once; telling it again does nothing.
 */
public final class Notices {

    private static final int MOST_LISTED = 50;

    private final Outbox outbox;
    private final NoticePlan plan;

    public Notices(DataSource source, NoticePlan plan) {
        this.outbox = new Outbox(source);
        this.plan = plan;
    }

    /** For those whose work must not depend on the file of notices: when it is wrong, the log is told. */
    public static Notices orToTheLog(DataSource source, NoticeSettings settings) {
        return new Notices(source, NoticePlan.orTheLog(settings));
    }

    public void runEnded(RunEnd end) {
        add(RunTexts.of(end));
    }

    /**
     * @param title the run at the beginning of a line
     * @param why it is taken for dead
     */
    public void recovered(long executionId, String job, String title, String why) {
        add(RunTexts.recovered(executionId, job, title, why));
    }

    /** Tells the supervisor of whoever made the visit. */
    public void vipVisit(VipVisit visit) {
        String body = """
                Meeting Subject: %s
                Meeting Details: %s
                Salesperson: %s
                Meeting Date: %s
                Feedback: %s
                """.formatted(
                        PlainText.line(visit.subject()),
                        PlainText.line(visit.details()),
                        PlainText.line(visit.salesperson()),
                        visit.date(),
                        PlainText.line(visit.feedback()));
        add(new Notice(
                "visit/" + visit.id(),
                NoticeKind.VIP_VISIT,
                visit.job(),
                null,
                "A VIP customer has been visited",
                body,
                plan.supervisorOf(visit.salesperson())));
    }

    /**
     * Tells of stock below zero at the end of a day; part of the decision to publish that day's inventory.
     *
     * @param closing by product, the stock that is below zero; nothing is told when there is none
     */
    public void stockNegative(long executionId, String job, LocalDate day, Map<String, Integer> closing) {
        if (closing.isEmpty()) {
            return;
        }
        List<Map.Entry<String, Integer>> worst = closing.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .toList();
        String subject = "Stock negative on %s: %,d %s, the least %s with %,d"
                .formatted(
                        day,
                        worst.size(),
                        worst.size() == 1 ? "product" : "products",
                        PlainText.line(worst.get(0).getKey()),
                        worst.get(0).getValue());
        StringBuilder body = new StringBuilder(subject).append("\n\n");
        worst.stream()
                .limit(MOST_LISTED)
                .forEach(product ->
                        body.append("%s: %,d\n".formatted(PlainText.line(product.getKey()), product.getValue())));
        if (worst.size() > MOST_LISTED) {
            body.append("and %,d more\n".formatted(worst.size() - MOST_LISTED));
        }
        body.append("Cause: more was sold than the stock of the day before and the restocks allow\n")
                .append(
                        "To do: ./daybook query \"select * from inventory where snapshot_date = '%s' and closing < 0\"\n"
                                .formatted(day));
        String key = "execution/%d/%s/%s".formatted(executionId, NoticeKind.STOCK_NEGATIVE, day);
        add(new Notice(key, NoticeKind.STOCK_NEGATIVE, job, executionId, subject, body.toString(), List.of()));
    }

    /** Announces a change of a source: to the queue if there is one and the source says what is to be run, else to people. */
    public void changed(SourceChange change, boolean hasQueue) {
        boolean isEvent = hasQueue && change.event() != null;
        Notice notice = new Notice(
                "change/%s/%d".formatted(change.source(), change.executionId()),
                NoticeKind.CHANGED,
                change.job(),
                change.executionId(),
                change.subject(),
                isEvent ? String.valueOf(change.event()) : change.body(),
                List.of());
        outbox.add(notice, isEvent ? NoticePlan.TO_THE_QUEUE : plan.route(NoticeKind.CHANGED, change.job()));
    }

    /** @return false when it was told before */
    boolean missed(Missed missed) {
        return add(missed.notice());
    }

    private boolean add(Notice notice) {
        return outbox.add(notice, plan.route(notice.kind(), notice.job()));
    }
}
