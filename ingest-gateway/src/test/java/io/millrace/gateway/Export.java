package io.millrace.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Builds one export request and sends it over a connection of its own, or as bytes for any connection. */
public final class Export {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String method = "POST";
    private String path;
    private byte[] body = "{}".getBytes(UTF_8);

    private Export(TestTenant tenant) {
        path = tenant.path("logs");
        headers.put("Host", "gateway");
        headers.put("Authorization", TestTenant.bearer(tenant.key));
        headers.put("Content-Type", "application/json");
    }

    /** An empty, correct logs export. */
    public static Export of(TestTenant tenant) {
        return new Export(tenant);
    }

    /** A logs body around these records. */
    public static String logs(String records) {
        return "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[" + records + "]}]}]}";
    }

    /** A traces body around these spans. */
    public static String spans(String spans) {
        return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}";
    }

    /** A metrics body around these metrics. */
    public static String metrics(String metrics) {
        return "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[" + metrics + "]}]}]}";
    }

    /** Compresses with gzip. */
    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("compressing to memory", e);
        }
        return out.toByteArray();
    }

    /** Uses another method. */
    public Export method(String newMethod) {
        method = newMethod;
        return this;
    }

    /** Uses another path. */
    public Export path(String newPath) {
        path = newPath;
        return this;
    }

    /** Sets a header field. */
    public Export header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Leaves a header field out. */
    public Export without(String name) {
        headers.remove(name);
        return this;
    }

    /** Uses another body. */
    public Export body(String text) {
        return body(text.getBytes(UTF_8));
    }

    /** Uses another body. */
    public Export body(byte[] bytes) {
        body = bytes.clone();
        return this;
    }

    /** Head and body with {@code Content-Length}. */
    public byte[] bytes() {
        byte[] head = head("Content-Length: " + body.length + "\r\n").getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(head.length + body.length);
        out.writeBytes(head);
        out.writeBytes(body);
        return out.toByteArray();
    }

    /** The head alone, with these further fields. */
    public String head(String furtherFields) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        return head.append(furtherFields).append("\r\n").toString();
    }

    /** Sends it and reads everything until the connection ends, for replies without a length. */
    public String replyOfAnyLength() {
        try (RawConnection connection = RawConnection.open()) {
            header("Connection", "close");
            return connection.send(bytes()).readAll();
        }
    }

    /** Sends it and reads the reply. */
    public RawReply reply() {
        try (RawConnection connection = RawConnection.open()) {
            return connection.send(bytes()).read();
        }
    }
}
