package dev.daybook.ops;

import static dev.daybook.testing.Visits.badRow;
import static dev.daybook.testing.Visits.file;
import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import dev.daybook.lease.Leases;
import dev.daybook.testing.DataFolder;
import dev.daybook.testing.Operators;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which action each state of a run allows, what it does, and what is said when it is refused. */
class RunDeskTests {

    private static final String KEY = "legacy-import/legacy-visits/x.csv";
    private static final Operator ANN = new Operator("ann", "as agreed");

    @TempDir
    private Path folder;

    private DataFolder data;
    private Operators operators;
    private ExecutionView run;

    @BeforeEach
    void aRunIsDone() {
        data = new DataFolder(folder.resolve("data"));
        operators = new Operators(data);
        run = data.load(file(folder.resolve("x.csv"), row("05/01/20", "One"), badRow("05/01/20", "Two")));
        assertThat(run.status()).isIn("COMPLETED");
    }

    private void become(String status) {
        data.update("update batch_job_execution set status = '%s', exit_code = '%s'".formatted(status, status));
        data.update("update batch_step_execution set status = '%s' where step_name = 'finish'".formatted(status));
        data.update("update ledger set status = 'LOADING'");
    }

    /** The worker's lease as it is in the middle of a run, whose process is this one. */
    private Leases.Grant atWork() {
        return data.withDatabase(source -> {
            Leases leases = new Leases(source, data.settings().run().lease());
            Leases.Grant grant = leases.acquire(KEY, "legacy-import");
            leases.bind(grant, run.id());
            return grant;
        });
    }

    private void refused(Consumer<RunDesk> action, String... message) {
        assertThatThrownBy(() -> operators.at(desk -> {
                    action.accept(desk);
                    return null;
                }))
                .isInstanceOfSatisfying(
                        DaybookException.class, e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.REFUSED))
                .message()
                .contains(message);
    }

    private List<Long> recoverAll() {
        return operators.at(desk -> desk.recoverAll(ANN));
    }

    private List<String> audit() {
        return data.records("select acted_by, action, job_execution_id, outcome, reason from operator_action"
                + " order by action_id");
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, false, ''",
        "FAILED, false, 'RESTART ABANDON'",
        "STOPPED, false, 'RESTART ABANDON'",
        "ABANDONED, false, ''",
        "UNKNOWN, false, RECOVER",
        "STARTING, false, RECOVER",
        "STARTED, false, RECOVER",
        "STOPPING, false, RECOVER",
        "STARTING, true, STOP",
        "STARTED, true, STOP"
    })
    void eachStateAllowsWhatCanBeDone(String status, boolean isAtWork, String allowed) {
        become(status);
        if (isAtWork) {
            atWork();
        }
        assertThat(operators.at(desk -> desk.allowed(run.id())).stream().map(Action::name))
                .containsExactly(allowed.isEmpty() ? new String[0] : allowed.split(" "));
    }

    @Test
    void whatIsDoneCanNeitherBeRestartedNorStoppedNorAbandonedNorRecovered() {
        refused(desk -> desk.restart(run.id(), ANN), "restart of execution 1 is refused: it is COMPLETED", "rollback");
        refused(desk -> desk.stop(run.id(), ANN), "stop of execution 1 is refused: it is COMPLETED");
        refused(desk -> desk.abandon(run.id(), ANN), "abandon of execution 1 is refused: it is COMPLETED");
        refused(desk -> desk.recover(run.id(), ANN), "recover of execution 1 is refused: it is COMPLETED");
        assertThat(audit())
                .containsExactly(
                        "ann|restart|1|REFUSED|as agreed",
                        "ann|stop|1|REFUSED|as agreed",
                        "ann|abandon|1|REFUSED|as agreed",
                        "ann|recover|1|REFUSED|as agreed");
    }

    @Test
    void aLiveRunIsStoppedByAFlagAndCannotBeRestartedBeforeItConfirms() {
        become("STARTED");
        atWork();
        refused(desk -> desk.recover(run.id(), ANN), "it is STARTED in process", "Allowed: `daybook stop 1`");
        operators.at(desk -> {
            desk.stop(run.id(), ANN);
            desk.stop(run.id(), new Operator("bob", null));
            assertThat(desk.hasEnded(run.id())).isFalse();
            return null;
        });
        refused(
                desk -> desk.restart(run.id(), ANN),
                "restart of execution 1 is refused: it is STOPPING, as told by ann at",
                "Wait until `daybook show 1` says STOPPED");
        assertThat(audit())
                .contains("ann|stop|1|DONE|as agreed", "bob|stop|1|DONE|null", "ann|restart|1|REFUSED|as agreed");
        assertThat(data.records("select status from batch_job_execution")).containsExactly("STARTED");
    }

    @Test
    void aDeadRunIsRecoveredAndThenRestarted() {
        become("STARTED");
        refused(desk -> desk.stop(run.id(), ANN), "is gone, last seen at", "Allowed: `daybook recover 1`");
        operators.at(desk -> {
            desk.recover(run.id(), ANN);
            return null;
        });
        assertThat(data.show(run.id()).status()).isEqualTo("FAILED");
        assertThat(data.show(run.id()).message()).contains("its process ended without a word, process ");
        ExecutionView restarted = operators.restart(run.id());
        assertThat(restarted.status()).isEqualTo("COMPLETED");
        assertThat(restarted.id()).isEqualTo(2);
        assertThat(data.customers()).containsExactly("One legacy-visits/x.csv");
        refused(
                desk -> desk.restart(run.id(), ANN),
                "it is FAILED. Execution 2 has gone on from it: see `daybook show 2`");
    }

    @Test
    void restartRecoversADeadRunByItself() {
        become("UNKNOWN");
        assertThat(operators.restart(run.id()).status()).isEqualTo("COMPLETED");
        assertThat(data.records("select status from batch_job_execution order by job_execution_id"))
                .containsExactly("FAILED", "COMPLETED");
        assertThat(audit()).containsExactly("test|recover|1|DONE|to try again", "test|restart|1|DONE|to try again");
    }

    @Test
    void allThatDeadProcessesLeftIsRecoveredAtOnce() {
        become("STARTED");
        data.update("insert into batch_job_instance (job_instance_id, version, job_name, job_key)"
                + " values (77, 0, 'legacy-import', 'orphan')");
        assertThat(recoverAll()).containsExactly(run.id());
        assertThat(recoverAll()).isEmpty();
        assertThat(data.records("select job_instance_id from batch_job_instance"))
                .containsExactly("1");
        assertThat(data.records("select status, exit_code from batch_step_execution where step_name = 'finish'"))
                .containsExactly("FAILED|FAILED");
    }

    @Test
    void aLiveRunIsLeftAloneByRecoverAll() {
        become("STARTED");
        atWork();
        assertThat(recoverAll()).isEmpty();
        assertThat(data.show(run.id()).status()).isEqualTo("STARTED");
    }

    @Test
    void theRequestOfAnAbandonedRunBeginsAnew() {
        become("FAILED");
        operators.at(desk -> {
            desk.abandon(run.id(), ANN);
            return null;
        });
        assertThat(data.show(run.id()).status()).isEqualTo("ABANDONED");
        assertThat(data.ledger()).containsExactly("x.csv|0|REFUSED");
        refused(desk -> desk.restart(run.id(), ANN), "it is ABANDONED", "Run the request anew");
        ExecutionView anew = data.load(folder.resolve("x.csv"));
        assertThat(anew.status()).isEqualTo("COMPLETED");
        assertThat(data.ledger()).containsExactly("x.csv|0|REFUSED", "x.csv|1|LOADED");
        assertThat(data.customers()).containsExactly("One legacy-visits/x.csv");
    }

    @Test
    void aRunWhoseFileHasChangedCannotBeGoneOnWith() {
        become("FAILED");
        file(folder.resolve("x.csv"), row("05/01/20", "Changed"));
        assertThatThrownBy(() -> operators.restart(run.id()))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining("has changed since, so that it cannot be gone on with: run it as a new request");
        assertThat(data.customers()).containsExactly("One legacy-visits/x.csv");
        assertThat(data.executions()).hasSize(1);
    }

    @Test
    void aRunThatDoesNotExistIsABadRequest() {
        assertThatThrownBy(() -> operators.at(desk -> desk.allowed(99)))
                .isInstanceOfSatisfying(
                        DaybookException.class,
                        e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.CONFIGURATION))
                .hasMessage("there is no execution 99: see `daybook executions`");
    }

    @Test
    void recoveringEndsTasksThatHaveNotComeToARunWithinADay() {
        data.update("delete from task_task_batch");
        data.update("update task_execution set end_time = null, exit_code = null");
        String open = "select count(*) from task_execution where end_time is null";
        recoverAll();
        assertThat(data.records(open)).containsExactly("1");
        data.update("update task_execution set start_time = start_time - interval '25' hour");
        recoverAll();
        assertThat(data.records(open)).containsExactly("0");
        assertThat(data.records("select exit_code from task_execution")).containsExactly("1");
    }
}
