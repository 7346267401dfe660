package dev.daybook.jobs.notebookreport;

import dev.daybook.table.CommitRecord;
import dev.daybook.table.FileCatalog;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The generations a report may read: the present ones of all tables its extracts name.
 *
 * @param generations sorted by table and partition
 */
record Inputs(List<CommitRecord> generations) {

    static Inputs of(Template template, List<Template.Extract> extracts, FileCatalog catalog) {
        String sql = extracts.stream().map(Template.Extract::sql).collect(Collectors.joining("\n"));
        return new Inputs(catalog.all().stream()
                .filter(generation -> names(sql, generation.table()))
                .toList());
    }

    private static boolean names(String sql, String table) {
        return Pattern.compile("\\b" + Pattern.quote(table) + "\\b", Pattern.CASE_INSENSITIVE)
                .matcher(sql)
                .find();
    }

    /** Of the template and these generations; the same for a report that would come out the same. */
    String digest(Template template) {
        return DigestUtils.sha256Hex(template.sha256() + "\n" + text());
    }

    String text() {
        return generations.stream()
                .map(generation -> "%s %s %d %s"
                        .formatted(
                                generation.table(),
                                generation.partition(),
                                generation.generation(),
                                generation.location()))
                .collect(Collectors.joining("\n"));
    }
}
