package io.millrace.redaction;

/** Where text can stand in a record, each with the name that paths begin with. */
enum Location {
    /** Attributes of the record. */
    ATTRIBUTES("attributes"),
    /** Attributes of the resource. */
    RESOURCE_ATTRIBUTES("resource_attributes"),
    /** Attributes of the scope. */
    SCOPE_ATTRIBUTES("scope_attributes"),
    /** Attributes of a span event. */
    EVENT_ATTRIBUTES("events", ".attributes"),
    /** Attributes of a link. */
    LINK_ATTRIBUTES("links", ".attributes"),
    /** Attributes of an exemplar. */
    EXEMPLAR_ATTRIBUTES("exemplars", ".attributes"),
    /** Metadata of a metric. */
    METADATA("metadata"),
    /** The body of a log record. */
    BODY("body"),
    /** The name of a log event, metric or span. */
    NAME("name"),
    /** The name of a span event. */
    EVENT_NAME("events", ".name"),
    /** The trace state of a link. */
    LINK_TRACE_STATE("links", ".trace_state"),
    /** The trace state of a span. */
    TRACE_STATE("trace_state"),
    /** The status message of a span. */
    STATUS_MESSAGE("status_message"),
    /** The severity text of a log record. */
    SEVERITY("severity"),
    /** The description of a metric. */
    DESCRIPTION("description"),
    /** The unit of a metric. */
    UNIT("unit"),
    /** The name of the scope. */
    SCOPE_NAME("scope_name"),
    /** The version of the scope. */
    SCOPE_VERSION("scope_version"),
    /** The schema URL of the scope. */
    SCOPE_SCHEMA_URL("scope_schema_url"),
    /** The schema URL of the resource. */
    RESOURCE_SCHEMA_URL("resource_schema_url");

    private final String listName;
    private final String memberName;

    Location(String name) {
        this(name, "");
    }

    Location(String listName, String memberName) {
        this.listName = listName;
        this.memberName = memberName;
    }

    /** Beginning of the path, with the index of the list element where it stands in one. */
    String path(int index) {
        return memberName.isEmpty() ? listName : listName + "[" + index + "]" + memberName;
    }

    /** Beginning of the path as globs see it: without index. */
    String globPath() {
        return listName + memberName;
    }

    /** Whether it holds attributes, so that a path goes on with a key. */
    boolean holdsAttributes() {
        return this == METADATA || name().endsWith("ATTRIBUTES");
    }
}
