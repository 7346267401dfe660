package dev.daybook.feed;

/** Feeds for tests, of the few lines that matter. */
final class TestFeeds {

    private TestFeeds() {}

    /** A feed of an unpartitioned table with further keys as YAML. */
    static Feed of(String yaml) {
        return FeedFile.parse("test.yaml", "feed: test\nformat: csv\ntable: test\npartition: none\n" + yaml);
    }

    /** With one nullable column {@code v} from header {@code V} that has further keys, in YAML's flow style. */
    static Feed column(String type, String keys) {
        return of("columns:\n  - {name: v, from: V, nullable: true, type: \"" + type + "\""
                + (keys.isEmpty() ? "" : ", " + keys) + "}\n");
    }
}
