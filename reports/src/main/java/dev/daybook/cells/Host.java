package dev.daybook.cells;

/** Where cells run: shows their values and answers their queries. */
public interface Host {

    void show(Shown shown);

    /**
     * @param sql one statement that reads the notebook's extracts
     * @throws CellException when it cannot be answered
     */
    Table query(String sql);
}
