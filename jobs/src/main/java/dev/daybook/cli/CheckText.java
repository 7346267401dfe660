package dev.daybook.cli;

import dev.daybook.feed.ParsedBlock.Counts;
import dev.daybook.feed.Reject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** For people: the counts, and the first rejects. */
final class CheckText implements CheckReport {

    private static final int SHOWN = 20;

    private final String file;
    private final String feed;
    private final String charset;
    private final PrintWriter out;
    private final List<String> first = new ArrayList<>();

    CheckText(String file, String feed, String charset, PrintWriter out) {
        this.file = file;
        this.feed = feed;
        this.charset = charset;
        this.out = out;
    }

    @Override
    public void add(Reject reject) {
        if (first.size() < SHOWN) {
            first.add("  line %d: %s".formatted(reject.line(), reject.reason()));
        }
    }

    @Override
    public void end(Counts counts) {
        out.println("%s by feed %s, read as %s".formatted(file, feed, charset));
        out.println("  rows      %,d read = %,d good + %,d rejected + %,d ignored; %,d blank"
                .formatted(counts.read(), counts.staged(), counts.rejected(), counts.ignored(), counts.blank()));
        first.forEach(out::println);
        if (counts.rejected() > SHOWN) {
            out.println("  … and %,d more: --json lists them all".formatted(counts.rejected() - SHOWN));
        }
    }
}
