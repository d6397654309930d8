package io.millrace.sink.operator;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Settings of the operators' API. */
@ConfigMapping(prefix = "millrace.sink")
interface OperatorConfig {

    /**
     * Token of operators for the HTTP APIs {@code /api/sink} and {@code /api/maintenance}, at least 12 characters; without one
     * they answer 404.
     */
    Optional<String> operatorToken();
}
