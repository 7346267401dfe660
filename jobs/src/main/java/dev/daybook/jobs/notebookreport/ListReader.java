package dev.daybook.jobs.notebookreport;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Hands out a few items one after another; a restart goes on behind the last that was dealt with. */
final class ListReader<T> implements ItemStreamReader<T>, StepExecutionListener {

    private static final String DONE = "report.done";

    private final Function<StepExecution, List<T>> listing;
    private List<T> items = List.of();
    private int next;

    /** @param listing the items of a run, the same each time it is asked */
    ListReader(Function<StepExecution, List<T>> listing) {
        this.listing = listing;
    }

    @Override
    public void beforeStep(StepExecution execution) {
        items = listing.apply(execution);
    }

    @Override
    public void open(ExecutionContext context) {
        next = context.getInt(DONE, 0);
    }

    @Override
    public void update(ExecutionContext context) {
        context.putInt(DONE, next);
    }

    @Override
    public @Nullable T read() {
        return next < items.size() ? items.get(next++) : null;
    }
}
