package dev.daybook.notebook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotebookTests {

    private static final String FOREIGN = """
            {
             "cells": [
              {
               "cell_type": "markdown",
               "id": "a1",
               "metadata": {},
               "source": "# One string, umlaut ä, \\u001b[0m and a tab\\t"
              },
              {
               "cell_type": "code",
               "execution_count": 3,
               "id": "b2",
               "metadata": {
                "tags": [
                 "parameters"
                ],
                "vendor": {
                 "z": 1.50,
                 "a": [],
                 "n": 12345678901234567890.123456789
                }
               },
               "outputs": [
                {
                 "data": {
                  "application/vnd.foo+json": {
                   "b": null,
                   "a": true
                  },
                  "text/plain": [
                   "3"
                  ]
                 },
                 "execution_count": 3,
                 "metadata": {},
                 "output_type": "execute_result"
                }
               ],
               "source": [
                "var from = \\"2026-01-01\\";\\n",
                "from"
               ]
              }
             ],
             "metadata": {
              "zzz": "first",
              "kernelspec": {
               "display_name": "Java",
               "language": "java",
               "name": "java"
              }
             },
             "nbformat": 4,
             "nbformat_minor": 5
            }
            """;

    private static Notebook read(String json) {
        return Notebook.read(json.getBytes(UTF_8), "test.ipynb");
    }

    @Test
    void aForeignNotebookIsWrittenBackByteByByte() {
        assertThat(new String(read(FOREIGN).toBytes(), UTF_8)).isEqualTo(FOREIGN);
        assertThat(NotebookSchema.faults(FOREIGN)).isEmpty();
    }

    @Test
    void sourcesAreTextWhetherTheyAreStringsOrLists() {
        List<Cell> cells = read(FOREIGN).cells();
        assertThat(cells.get(0).source()).isEqualTo("# One string, umlaut ä, \u001b[0m and a tab\t");
        assertThat(cells.get(1).source()).isEqualTo("var from = \"2026-01-01\";\nfrom");
        assertThat(cells).extracting(Cell::id).containsExactly("a1", "b2");
        assertThat(cells).extracting(Cell::type).containsExactly(Cell.Type.MARKDOWN, Cell.Type.CODE);
        assertThat(cells.get(1).executionCount()).contains(3);
    }

    @Test
    void parametersComeBehindTheTaggedCellAndReplaceThoseOfTheRunBefore() {
        Notebook notebook = read(FOREIGN);
        notebook.inject(Map.of("from", Parameters.text("old")));
        Map<String, String> values = new LinkedHashMap<>();
        values.put("from", Parameters.text("2026-03-01 \"quoted\" \\ \n"));
        values.put("most", "10");
        notebook.inject(values);

        assertThat(notebook.cells()).hasSize(3);
        Cell injected = notebook.cells().get(2);
        assertThat(injected.hasTag("injected-parameters")).isTrue();
        assertThat(injected.source())
                .isEqualTo("// Parameters\nvar from = \"2026-03-01 \\\"quoted\\\" \\\\ \\n\";\nvar most = 10;");
        assertThat(NotebookSchema.faults(new String(notebook.toBytes(), UTF_8))).isEmpty();
    }

    @Test
    void withoutATaggedCellParametersComeFirst() {
        Notebook notebook = read(FOREIGN.replace("\"parameters\"", "\"other\""));
        notebook.inject(Map.of("from", "1"));
        assertThat(notebook.cells().get(0).hasTag("injected-parameters")).isTrue();
    }

    @Test
    void aParameterIsAName() {
        assertThatThrownBy(() -> read(FOREIGN).inject(Map.of("a; System.exit(1); int b", "1")))
                .isInstanceOf(NotebookException.class)
                .hasMessageContaining("is no name of a parameter");
    }

    @Test
    void anOlderNotebookGetsIdsAndTheVersionThatHasThem() {
        String older = FOREIGN.replace("   \"id\": \"a1\",\n", "")
                .replace("   \"id\": \"b2\",\n", "")
                .replace("\"nbformat_minor\": 5", "\"nbformat_minor\": 2");
        Notebook notebook = read(older);
        notebook.giveIds();
        assertThat(notebook.cells()).extracting(Cell::id).containsExactly("cell-1", "cell-2");
        assertThat(NotebookSchema.faults(new String(notebook.toBytes(), UTF_8))).isEmpty();
    }

    @Test
    void allKindsOfOutputsAreValid() {
        Notebook notebook = read(FOREIGN);
        Outputs outputs = new Outputs();
        outputs.stream("stdout", "one\n");
        outputs.stream("stdout", "two\n");
        outputs.stream("stderr", "oh");
        outputs.display(Map.of("image/png", "aGk=", "text/plain", "a\nb"), "a picture");
        outputs.result(Map.of("text/html", "<b>1</b>"), "", 1);
        outputs.error("java.lang.Error", "broken", List.of("java.lang.Error: broken", "\tat the cell"));
        notebook.cells().get(1).setRun(1, outputs.asArray());

        assertThat(NotebookSchema.faults(new String(notebook.toBytes(), UTF_8))).isEmpty();
        assertThat(outputs.asArray()).hasSize(5);
        assertThat(outputs.asArray().get(0).toString())
                .isEqualTo("{\"name\":\"stdout\",\"output_type\":\"stream\",\"text\":[\"one\\n\",\"two\\n\"]}");
        assertThat(outputs.asArray().get(2).path("metadata").path("alt").asString())
                .isEqualTo("a picture");
    }

    @Test
    void theSchemaFindsFaults() {
        assertThat(NotebookSchema.faults(FOREIGN.replace("\"id\": \"a1\",", "")))
                .isNotEmpty();
        assertThat(NotebookSchema.faults(FOREIGN.replace("execute_result", "surprise")))
                .isNotEmpty();
        assertThat(NotebookSchema.faults(FOREIGN.replace("\"id\": \"a1\"", "\"id\": \"a 1\"")))
                .isNotEmpty();
    }

    @Test
    void whatIsNoNotebookIsToldWithItsPlace() {
        assertThatThrownBy(() -> read("{\n \"cells\": [,]}"))
                .isInstanceOf(NotebookException.class)
                .hasMessageContaining("test.ipynb is no notebook: line 2, column");
        assertThatThrownBy(() -> read("{\"nbformat\": 4}"))
                .hasMessageContaining("expected an object with an array 'cells'");
        assertThatThrownBy(() -> read("{\"cells\": [], \"nbformat\": 3}"))
                .hasMessageContaining("has notebook format 3: expected 4");
        assertThatThrownBy(() -> read(FOREIGN.replace("\"cell_type\": \"code\"", "\"cell_type\": \"heading\"")))
                .hasMessageContaining("test.ipynb, cell 2: expected a code, markdown or raw cell");
    }
}
