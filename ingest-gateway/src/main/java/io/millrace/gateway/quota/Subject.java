package io.millrace.gateway.quota;

/**
 * Whose quota it is.
 *
 * @param kind what has the quota
 * @param id its id
 */
record Subject(Kind kind, String id) {

    /** What may have a quota. */
    enum Kind {
        /** All integrations and keys of an organization together. */
        ORGANIZATION("of the organization", "in the organization's settings"),
        /** All keys of an integration together. */
        INTEGRATION("of this integration", "in the integration's settings"),
        /** One key. */
        KEY("of this API key", "by replacing the key with one that has another quota");

        private final String owner;
        private final String place;

        Kind(String owner, String place) {
            this.owner = owner;
            this.place = place;
        }

        /** Whose the quota is, for messages. */
        String owner() {
            return owner;
        }

        /** Where it is changed, for messages. */
        String place() {
            return place;
        }
    }
}
