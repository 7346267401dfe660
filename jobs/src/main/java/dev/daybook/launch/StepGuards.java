package dev.daybook.launch;

import dev.daybook.failure.DaybookException;
import dev.daybook.lease.RunLease;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;

/** What every chunk step of ours is built with. */
public final class StepGuards {

    private static final Set<BatchStatus> EARLY_ENDS =
            EnumSet.of(BatchStatus.FAILED, BatchStatus.STOPPED, BatchStatus.STOPPING, BatchStatus.UNKNOWN);

    private StepGuards() {}

    /**
     * Ends a step as STOPPED when the run was told to stop or its thread was interrupted. Batch 6.0.4's own policy leaves
     * the loop without marking the execution, which then counts as COMPLETED with the rows it had (TRAPS B7).
     */
    static StepInterruptionPolicy interruption(RunLease lease) {
        return execution -> {
            if (Thread.interrupted() || lease.stopRequest().isPresent()) {
                execution.setTerminateOnly();
            }
            if (execution.isTerminateOnly()) {
                throw new JobInterruptedException(
                        "told to stop by " + lease.stopRequest().orElse("an interruption"));
            }
        };
    }

    /**
     * Begins a step that goes on from the place its last chunk committed, a chunk being an item. Nothing else has to be
     * said for that.
     */
    public static <I, O> ChunkOrientedStepBuilder<I, O> keepingItsPlace(String step, JobRepository repository) {
        return new ChunkOrientedStepBuilder<I, O>(step, committedPlaces(repository), 1)
                .listener(savingItsPlace(repository));
    }

    /**
     * Saves the place a restarted step goes on from. Batch 6.0.4 gives it to the new step execution in memory alone, and
     * saves it with the first chunk: a process that dies before that would begin from the start the next time.
     */
    private static StepExecutionListener savingItsPlace(JobRepository repository) {
        return new StepExecutionListener() {
            @Override
            public void beforeStep(StepExecution execution) {
                repository.updateExecutionContext(execution);
            }
        };
    }

    /**
     * The repository for a step that keeps its place: of one that ends early, what its last chunk committed stays. Batch
     * 6.0.4 saves what it has in memory then, which after a chunk that was rolled back is that chunk's place: the next
     * execution would leave the chunk out.
     */
    static JobRepository committedPlaces(JobRepository repository) {
        return (JobRepository) Proxy.newProxyInstance(
                JobRepository.class.getClassLoader(),
                new Class<?>[] {JobRepository.class},
                (proxy, method, arguments) ->
                        savesAnEarlyEnd(method, arguments) ? null : call(repository, method, arguments));
    }

    private static boolean savesAnEarlyEnd(Method method, Object @Nullable [] arguments) {
        return method.getName().equals("updateExecutionContext")
                && arguments != null
                && arguments[0] instanceof StepExecution step
                && EARLY_ENDS.contains(step.getStatus());
    }

    private static @Nullable Object call(JobRepository repository, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(repository, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /**
     * Fails a step that counts as complete though its reader has not come to the end: whatever ended it, rows are
     * missing.
     */
    public static StepExecutionListener readToTheEnd(BooleanSupplier isAtEnd) {
        return new StepExecutionListener() {
            @Override
            public @Nullable ExitStatus afterStep(StepExecution execution) {
                if (execution.getStatus() != BatchStatus.COMPLETED || isAtEnd.getAsBoolean()) {
                    return null;
                }
                execution.setStatus(BatchStatus.FAILED);
                execution.addFailureException(DaybookException.storage(
                        "step %s ended before its input did: restart the run".formatted(execution.getStepName()),
                        null));
                return ExitStatus.FAILED;
            }
        };
    }
}
