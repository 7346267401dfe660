package dev.daybook.csv;

/** Resolves the escapes inside fields. */
public final class Escapes {

    private Escapes() {}

    /**
     * Copies {@code bytes[from, to)} to {@code target} with escapes resolved: a doubled quote becomes one, a backslash
     * before a quote, delimiter or backslash goes, any other backslash stays.
     *
     * @param target at least {@code to - from} long
     * @return number of bytes written
     */
    public static int resolve(Dialect dialect, byte[] bytes, int from, int to, byte[] target) {
        byte lead = (byte) (dialect.escape() == Dialect.Escape.DOUBLED ? dialect.quote() : '\\');
        int length = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] == lead && i + 1 < to && isProtected(dialect, bytes[i + 1])) {
                i++;
            }
            target[length++] = bytes[i];
        }
        return length;
    }

    private static boolean isProtected(Dialect dialect, byte next) {
        if (dialect.escape() == Dialect.Escape.DOUBLED) {
            return next == dialect.quote();
        }
        boolean isQuote = dialect.quote() != Dialect.NONE && next == dialect.quote();
        return isQuote || next == dialect.delimiter() || next == '\\';
    }

    /** Quotes {@code text} for a comma-separated file as RFC 4180 says, if it has to be. */
    public static String quote(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
