package dev.daybook.execution;

import dev.daybook.cells.Table;
import dev.daybook.notebook.Cell;
import dev.daybook.notebook.Notebook;
import dev.daybook.notebook.Outputs;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Runs the code cells of a notebook in their order and puts in what they show; ends with the first that fails. */
public final class NotebookRun {

    private final CellProcess process;
    private final CellProcess.Limits limits;
    private final Function<String, Table> queries;
    private final Clock clock;

    /**
     * @param process that has run no cell yet
     * @param queries answers {@code sql}; throws {@link dev.daybook.cells.CellException} for what it cannot answer
     */
    public NotebookRun(CellProcess process, CellProcess.Limits limits, Function<String, Table> queries, Clock clock) {
        this.process = process;
        this.limits = limits;
        this.queries = queries;
        this.clock = clock;
    }

    /**
     * The failure that ended the run.
     *
     * @param cell number of the code cell, from 1
     * @param id of the cell
     * @param error class and message of the exception
     */
    public record Failure(int cell, String id, String error) {}

    /** @return empty when all cells came to their end */
    public Optional<Failure> run(Notebook notebook) {
        List<Cell> cells = notebook.cells().stream()
                .filter(cell -> cell.type() == Cell.Type.CODE)
                .toList();
        cells.forEach(Cell::clear);
        int count = 0;
        for (Cell cell : cells) {
            count++;
            Outputs outputs = new Outputs();
            Instant started = clock.instant();
            CellProcess.End end = process.run(cell.source(), count, limits, outputs, queries);
            cell.setRun(count, outputs.asArray());
            cell.metadata()
                    .putObject("execution")
                    .put("iopub.execute_input", started.toString())
                    .put("shell.execute_reply", clock.instant().toString());
            if (end.error() != null) {
                return Optional.of(new Failure(count, cell.id(), end.error()));
            }
        }
        return Optional.empty();
    }
}
