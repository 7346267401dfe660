package dev.daybook.listen;

import static dev.daybook.testing.Visits.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.store.StoredObject;
import dev.daybook.testing.DaybookProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two listeners share a queue with duplicates and messages nobody can use: every object is loaded once. Of a thousand
 * messages the listeners run the jobs in their own processes, as starting a process for each takes most of the time.
 */
class ManyMessagesTests {

    private static final int MONTHS = 24;

    @TempDir
    private Path folder;

    @Test
    void twelveMessages() {
        Scene scene = new Scene(folder, 10);
        shareAmongTwo(scene, scene.process(), 12, 1, 1);
    }

    @Test
    @Tag("crash")
    void aThousandMessages() {
        Scene scene = new Scene(folder, 10);
        shareAmongTwo(scene, scene.process().main(InProcessListener.class), 1_000, 50, 20);
    }

    private static void shareAmongTwo(
            Scene scene, DaybookProcess listener, int messages, int duplicates, int malformed) {
        int objects = messages - duplicates - malformed;
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < objects; i++) {
            String date = "05/%02d/%d".formatted(i % 12 + 1, 2018 + i % MONTHS / 12);
            StoredObject object = scene.deliver("x%04d.csv".formatted(i), row(date, "Customer %04d".formatted(i)));
            bodies.add(S3Events.notification(Scene.created(object, "%018X".formatted(i + 1))));
        }
        bodies.addAll(List.copyOf(bodies.subList(0, duplicates)));
        for (int i = 0; i < malformed; i++) {
            bodies.add("{\"broken\": " + i);
        }
        Collections.shuffle(bodies, new Random(5));
        bodies.forEach(scene.queue()::send);
        assertThat(scene.queue().size()).isEqualTo(messages);

        while (scene.queue().size() > 0) {
            DaybookProcess.Running one = listener.start("listen", "--drain");
            DaybookProcess.Running other = listener.start("listen", "--drain");
            assertThat(one.await(DaybookProcess.VERY_PATIENT).exitCode()).isZero();
            assertThat(other.await(DaybookProcess.VERY_PATIENT).exitCode()).isZero();
        }

        assertThat(new TreeSet<>(scene.queue().takeDeadLetters()))
                .hasSize(malformed)
                .allMatch(body -> body.startsWith("{\"broken\": "));
        assertThat(scene.data().query("select count(*), count(distinct customer_name) from visits"))
                .containsExactly(objects + "|" + objects);
        assertThat(scene.data().records("select count(*) from ledger where status = 'LOADED' and revision = 0"))
                .containsExactly(String.valueOf(objects));
        assertThat(scene.data().records("select count(*) from ledger")).containsExactly(String.valueOf(objects));
        assertThat(scene.data().records("select count(*) from admission where decision = 'DUPLICATE'"))
                .containsExactly(String.valueOf(duplicates));
        assertThat(scene.keys("landing")).isEmpty();
        assertThat(scene.keys("processed")).hasSize(objects);
        assertThat(scene.keys("staging")).isEmpty();
    }
}
