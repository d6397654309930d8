package io.millrace.telemetry.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of one body share: the parser, where it stands, and what has been found out about the record being read.
 * The same calls are made whether records are built or only checked; {@link #building()} is the only difference.
 */
final class ReadContext {
    private final JsonCursor parser;
    private final byte[] body;
    private final OtlpLimits limits;
    private final boolean build;
    private final FieldPath path = new FieldPath();
    private final Warnings warnings = new Warnings();
    private final List<Rejection> rejections = new ArrayList<>();

    private int records;
    private int rejectedRecords;
    private int attributes;
    private long oddities;
    private boolean inRecord;
    private @Nullable Fault fault;
    private @Nullable Rejection rejection;

    ReadContext(JsonCursor parser, byte[] body, OtlpLimits limits, boolean build) {
        this.parser = parser;
        this.body = body;
        this.limits = limits;
        this.build = build;
    }

    /** The parser of the body. */
    JsonCursor parser() {
        return parser;
    }

    /** The limits. */
    OtlpLimits limits() {
        return limits;
    }

    /** Where the reader stands. */
    FieldPath path() {
        return path;
    }

    /** What is odd about the body. */
    Warnings warnings() {
        return warnings;
    }

    /** Whether values are wanted: not when only checking, and no longer once the record is refused. */
    boolean building() {
        return build && fault == null;
    }

    /** Ordinal of the record being read, or of the next one. */
    int ordinal() {
        return records;
    }

    /** Starts a record. */
    void beginRecord() {
        inRecord = true;
        fault = null;
        rejection = null;
        oddities = 0;
        attributes = 0;
    }

    /** Ends a record; returns why it is refused, or null if it is accepted or if nobody wants to know. */
    @Nullable
    Rejection endRecord() {
        if (fault != null) {
            rejectedRecords++;
            if (rejection != null && rejections.size() < limits.maxKeptRejections()) {
                rejections.add(rejection);
            }
        }
        fault = null;
        inRecord = false;
        records++;
        return rejection;
    }

    /** Starts to count the attributes of a resource, a scope or a metric. */
    void beginAttributes() {
        attributes = 0;
    }

    /** Counts one attribute; false if that is one too many. */
    boolean countAttribute() throws MalformedBody {
        attributes++;
        if (attributes <= limits.maxAttributesPerRecord()) {
            return true;
        }
        refuse(null, Fault.TOO_MANY_ATTRIBUTES);
        return false;
    }

    /** Refuses the record being read; what stands outside a record refuses the whole body. The first fault counts. */
    void refuse(@Nullable String member, Fault found) throws MalformedBody {
        if (!inRecord) {
            throw malformed(member, found.description());
        }
        if (fault != null) {
            return;
        }
        fault = found;
        if (build || rejections.size() < limits.maxKeptRejections()) {
            rejection = new Rejection(records, path.text(member), found.reason(), found.description());
        }
    }

    /** Refuses the record for a single bad member; outside a record the member is left out and flagged. */
    void refuseMember(String member, Fault found) throws IOException, MalformedBody {
        if (inRecord) {
            refuse(member, found);
        } else {
            flag(Oddity.FIELD_IGNORED);
        }
        parser.skipChildren();
    }

    /** Ends the reading of the whole body. */
    MalformedBody malformed(@Nullable String member, String description) {
        return new MalformedBody(path.text(member), description);
    }

    /** Notes what is odd in the record, or around it. */
    void flag(Oddity oddity) {
        oddities |= Oddities.bit(oddity);
    }

    /** The oddities noted since they were last taken. */
    long takeOddities() {
        long taken = oddities;
        oddities = 0;
        warnings.ofOddities(taken);
        return taken;
    }

    /** Skips a member that OTLP does not have, or not here (STR-4, STR-5). */
    void skipUnknown(String name) throws IOException {
        warnings.ofUnknownMember(name);
        if (name.endsWith("Strindex")) {
            flag(Oddity.STRING_INDEX);
        }
        parser.skipChildren();
    }

    /** Whether the current value is an object to read; null is none, and anything else refuses. */
    boolean isObject(@Nullable String member) throws IOException, MalformedBody {
        return is(JsonToken.START_OBJECT, member, "expected an object");
    }

    /** Reads a list; null is an empty one, and anything else refuses. */
    void list(String member, Element element) throws IOException, MalformedBody {
        if (!is(JsonToken.START_ARRAY, member, "expected a list")) {
            return;
        }
        path.enter(member);
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            path.at(i);
            if (parser.currentToken() == JsonToken.VALUE_NULL) {
                flag(Oddity.NULL_ELEMENT);
            } else {
                element.read();
            }
        }
        path.leave();
    }

    private boolean is(JsonToken expected, @Nullable String member, String description)
            throws IOException, MalformedBody {
        JsonToken token = parser.currentToken();
        if (token == expected) {
            return true;
        }
        if (token == JsonToken.VALUE_NULL) {
            return false;
        }
        if (!inRecord) {
            throw malformed(member, description);
        }
        refuse(member, Fault.WRONG_TYPE);
        parser.skipChildren();
        return false;
    }

    /** Offset in the body of the first byte of the current token. */
    int tokenStart() {
        return parser.tokenStart();
    }

    /** Offset in the body behind the current token, which is read to its end. */
    int tokenEnd() {
        return parser.position();
    }

    /** The bytes from the start of the current value to its end, as text; leaves the parser at its last token. */
    String skipAsText() throws IOException {
        int start = tokenStart();
        parser.skipChildren();
        return new String(body, start, tokenEnd() - start, UTF_8);
    }

    /** What is to be said of the body. */
    Verdict verdict() {
        return new Verdict.Decoded(records, rejections, rejectedRecords, warnings.texts());
    }

    /** Reads one element of a list. */
    interface Element {
        /** Reads the current token, which is not null, to its end. */
        void read() throws IOException, MalformedBody;
    }
}
