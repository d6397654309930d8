package io.millrace.gateway.publish;

/** What became of one request's parts, seen from the answer that the client gets. */
public enum PublishOutcome {
    /** All in-sync replicas have every part. */
    STORED,
    /** Kafka did not answer in time, or refused for now; the parts may still arrive, and a retry is found by its digest. */
    UNAVAILABLE,
    /** Kafka refused in a way that trying again cannot mend: a defect or a wrong configuration. */
    REFUSED;

    /** Whether of two parts' outcomes this one decides about the request. */
    boolean isWorseThan(PublishOutcome other) {
        return compareTo(other) > 0;
    }
}
