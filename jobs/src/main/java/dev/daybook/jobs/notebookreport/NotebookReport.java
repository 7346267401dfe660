package dev.daybook.jobs.notebookreport;

import dev.daybook.launch.JobDefinition;
import java.util.List;

/** Reports: tables in, a notebook with its outputs, HTML and PDF out. */
public final class NotebookReport implements JobDefinition {

    static final String NAME = "notebook-report";
    static final String REPORT = "report";
    static final String FROM = "from";
    static final String TO = "to";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Run a report's notebook over the tables, and publish it with its HTML and PDF.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter(
                        REPORT,
                        true,
                        "name of the template: weekly-sales, visits, clickstream, productivity, or one of yours"),
                new Parameter(
                        FROM,
                        false,
                        "first day, such as 2026-03-01; default the last full week or month, as the template says"),
                new Parameter(TO, false, "last day; given with from"));
    }

    @Override
    public Class<?> configuration() {
        return NotebookReportConfiguration.class;
    }
}
