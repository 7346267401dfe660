package dev.daybook.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublisherTests {

    private final MemoryPublicationLog log = new MemoryPublicationLog();
    private final MemoryCatalog catalog = new MemoryCatalog();
    private final Publisher publisher = new Publisher(log, catalog);

    /** Shows what was projected last; can be made to fail. */
    private static final class MemoryCatalog implements Catalog {

        private final List<CommitRecord> projected = new ArrayList<>();
        private boolean isBroken;

        @Override
        public void project(CommitRecord generation) {
            if (isBroken) {
                throw DaybookException.storage("the catalog does not answer", null);
            }
            projected.add(generation);
        }

        @Override
        public Optional<CommitRecord> current(String table, String partition) {
            return projected.isEmpty() ? Optional.empty() : Optional.of(projected.get(projected.size() - 1));
        }

        @Override
        public List<CommitRecord> all() {
            return projected;
        }
    }

    private static int after(CommitRecord latest) {
        return latest == null ? 1 : latest.generation() + 1;
    }

    @Test
    void aGenerationIsDecidedThenShown() {
        List<CommitRecord> alongside = new ArrayList<>();
        CommitRecord published = publisher.publish(
                "visits", "p", "load-1", latest -> Generations.of("p", after(latest), "load-1"), alongside::add);
        assertThat(published).isEqualTo(Generations.of("p", 1, "load-1"));
        assertThat(alongside).containsExactly(published);
        assertThat(catalog.projected).containsExactly(published);
        assertThat(log.unprojected()).isEmpty();
    }

    @Test
    void aBuildThatFailsBecauseSomebodyElseHasPublishedIsDoneAgainOnTopOfThat() {
        CommitRecord published = publisher.publish(
                "visits",
                "p",
                "load-1",
                latest -> {
                    if (latest == null) {
                        log.decide(Generations.of("p", 1, "other"), () -> {});
                        throw DaybookException.refused("generation 1 is published already");
                    }
                    return Generations.of("p", after(latest), "load-1");
                },
                decided -> {});
        assertThat(published).isEqualTo(Generations.of("p", 2, "load-1"));
    }

    @Test
    void aBuildThatFailsForAnotherReasonFails() {
        assertThatThrownBy(() -> publisher.publish(
                        "visits",
                        "p",
                        "load-1",
                        latest -> {
                            throw DaybookException.refused("generation 1 is published already");
                        },
                        decided -> {}))
                .hasMessage("generation 1 is published already");
    }

    @Test
    void whenSomebodyElsePublishesMeanwhileItIsBuiltAgainOnTopOfThat() {
        List<Integer> bases = new ArrayList<>();
        List<CommitRecord> alongside = new ArrayList<>();
        CommitRecord published = publisher.publish(
                "visits",
                "p",
                "load-1",
                latest -> {
                    bases.add(after(latest) - 1);
                    if (bases.size() < 3) {
                        log.decide(Generations.of("p", after(latest), "other-" + bases.size()), () -> {});
                    }
                    return Generations.of("p", after(latest), "load-1");
                },
                alongside::add);
        assertThat(bases).containsExactly(0, 1, 2);
        assertThat(published.generation()).isEqualTo(3);
        assertThat(alongside).containsExactly(published);
    }

    @Test
    void afterFiveTriesItFailsAndCanBeRestarted() {
        int[] tries = new int[1];
        assertThatThrownBy(() -> publisher.publish(
                        "visits",
                        "p",
                        "load-1",
                        latest -> {
                            log.decide(Generations.of("p", after(latest), "other-" + tries[0]++), () -> {});
                            return Generations.of("p", after(latest), "load-1");
                        },
                        decided -> {}))
                .isInstanceOfSatisfying(
                        DaybookException.class, e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.STORAGE))
                .hasMessage("partition p of visits was published 5 times by others meanwhile: restart the run");
        assertThat(tries[0]).isEqualTo(5);
        assertThat(log.decidedBy("visits", "p", "load-1")).isEmpty();
    }

    @Test
    void whatWasDecidedEarlierIsShownWithoutBeingBuiltAgain() {
        CommitRecord decided = Generations.of("p", 1, "load-1");
        log.decide(decided, () -> {});
        CommitRecord published = publisher.publish(
                "visits",
                "p",
                "load-1",
                latest -> {
                    throw new IllegalStateException("must not be built");
                },
                again -> {
                    throw new IllegalStateException("must not be recorded");
                });
        assertThat(published).isEqualTo(decided);
        assertThat(catalog.projected).containsExactly(decided);
    }

    @Test
    void aDecisionTheCatalogMissedIsRolledForward() {
        catalog.isBroken = true;
        assertThatThrownBy(() -> publisher.publish(
                        "visits", "p", "load-1", latest -> Generations.of("p", 1, "load-1"), decided -> {}))
                .hasMessage("the catalog does not answer");
        assertThat(catalog.projected).isEmpty();
        catalog.isBroken = false;
        assertThat(publisher.rollForward()).isEqualTo(1);
        assertThat(publisher.rollForward()).isZero();
        assertThat(catalog.projected).containsExactly(Generations.of("p", 1, "load-1"));
    }
}
