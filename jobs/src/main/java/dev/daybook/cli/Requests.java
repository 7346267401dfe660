package dev.daybook.cli;

import dev.daybook.failure.DaybookException;
import dev.daybook.launch.JobDefinition;
import dev.daybook.launch.TaskRequest;
import dev.daybook.ops.Operator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Requests to run a job, from the words of a command line. */
final class Requests {

    private Requests() {}

    /** Who asks, for the record. */
    static String requestedBy() {
        return Operator.ofCommandLine(null).name();
    }

    static Set<String> names(List<JobDefinition> jobs) {
        return jobs.stream().map(JobDefinition::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** @throws DaybookException of kind CONFIGURATION that lists the jobs when it is none */
    static JobDefinition job(List<JobDefinition> jobs, @Nullable String name) {
        return jobs.stream()
                .filter(job -> job.name().equals(name))
                .findFirst()
                .orElseThrow(() -> DaybookException.configuration("%s: expected one of %s"
                        .formatted(
                                name == null ? "no job was named" : "there is no job " + name,
                                jobs.stream().map(JobDefinition::name).collect(Collectors.joining(", ")))));
    }

    /**
     * Parameters given as {@code name=value}.
     *
     * @throws DaybookException of kind CONFIGURATION for one the job does not have, or that is empty or given twice
     */
    static Map<String, String> parameters(JobDefinition job, List<String> words) {
        Map<String, String> given = new LinkedHashMap<>();
        List<String> names =
                job.parameters().stream().map(JobDefinition.Parameter::name).toList();
        for (String parameter : words) {
            int equals = parameter.indexOf('=');
            String key = equals < 0 ? parameter : parameter.substring(0, equals);
            if (equals < 0 || !names.contains(key)) {
                throw DaybookException.configuration("%s has no parameter '%s': expected some of %s, as name=value"
                        .formatted(job.name(), parameter, String.join(", ", names)));
            }
            if (equals + 1 == parameter.length()) {
                throw DaybookException.configuration("%s is empty: leave it out, or give it a value".formatted(key));
            }
            if (given.put(key, parameter.substring(equals + 1)) != null) {
                throw DaybookException.configuration("%s is given twice".formatted(key));
            }
        }
        return given;
    }

    /** @throws DaybookException of kind CONFIGURATION when one is missing that the job needs */
    static void requireComplete(JobDefinition job, Map<String, String> given) {
        for (JobDefinition.Parameter parameter : job.parameters()) {
            if (parameter.isRequired() && !given.containsKey(parameter.name())) {
                throw DaybookException.configuration(
                        "%s needs %s=…: %s".formatted(job.name(), parameter.name(), parameter.description()));
            }
        }
    }

    /** A request another process has put together, once its job and parameters are known to be some. */
    static TaskRequest checked(List<JobDefinition> jobs, TaskRequest task) {
        JobDefinition job = job(jobs, task.job());
        Map<String, String> given = task.request().parameters();
        parameters(
                job,
                given.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                        .toList());
        requireComplete(job, given);
        return task;
    }
}
