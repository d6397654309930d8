package io.millrace.telemetry.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.telemetry.json.FlatJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Values of the topic {@code otlp.accounting}. Unknown members are skipped when read; absent ones are left out when written. */
public final class AccountingJson {
    /** The version that this release writes; readers take every version that has the members they know. */
    public static final int FORMAT_VERSION = 1;

    private static final int TYPICAL_BYTES = 384;

    private AccountingJson() {}

    /** The value of a record. */
    public static byte[] write(AccountingRecord record) {
        return FlatJson.write(TYPICAL_BYTES, json -> {
            json.writeNumberField("v", FORMAT_VERSION);
            json.writeNumberField("minute", record.minuteUnixMillis());
            json.writeStringField("stage", record.stage());
            json.writeStringField("instance", record.instance());
            json.writeStringField("organization", record.organization());
            json.writeStringField("integration", record.integration());
            json.writeStringField("signal", record.signal());
            json.writeStringField("outcome", record.outcome());
            writeText(json, "reason", record.reason());
            writeText(json, "key", record.keyId());
            json.writeNumberField("requests", record.requests());
            json.writeNumberField("records", record.records());
            json.writeNumberField("bytes", record.bytes());
            json.writeNumberField("last", record.lastUnixMillis());
            writeText(json, "client", record.client());
        });
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if it is not of this form
     */
    public static AccountingRecord read(byte[] value) {
        FlatJson json = FlatJson.read("accounting record", value);
        json.requiredLong("v");
        return new AccountingRecord(
                json.requiredLong("minute"),
                json.requiredText("stage"),
                json.requiredText("instance"),
                json.requiredText("organization"),
                json.requiredText("integration"),
                json.requiredText("signal"),
                json.requiredText("outcome"),
                json.text("reason"),
                json.text("key"),
                json.requiredLong("requests"),
                json.requiredLong("records"),
                json.requiredLong("bytes"),
                json.requiredLong("last"),
                json.text("client"));
    }

    private static void writeText(JsonGenerator json, String name, @Nullable String text) throws IOException {
        if (text != null) {
            json.writeStringField(name, text);
        }
    }
}
