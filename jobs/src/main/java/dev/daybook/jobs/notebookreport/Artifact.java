package dev.daybook.jobs.notebookreport;

/** Forms a report is rendered in. */
enum Artifact {
    HTML("html"),
    PDF("pdf");

    private final String extension;

    Artifact(String extension) {
        this.extension = extension;
    }

    String extension() {
        return extension;
    }

    /** In staging. */
    String file() {
        return "report." + extension;
    }
}
