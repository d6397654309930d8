package io.millrace.redaction;

import io.millrace.telemetry.otlp.AnyValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the walker asks at each place. Answers of the same instance mean: left as it is. */
interface Rules {

    /** What stands for the value as a whole, or null if the walker shall look inside. */
    @Nullable
    AnyValue whole(Place place, AnyValue value, List<Redaction> found);

    /** Whether a value at the place may be replaced as a whole, whatever its type. */
    boolean mayTakeWhole(Place place);

    /** Whether patterns are searched for, so that it counts what is a string and what is not. */
    boolean hasPatterns();

    /** What stands for the text. */
    String text(Place place, String text, List<Redaction> found);

    /** What stands for the key of an attribute or map entry. */
    String key(Place place, String key, List<Redaction> found);
}
