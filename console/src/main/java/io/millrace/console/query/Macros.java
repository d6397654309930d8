package io.millrace.console.query;

import java.util.List;

/** Functions that other engines have and DuckDB lacks, so that generated SQL reads the same for both. */
final class Macros {
    static final List<String> DEFINITIONS = List.of();

    private Macros() {}
}
