package io.millrace.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.capture.MillraceClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Knows what was acknowledged and reads what is in the tables. */
final class Auditor {
    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final int PAGE = 100_000;

    private final MillraceClient client;

    Auditor(MillraceClient client) {
        this.client = client;
    }

    /** The same for what agents sent, which have stopped. */
    List<String> findings(Agents agents) {
        return findings(
                agents.prefix(), agents.acknowledged(), agents.failures().size());
    }

    /** The same where every request was answered 200. */
    List<String> findings(String prefix, Set<String> acknowledged) {
        return findings(prefix, acknowledged, 0);
    }

    /**
     * Waits until every acknowledged request is in the tables, then looks for what is there too often or in part.
     *
     * @param failures how many requests got another answer or none, for the record
     * @return the requests that are not there exactly once, in words; empty when all is well
     */
    private List<String> findings(String prefix, Set<String> acknowledged, int failures) {
        Eventually.until(
                "all acknowledged requests of " + prefix + " are stored",
                LIMIT,
                () -> stored(prefix).keySet().containsAll(acknowledged));
        List<String> findings = new ArrayList<>();
        Map<String, Long> stored = stored(prefix);
        stored.forEach((session, records) -> {
            if (records != Agents.RECORDS_PER_REQUEST) {
                findings.add(session + " has " + records + " records");
            }
        });
        Verdicts.write(prefix, acknowledged.size(), failures, stored.size(), findings.size());
        return findings;
    }

    /** Records by session id; empty while no answer can be had. */
    private Map<String, Long> stored(String prefix) {
        Map<String, Long> stored = new HashMap<>();
        try {
            JsonNode rows = client.sql(
                    "select session_id, count(*) from logs where session_id like '" + prefix + "-%' group by 1", PAGE);
            rows.forEach(row -> stored.put(row.get(0).asText(), row.get(1).asLong()));
        } catch (IOException | IllegalStateException e) {
            stored.clear(); // the console or its database is away: asked again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return stored;
    }
}
