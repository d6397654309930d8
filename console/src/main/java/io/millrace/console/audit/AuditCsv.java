package io.millrace.console.audit;

import io.millrace.console.store.AuditEntry;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lines of CSV that a spreadsheet does not take for formulas. */
final class AuditCsv {
    static final String HEADER =
            "sequence,at,actorKind,actorId,actorName,address,action,subjectKind,subjectId,before,after\r\n";

    private AuditCsv() {}

    static String line(AuditEntry entry) {
        return Stream.of(
                        entry.sequence(),
                        entry.at(),
                        entry.actorKind(),
                        entry.actorId(),
                        entry.actorName(),
                        entry.address(),
                        entry.action(),
                        entry.subjectKind(),
                        entry.subjectId(),
                        orEmpty(entry.before()),
                        orEmpty(entry.after()))
                .map(AuditCsv::cell)
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static String cell(Object value) {
        String text = value.toString();
        boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
        return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
    }
}
