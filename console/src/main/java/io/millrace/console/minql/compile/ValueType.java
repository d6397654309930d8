package io.millrace.console.minql.compile;

/** Types of minQL's values. */
enum ValueType {
    /** A number. */
    NUMBER("DOUBLE", "number"),
    /** A text. */
    TEXT("VARCHAR", "text"),
    /** True or false. */
    BOOLEAN("BOOLEAN", "boolean"),
    /** An instant. */
    TIME("TIMESTAMP WITH TIME ZONE", "time"),
    /** A local time at the start of an interval. */
    BUCKET("TIMESTAMP", "time"),
    /** A span of time in milliseconds. */
    DURATION("DOUBLE", "duration"),
    /** JSON: a list. */
    LIST("VARCHAR", "list"),
    /** JSON: an object, or what may be one. */
    JSON("VARCHAR", "object"),
    /** An attribute, whose type only its value knows; text in SQL. */
    ANY("VARCHAR", "any"),
    /** Only null. */
    NULL("VARCHAR", "null");

    private final String sql;
    private final String word;

    ValueType(String sql, String word) {
        this.sql = sql;
        this.word = word;
    }

    /** The SQL type, the same in both engines. */
    String sql() {
        return sql;
    }

    /** The word of the reference for it. */
    String word() {
        return word;
    }

    /** Whether it is text in SQL, whatever it means. */
    boolean isTextual() {
        return this == TEXT || this == ANY || this == JSON || this == LIST;
    }
}
