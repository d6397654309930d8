package io.millrace.normalizer.event;

import io.millrace.telemetry.otlp.AnyValue;
import io.millrace.telemetry.otlp.Attribute;
import io.millrace.telemetry.otlp.LogRecord;
import org.jspecify.annotations.Nullable;

/** The one place that says what a log event is called: without the prefix that Claude Code puts before its events. */
public final class EventNames {
    private static final String PREFIX = "claude_code.";

    private EventNames() {}

    /** OTLP event name, else the attribute {@code event.name}, else a body that carries the prefix; null if none is there. */
    public static @Nullable String of(LogRecord log) {
        if (!log.eventName().isEmpty()) {
            return withoutPrefix(log.eventName());
        }
        for (Attribute attribute : log.attributes()) {
            if (attribute.key().equals("event.name") && attribute.value() instanceof AnyValue.Text name) {
                return withoutPrefix(name.value());
            }
        }
        if (log.body() instanceof AnyValue.Text body && body.value().startsWith(PREFIX)) {
            return withoutPrefix(body.value());
        }
        return null;
    }

    private static String withoutPrefix(String name) {
        return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    }
}
