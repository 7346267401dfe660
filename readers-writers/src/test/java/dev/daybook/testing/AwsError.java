package dev.daybook.testing;

/** An error as a service of AWS answers it. */
final class AwsError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code the name of its type, such as {@code EntityNotFoundException} */
    AwsError(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }
}
