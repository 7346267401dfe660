package dev.daybook.settings;

import dev.daybook.failure.DaybookException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Values that are named and not written down: {@code env:NAME}, {@code file:PATH}, {@code secretsmanager:ID}. None of the
 * messages has the value.
 */
public final class Secrets {

    /** The forms, for messages. */
    public static final String FORMS = "env:NAME, file:PATH or secretsmanager:ID";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(10);

    private final Map<String, String> environment;
    private final String region;

    /** @param region of secrets whose id is no ARN */
    public Secrets(Map<String, String> environment, String region) {
        this.environment = Map.copyOf(environment);
        this.region = region;
    }

    public static boolean isReference(String text) {
        return text.matches("(?s)(env|file|secretsmanager):.+");
    }

    /**
     * @param reference of one of the forms
     * @param what it is for, for messages
     * @throws DaybookException of kind CONFIGURATION when there is nothing there
     */
    public String get(String reference, String what) {
        int colon = reference.indexOf(':');
        String name = reference.substring(colon + 1);
        String value = switch (reference.substring(0, Math.max(0, colon))) {
            case "env" -> environment.getOrDefault(name, "");
            case "file" -> read(name, what);
            case "secretsmanager" -> fetch(name, what);
            default -> throw DaybookException.configuration("%s: expected %s".formatted(what, FORMS));
        };
        if (value.isBlank()) {
            throw DaybookException.configuration("%s: there is nothing in %s".formatted(what, reference));
        }
        return value.strip();
    }

    private static String read(String file, String what) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw DaybookException.configuration("%s: %s cannot be read: %s".formatted(what, file, e));
        }
    }

    private String fetch(String id, String what) {
        try (SecretsManagerClient client = SecretsManagerClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT_TIMEOUT)
                        .socketTimeout(SILENCE_TIMEOUT))
                .region(regionOf(id))
                .build()) {
            return String.valueOf(
                    client.getSecretValue(request -> request.secretId(id)).secretString());
        } catch (SdkException e) {
            throw DaybookException.configuration(
                    "%s: secret %s cannot be read: %s. Check its name, its region and the role's secretsmanager:GetSecretValue"
                            .formatted(what, id, e.getMessage()));
        }
    }

    /** {@code arn:partition:secretsmanager:region:account:secret:name}. */
    private Region regionOf(String id) {
        String[] parts = id.split(":");
        return Region.of(parts.length > 3 && parts[0].equals("arn") ? parts[3] : region);
    }
}
