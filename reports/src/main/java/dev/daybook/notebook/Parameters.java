package dev.daybook.notebook;

import java.util.regex.Pattern;

/** Values of parameters as Java text. */
public final class Parameters {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private Parameters() {}

    /** The literal of a text. */
    public static String text(String value) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                default -> literal.append(c < ' ' ? "\\u%04x".formatted((int) c) : c);
            }
        }
        return literal.append('"').toString();
    }

    static String declaration(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new NotebookException(
                    "'%s' is no name of a parameter: expected letters, digits and _".formatted(name));
        }
        return "var %s = %s;".formatted(name, value);
    }
}
