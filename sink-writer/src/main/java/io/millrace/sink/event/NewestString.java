package io.millrace.sink.event;

import org.apache.avro.util.Utf8;

/** Strings of one column. The reader gives the same bytes again while the value stays; so does this the string. */
final class NewestString {
    private Utf8 bytes = new Utf8();
    private String text = "";

    @SuppressWarnings("ReferenceEquality") // the same value is the same object
    String of(Utf8 value) {
        if (value != bytes) {
            text = value.toString();
            bytes = value;
        }
        return text;
    }
}
