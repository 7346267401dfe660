package dev.daybook.testing;

import tools.jackson.databind.node.ObjectNode;

/** A service an {@link AwsServer} answers for. */
public abstract class AwsService {

    private final ServiceModel model;
    private final String invalidInput;

    /** @param invalidInput the error its operations end with when a request is not as described */
    AwsService(ServiceModel model, String invalidInput) {
        this.model = model;
        this.invalidInput = invalidInput;
    }

    final ServiceModel model() {
        return model;
    }

    final String invalidInput() {
        return invalidInput;
    }

    /**
     * Carries out what was asked for, which is as described.
     *
     * @throws AwsError as the service ends with it
     */
    abstract ObjectNode answer(String operation, ObjectNode request);

    void close() {}
}
