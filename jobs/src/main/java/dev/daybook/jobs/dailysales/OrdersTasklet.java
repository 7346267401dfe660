package dev.daybook.jobs.dailysales;

import dev.daybook.load.Ledger;
import dev.daybook.load.LedgerEntry;
import java.util.Objects;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Looks through the orders of a day's sales; other feeds have none. */
record OrdersTasklet(Ledger ledger, RepeatedOrders repeats) implements Tasklet {

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        long load = Objects.requireNonNull(context.getStepContext()
                .getStepExecution()
                .getJobExecution()
                .getJobParameters()
                .getLong("loadId"));
        LedgerEntry entry = ledger.get(load);
        if (entry.feed().equals(DailySales.DEFAULT_FEED)) {
            repeats.note(load, entry.source(), ledger.partitions(load));
        }
        return RepeatStatus.FINISHED;
    }
}
