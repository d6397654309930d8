package io.millrace.standalone;

/** Says in one line why the process does not start. */
final class StartFailure {
    private StartFailure() {}

    /** The messages of the failure and its causes, each once. */
    static String describe(Throwable failure) {
        StringBuilder text = new StringBuilder();
        String last = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (!last.contains(message)) {
                text.append(text.isEmpty() ? "" : ": ").append(message);
                last = message;
            }
        }
        return text.toString();
    }
}
