package dev.daybook.execution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.UnresolvedReferenceException;
import org.jspecify.annotations.Nullable;

/** Runs cells in this JVM, one after another, each seeing what those before have declared. */
final class CellShell implements AutoCloseable {

    /** Expressions; those that are neither a variable nor an assignment become a variable JShell names. */
    private static final Set<Snippet.SubKind> SHOWN = Set.of(
            Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND,
            Snippet.SubKind.VAR_VALUE_SUBKIND,
            Snippet.SubKind.OTHER_EXPRESSION_SUBKIND);

    private final ValueControl values = new ValueControl();
    private final UncaughtExceptions uncaught = new UncaughtExceptions();
    private final JShell shell;
    private final SourceCodeAnalysis analysis;

    /** @param classPath cells are compiled with; they run with that of this JVM */
    CellShell(String classPath) {
        this.shell = JShell.builder()
                .executionEngine(new ValueControl.Provider(values), Map.of())
                .compilerOptions("--class-path", classPath, "-proc:none")
                .build();
        this.analysis = shell.sourceCodeAnalysis();
    }

    /** Loads the compiler while nobody waits for it; leaves nothing behind that a cell could see. */
    void compileOnce() {
        shell.eval(analysis.analyzeCompletion("0").source()).forEach(event -> shell.drop(event.snippet()));
        values.forget();
    }

    /**
     * What became of a cell.
     *
     * @param value of an expression at its end, without a semicolon; null for none
     * @param failure that ended it; null when it came to its end
     */
    record Outcome(@Nullable Object value, @Nullable Failure failure) {}

    /**
     * @param name class of the exception
     * @param trace lines, for people
     */
    record Failure(String name, String message, List<String> trace) {}

    Outcome run(String source) {
        uncaught.clear();
        List<Snippet> run = new ArrayList<>();
        @Nullable Object value = null;
        String rest = Magics.withoutMagics(source);
        while (!rest.isBlank()) {
            CompletionInfo next = analysis.analyzeCompletion(rest);
            if (next.completeness() == Completeness.EMPTY) {
                break;
            }
            boolean isWhole =
                    next.completeness().isComplete() || next.completeness() == Completeness.CONSIDERED_INCOMPLETE;
            String snippet = isWhole ? next.source() : rest;
            values.forget();
            for (SnippetEvent event : shell.eval(snippet)) {
                Failure failure = failure(event, isWhole);
                if (failure != null) {
                    return new Outcome(null, failure);
                }
                if (event.causeSnippet() == null) {
                    run.add(event.snippet());
                }
            }
            value = isShown(run, rest, next) ? values.last() : null;
            rest = isWhole ? next.remaining() : "";
        }
        Failure late = lateFailure(run);
        return new Outcome(late == null ? value : null, late);
    }

    private static boolean isShown(List<Snippet> run, String rest, CompletionInfo snippet) {
        boolean isLast = snippet.remaining() == null || snippet.remaining().isBlank();
        return isLast
                && !run.isEmpty()
                && SHOWN.contains(run.get(run.size() - 1).subKind())
                && !rest.stripTrailing().endsWith(";");
    }

    private @Nullable Failure failure(SnippetEvent event, boolean isWhole) {
        if (event.exception() != null) {
            return failure(event.exception());
        }
        if (event.status() == Snippet.Status.REJECTED) {
            List<String> found = shell.diagnostics(event.snippet())
                    .filter(Diag::isError)
                    .map(diagnostic -> describe(diagnostic, event.snippet().source()))
                    .toList();
            String first = found.isEmpty() ? "the code is not valid Java" : found.get(0);
            return new Failure("CompilationError", first.lines().findFirst().orElse(first), found);
        }
        if (!isWhole) {
            return new Failure("CompilationError", "the code ends in the middle of something", List.of());
        }
        return null;
    }

    /** What shows only behind the last snippet: names that never came, exceptions in other threads. */
    private @Nullable Failure lateFailure(List<Snippet> run) {
        for (Snippet snippet : run) {
            Snippet.Status status = shell.status(snippet);
            if (status == Snippet.Status.RECOVERABLE_DEFINED || status == Snippet.Status.RECOVERABLE_NOT_DEFINED) {
                List<String> found = shell.diagnostics(snippet)
                        .filter(Diag::isError)
                        .map(diagnostic -> describe(diagnostic, snippet.source()))
                        .toList();
                String first = found.isEmpty() ? "something in it is not declared" : found.get(0);
                return new Failure("CompilationError", first.lines().findFirst().orElse(first), found);
            }
        }
        Throwable elsewhere = uncaught.first();
        return elsewhere == null ? null : failure(elsewhere);
    }

    private static String describe(Diag diagnostic, String source) {
        int at = (int) Math.max(0, Math.min(diagnostic.getPosition(), source.length()));
        long line = source.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        return "%s%n  line %d: %s"
                .formatted(
                        diagnostic.getMessage(Locale.ROOT).lines().findFirst().orElse(""),
                        line,
                        source.lines().skip(line - 1).findFirst().orElse("").strip());
    }

    private static Failure failure(JShellException thrown) {
        if (thrown instanceof EvalException exception) {
            List<String> trace = new ArrayList<>();
            addTrace(exception, "", trace);
            return new Failure(
                    exception.getExceptionClassName(),
                    exception.getMessage() == null ? "" : exception.getMessage(),
                    trace);
        }
        String missing = thrown instanceof UnresolvedReferenceException reference
                ? reference.getSnippet().source()
                : thrown.toString();
        return new Failure("UnresolvedReference", "called before everything in it was declared: " + missing, List.of());
    }

    private static void addTrace(JShellException thrown, String prefix, List<String> trace) {
        String name = thrown instanceof EvalException exception
                ? exception.getExceptionClassName()
                : thrown.getClass().getName();
        trace.add(prefix + name + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage()));
        for (StackTraceElement frame : thrown.getStackTrace()) {
            boolean isOurs = frame.getClassName().startsWith("REPL.");
            trace.add(isOurs ? "\tat the cell, line %d".formatted(frame.getLineNumber()) : "\tat " + frame);
        }
        if (thrown.getCause() instanceof JShellException cause) {
            addTrace(cause, "Caused by: ", trace);
        }
    }

    private static Failure failure(Throwable thrown) {
        List<String> trace = new ArrayList<>(List.of(thrown.toString()));
        Arrays.stream(thrown.getStackTrace()).forEach(frame -> trace.add("\tat " + frame));
        return new Failure(thrown.getClass().getName(), String.valueOf(thrown.getMessage()), trace);
    }

    @Override
    public void close() {
        shell.close();
    }
}
