package dev.daybook.jobs.notebookreport;

import dev.daybook.reporting.ReportRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a report says of where it comes from, as Markdown. */
final class Provenance {

    private static final int MOST_LISTED = 12;

    private Provenance() {}

    static String of(ReportRun run, ReportRecord staged, long executionId) {
        ReportRecord report = run.log().get(staged.name(), staged.period(), staged.revision());
        String generations = new String(run.read(run.staged(report, ReportRun.GENERATIONS)), StandardCharsets.UTF_8);
        String version = Provenance.class.getPackage().getImplementationVersion();
        return """
                # Where this comes from

                | | |
                |---|---|
                | Period | %s |
                | Rows of the extracts | %,d |
                | Generations read | %s |
                | Template | %s, sha256 %s |
                | Daybook | %s |
                | Run | execution %d, report %s |
                """.formatted(
                        report.period(),
                        report.rows(),
                        generations(generations),
                        report.name(),
                        run.template(report).sha256().substring(0, 12),
                        version == null ? "not packaged" : version,
                        executionId,
                        report.id());
    }

    private static String generations(String lines) {
        Map<String, List<String>> byTable = new TreeMap<>();
        lines.lines().filter(line -> !line.isBlank()).forEach(line -> {
            String[] parts = line.split(" ", 4);
            byTable.computeIfAbsent(parts[0], table -> new ArrayList<>()).add("%s: %s".formatted(parts[1], parts[2]));
        });
        if (byTable.isEmpty()) {
            return "none";
        }
        List<String> texts = new ArrayList<>();
        byTable.forEach((table, all) -> {
            List<String> last = all.subList(Math.max(0, all.size() - MOST_LISTED), all.size());
            String earlier =
                    all.size() > last.size() ? "%d earlier partitions, ".formatted(all.size() - last.size()) : "";
            texts.add("`%s` (%s%s)".formatted(table, earlier, String.join(", ", last)));
        });
        return String.join("; ", texts);
    }
}
