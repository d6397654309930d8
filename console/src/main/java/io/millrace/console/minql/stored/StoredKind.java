package io.millrace.console.minql.stored;

import java.util.Arrays;
import java.util.Optional;

/** Kinds of stored things. */
public enum StoredKind {
    /** A computed property: one formula over a row, used by its name. */
    PROPERTY("properties", "property", true),
    /** A custom metric: one formula over many rows, used by its name. */
    METRIC("metrics", "metric", true),
    /** A report. */
    REPORT("reports", "report", false),
    /** A dashboard of reports. */
    DASHBOARD("dashboards", "dashboard", false);

    private final String path;
    private final String word;
    private final boolean definition;

    StoredKind(String path, String word, boolean definition) {
        this.path = path;
        this.word = word;
        this.definition = definition;
    }

    /** The kind whose resources stand below this path segment. */
    static Optional<StoredKind> ofPath(String path) {
        return Arrays.stream(values()).filter(kind -> kind.path.equals(path)).findFirst();
    }

    /** Path segment of the resources. */
    public String path() {
        return path;
    }

    /** The word for one of them, in audit entries too. */
    public String word() {
        return word;
    }

    /** Whether its name is a word of formulas, which the whole organization shares. */
    public boolean isDefinition() {
        return definition;
    }
}
