package io.millrace.telemetry.directory;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Data that was deleted on purpose and must not come back: of an integration, of a user, or of a user in one integration.
 * Normalizer, sink and replays leave out every record that it covers. It belongs to no generation: whoever carries out the
 * deletion publishes it, and it holds until its tombstone, which may follow when the topics no longer hold what it covers.
 *
 * @param id opaque id
 * @param organization id of the organization
 * @param integration id of the integration, null for all of the organization
 * @param identity column that names the user, null for the data of all users
 * @param identityValue value of that column as it was sent or as it stands in the tables, null exactly if there is no column
 * @param throughUnixMillis what was received up to then is deleted, ms since 1970; later data is new data
 */
public record Deletion(
        String id,
        String organization,
        @Nullable String integration,
        @Nullable Identity identity,
        @Nullable String identityValue,
        long throughUnixMillis)
        implements DirectoryRecord {
    /** Word for the kind. */
    static final String KIND = "deletion";

    /** Refuses one that names neither an integration nor a user, so that no mistake deletes a whole organization. */
    public Deletion {
        requireNonNull(id, "id");
        requireNonNull(organization, "organization");
        if ((identity == null) != (identityValue == null)) {
            throw new IllegalArgumentException("a deletion needs both a column and a value of the user, or none");
        }
        if (identity == null && integration == null) {
            throw new IllegalArgumentException("a deletion must name an integration or a user");
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Whether it may concern records of this integration that were received then. */
    public boolean concerns(String ofOrganization, String ofIntegration, long receivedUnixMillis) {
        return organization.equals(ofOrganization)
                && (integration == null || integration.equals(ofIntegration))
                && receivedUnixMillis <= throughUnixMillis;
    }

    /** Columns that tell users apart. */
    public enum Identity {
        /** Anonymous id of the installation. */
        USER_ID("user_id"),
        /** E-mail. */
        USER_EMAIL("user_email"),
        /** Account. */
        USER_ACCOUNT_UUID("user_account_uuid"),
        /** Tagged id of the account. */
        USER_ACCOUNT_ID("user_account_id");

        private final String column;

        Identity(String column) {
            this.column = column;
        }

        /** Name of the column in events and tables. */
        public String column() {
            return column;
        }

        /** The identity with this column, or empty. */
        public static Optional<Identity> ofColumn(String column) {
            return Arrays.stream(values())
                    .filter(identity -> identity.column.equals(column))
                    .findFirst();
        }
    }
}
