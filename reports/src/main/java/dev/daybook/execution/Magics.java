package dev.daybook.execution;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Lines by which Java kernels of Jupyter are told of class paths and the like, such as {@code %jars}: they stand before the
 * first line of code, and mean nothing here, where the class path is given.
 */
final class Magics {

    private static final Pattern MAGIC = Pattern.compile("\\s*(%%?|!)[A-Za-z].*");
    private static final Pattern NO_CODE = Pattern.compile("\\s*(//.*)?");

    private Magics() {}

    /** The source with empty lines in place of magics, so that lines keep their numbers. */
    static String withoutMagics(String source) {
        List<String> lines = source.lines().toList();
        StringBuilder code = new StringBuilder();
        boolean isBeforeCode = true;
        for (String line : lines) {
            boolean isMagic = isBeforeCode && MAGIC.matcher(line).matches();
            isBeforeCode &= isMagic || NO_CODE.matcher(line).matches();
            code.append(isMagic ? "" : line).append('\n');
        }
        return code.toString();
    }
}
