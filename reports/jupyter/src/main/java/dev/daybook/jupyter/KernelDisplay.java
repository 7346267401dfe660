package dev.daybook.jupyter;

import dev.daybook.cells.Display;
import dev.daybook.cells.Shown;
import dev.daybook.cells.Table;
import dev.daybook.chart.Chart;
import java.util.List;
import java.util.Map;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;
import org.rapaio.jupyter.kernel.global.Global;
import org.rapaio.shaded.com.google.gson.JsonParser;

/**
 * Has the kernel show tables, charts and the like in all the forms Daybook puts into a notebook. Found as a service, by the
 * kernel for the values of cells and by {@code show} for what is shown in between.
 */
public final class KernelDisplay implements Display, DisplayProvider {

    @Override
    public void show(Shown shown) {
        Global.display(shown);
    }

    @Override
    public List<DisplayRenderer> getDisplayRenderers() {
        return List.of(new Renderer(Shown.class), new Renderer(Table.class), new Renderer(Chart.class));
    }

    @Override
    public List<DisplayTransformer> getDisplayTransformers() {
        return List.of();
    }

    /** Gives all forms whichever is asked for: the page, and later readers of the notebook, choose. */
    private record Renderer(Class<?> rendererClass) implements DisplayRenderer {

        @Override
        public boolean canRender(String mimeType) {
            return true;
        }

        @Override
        public DisplayData render(String mimeType, Object value) {
            Shown shown = Shown.of(value);
            DisplayData display = DisplayData.fromText(shown.plain());
            for (Map.Entry<String, String> form : shown.data().entrySet()) {
                boolean isJson = form.getKey().endsWith("+json");
                display.putData(form.getKey(), isJson ? JsonParser.parseString(form.getValue()) : form.getValue());
            }
            if (!shown.alt().isEmpty()) {
                display.putMetaData("alt", shown.alt());
            }
            return display;
        }
    }
}
