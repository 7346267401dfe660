package dev.daybook.execution;

import java.lang.reflect.Method;
import java.util.Map;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/** Runs snippets in this JVM and keeps the value of the last: JShell itself hands out its text alone. */
final class ValueControl extends DirectExecutionControl {

    private @Nullable Object last;

    /** JShell's way of getting at one that is there. */
    record Provider(ValueControl control) implements ExecutionControlProvider {

        @Override
        public String name() {
            return "cells";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
            return control;
        }
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        last = snippet.invoke(null);
        return "";
    }

    @Nullable
    Object last() {
        return last;
    }

    void forget() {
        last = null;
    }
}
