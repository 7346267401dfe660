package dev.daybook.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The way Spring Boot starts a batch job: {@code --spring.batch.job.name=JOB name=value …}, or the name in
 * {@code SPRING_BATCH_JOB_NAME}. It means what {@code run JOB name=value …} does.
 */
final class SpringStyle {

    private static final String OPTION = "--spring.batch.job.name";
    private static final String VARIABLE = "SPRING_BATCH_JOB_NAME";
    private static final String RUN = "run";

    private SpringStyle() {}

    /**
     * The command line with its verb. One that is not of this way stays as it is.
     *
     * @param environment such as {@code System.getenv()}
     */
    static String[] withVerb(Map<String, String> environment, String... arguments) {
        String option = Arrays.stream(arguments)
                .filter(word -> word.equals(OPTION) || word.startsWith(OPTION + "="))
                .findFirst()
                .orElse(null);
        String named = environment.getOrDefault(VARIABLE, "");
        boolean hasNoVerb = arguments.length == 0 ? !named.isEmpty() : isParameter(arguments[0]);
        if (option == null && !hasNoVerb) {
            return arguments;
        }
        List<String> words = new ArrayList<>(List.of(RUN));
        String name = option == null ? named : option.substring(Math.min(option.length(), OPTION.length() + 1));
        if (!name.isEmpty()) {
            words.add(name);
        }
        Arrays.stream(arguments).filter(word -> !word.equals(option)).forEach(words::add);
        return words.toArray(String[]::new);
    }

    private static boolean isParameter(String word) {
        return !word.startsWith("-") && word.contains("=");
    }
}
