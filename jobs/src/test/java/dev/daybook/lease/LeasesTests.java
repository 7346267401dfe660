package dev.daybook.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.daybook.database.Database;
import dev.daybook.failure.DaybookException;
import dev.daybook.lease.Leases.Grant;
import dev.daybook.testing.DataFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class LeasesTests {

    private static final String KEY = "legacy-import/legacy-visits/x.csv";
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private HikariDataSource source;
    private Leases leases;

    @BeforeEach
    void open() {
        source = Database.open(new DataFolder(folder).settings());
        leases = new Leases(source, LONG);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private void expire() {
        JdbcClient.create(source)
                .sql("update run_lease set expires_at = current_timestamp - interval '1' second")
                .update();
    }

    private void ownerIs(String process) {
        JdbcClient.create(source)
                .sql("update run_lease set owner_process = ?")
                .param(process)
                .update();
    }

    @Test
    void aLeaseHasOneOwnerUntilItIsReleased() {
        Grant first = leases.acquire(KEY, "legacy-import");
        leases.bind(first, 7);
        assertThatThrownBy(() -> leases.acquire(KEY, "legacy-import"))
                .isInstanceOfSatisfying(
                        DaybookException.class, e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.REFUSED))
                .hasMessageContaining("is being worked on as execution 7 by process %d on"
                        .formatted(ProcessHandle.current().pid()))
                .hasMessageEndingWith("wait for it, or `daybook stop 7`");
        leases.release(first);
        assertThat(leases.acquire(KEY, "legacy-import")).isEqualTo(new Grant(KEY, first.fencing() + 1, 7L));
        assertThat(leases.acquire("another", "legacy-import")).isEqualTo(new Grant("another", 1, null));
    }

    @Test
    void anExpiredLeaseMayBeTakenAndItsOwnerCanNeitherRenewNorReleaseIt() {
        Grant late = leases.acquire(KEY, "legacy-import");
        expire();
        Grant taken = leases.acquire(KEY, "legacy-import");
        assertThat(leases.renew(late)).isFalse();
        leases.release(late);
        leases.bind(late, 99);
        assertThat(leases.isCurrent(late)).isFalse();
        assertThat(leases.isCurrent(taken)).isTrue();
        assertThat(leases.of(KEY)).hasValueSatisfying(lease -> {
            assertThat(lease.isHeld()).isTrue();
            assertThat(lease.executionId()).isNull();
        });
    }

    @Test
    void anExpiredLeaseNobodyHasTakenIsRenewedByItsOwner() {
        Grant grant = leases.acquire(KEY, "legacy-import");
        expire();
        assertThat(leases.of(KEY))
                .hasValueSatisfying(lease -> assertThat(lease.isHeld()).isFalse());
        assertThat(leases.renew(grant)).isTrue();
        assertThat(leases.of(KEY))
                .hasValueSatisfying(lease -> assertThat(lease.isHeld()).isTrue());
    }

    @Test
    void theLeaseOfAProcessThatIsGoneFromThisMachineNeedNotExpire() {
        leases.acquire(KEY, "legacy-import");
        String own = Worker.current().process();
        assertThat(own).as("this test needs Linux").isNotNull();
        String[] parts = own.split(" ");
        ownerIs(parts[0] + " " + parts[1] + " " + parts[2] + " " + (Long.parseLong(parts[3]) - 1));
        assertThat(leases.acquire(KEY, "legacy-import").fencing()).isEqualTo(2);
    }

    @Test
    void theLeaseOfAProcessElsewhereHasToExpire() {
        leases.acquire(KEY, "legacy-import");
        ownerIs("another-boot pid:[1] 1 1");
        assertThatThrownBy(() -> leases.acquire(KEY, "legacy-import")).isInstanceOf(DaybookException.class);
        ownerIs(Worker.current().process());
        assertThatThrownBy(() -> leases.acquire(KEY, "legacy-import")).isInstanceOf(DaybookException.class);
    }

    @Test
    void theFirstRequestToStopStaysAndTheNextOwnerDoesNotSeeIt() {
        Grant grant = leases.acquire(KEY, "legacy-import");
        leases.bind(grant, 7);
        leases.requestStop(leases.ofExecution(7).orElseThrow(), "ann");
        leases.requestStop(leases.ofExecution(7).orElseThrow(), "bob");
        assertThat(leases.stopRequest(grant)).contains("ann");
        leases.release(grant);
        assertThat(leases.stopRequest(leases.acquire(KEY, "legacy-import"))).isEmpty();
    }

    @Test
    void ofManyThatTakeALeaseAtOnceOneGetsIt() throws Exception {
        int takers = 4;
        ExecutorService threads = Executors.newFixedThreadPool(takers);
        try {
            for (int round = 0; round < 25; round++) {
                String key = KEY + round / 5;
                CyclicBarrier barrier = new CyclicBarrier(takers);
                Callable<Grant> take = () -> {
                    barrier.await();
                    try {
                        return leases.acquire(key, "legacy-import");
                    } catch (DaybookException e) {
                        assertThat(e.kind()).isEqualTo(DaybookException.Kind.REFUSED);
                        return null;
                    }
                };
                List<Future<Grant>> taken = IntStream.range(0, takers)
                        .mapToObj(i -> threads.submit(take))
                        .toList();
                List<Grant> grants = new java.util.ArrayList<>();
                for (Future<Grant> future : taken) {
                    if (future.get() != null) {
                        grants.add(future.get());
                    }
                }
                assertThat(grants).hasSize(1);
                assertThat(grants.get(0).fencing()).isEqualTo(round % 5 + 1);
                leases.release(grants.get(0));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aTransactionOfARunThatHasLostItsLeaseIsRolledBack() {
        RunLease late = new RunLease(leases);
        TransactionTemplate transaction = new TransactionTemplate(new FencedTransactionManager(source, late));
        JdbcClient jdbc = JdbcClient.create(source);
        Runnable insert = () -> transaction.executeWithoutResult(
                status -> jdbc.sql("insert into operator_action (acted_at, acted_by, action, outcome)"
                                + " values (current_timestamp, 'x', 'x', 'DONE')")
                        .update());
        insert.run();
        late.acquire(KEY, "legacy-import");
        late.bind(7);
        insert.run();
        expire();
        RunLease other = new RunLease(leases);
        other.acquire(KEY, "legacy-import");
        other.bind(8);
        assertThatThrownBy(insert::run)
                .isInstanceOfSatisfying(
                        DaybookException.class, e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.REFUSED))
                .hasMessageContaining(KEY + " was taken over by execution 8");
        assertThatThrownBy(late::requireHeld).hasMessageContaining("it has changed nothing since");
        assertThat(late.isLost()).isTrue();
        late.close();
        other.requireHeld();
        other.close();
        assertThat(jdbc.sql("select count(*) from operator_action")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void whatARunOfThisProcessIsGivenUpCommitsNothing() {
        RunLease lease = new RunLease(leases);
        lease.acquire(KEY, "legacy-import");
        Grant revoked = lease.revoke().orElseThrow();
        assertThatThrownBy(lease::requireHeld).isInstanceOf(DaybookException.class);
        leases.release(revoked);
        assertThat(leases.of(KEY))
                .hasValueSatisfying(row -> assertThat(row.isHeld()).isFalse());
    }
}
