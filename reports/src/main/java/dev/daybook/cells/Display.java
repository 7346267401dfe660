package dev.daybook.cells;

/** Shows values in a kernel of Jupyter that is not Daybook's; found as a service. */
public interface Display {

    void show(Shown shown);
}
