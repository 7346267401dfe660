package dev.daybook.execution;

import dev.daybook.cells.CellException;
import dev.daybook.cells.Cells;
import dev.daybook.cells.Host;
import dev.daybook.cells.Shown;
import dev.daybook.cells.Table;
import dev.daybook.chart.Chart;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * {@code main} of the process that runs cells: takes them from standard input, one after another, and tells on standard
 * output what they print, show, and come to. Ends with its input.
 */
public final class CellMain implements Host {

    private final DataInputStream in;
    private final DataOutputStream out;
    private final PrintStream printed = stream("stdout");
    private final PrintStream warned = stream("stderr");

    private CellMain(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** @param arguments class path the cells are compiled with */
    public static void main(String[] arguments) throws IOException {
        Locale.setDefault(Locale.ROOT);
        CellMain main = new CellMain(
                new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in))),
                new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out))));
        System.setOut(main.printed);
        System.setErr(main.warned);
        System.setIn(InputStream.nullInputStream());
        Cells.connect(main);
        Thread drawing = new Thread(CellMain::drawOnce, "first-chart");
        drawing.setDaemon(true);
        drawing.start();
        try (CellShell shell = new CellShell(arguments[0])) {
            shell.compileOnce();
            main.serve(shell);
        }
        // Threads that cells have left behind must not keep the process.
        System.exit(0);
    }

    /** Loads fonts and what else takes its time while nobody waits for it. */
    private static void drawOnce() {
        try {
            Chart chart = Chart.horizontalBars("title", List.of("label"), List.of(1));
            chart.svg();
            chart.png();
        } catch (RuntimeException | LinkageError e) {
            // The cell that wants a chart will say so; others do not need one.
            return;
        }
    }

    private PrintStream stream(String name) {
        return new PrintStream(
                new TextFrames(text -> send(Wire.STREAM, List.of(name, text))), true, StandardCharsets.UTF_8);
    }

    private void serve(CellShell shell) throws IOException {
        send(Wire.READY, List.of());
        while (in.read() == Wire.CELL) {
            CellShell.Outcome outcome = shell.run(Wire.readText(in));
            printed.flush();
            warned.flush();
            if (outcome.value() != null) {
                showAs(Wire.RESULT, Shown.of(outcome.value()));
            }
            if (outcome.failure() != null) {
                CellShell.Failure failure = outcome.failure();
                synchronized (out) {
                    out.writeByte(Wire.ERROR);
                    Wire.writeText(out, failure.name());
                    Wire.writeText(out, failure.message());
                    Wire.writeTexts(out, failure.trace());
                }
            }
            send(Wire.END, List.of());
        }
    }

    @Override
    public void show(Shown shown) {
        printed.flush();
        warned.flush();
        showAs(Wire.DISPLAY, shown);
    }

    private void showAs(int kind, Shown shown) {
        synchronized (out) {
            try {
                out.writeByte(kind);
                Wire.writeShown(out, shown);
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public synchronized Table query(String sql) {
        send(Wire.QUERY, List.of(sql));
        try {
            if (in.read() == Wire.ROWS) {
                return Wire.readTable(in);
            }
            throw new CellException("sql: " + Wire.readText(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(int kind, List<String> texts) {
        synchronized (out) {
            try {
                out.writeByte(kind);
                for (String text : texts) {
                    Wire.writeText(out, text);
                }
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
