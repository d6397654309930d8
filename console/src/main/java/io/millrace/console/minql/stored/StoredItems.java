package io.millrace.console.minql.stored;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Statements on stored things. */
final class StoredItems {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StoredItems() {}

    /** What a user may see of one kind, by name. */
    static List<StoredItem> list(Handle db, String organizationId, StoredKind kind, String userId) {
        return db.createQuery("select * from stored_items where organization_id = :organization and kind = :kind"
                        + " and deleted_at is null and (shared or owner_id = :user) order by name, id")
                .bind("organization", organizationId)
                .bind("kind", kind.word())
                .bind("user", userId)
                .map((row, context) -> item(row))
                .list();
    }

    /** Everything of an organization, whoever may see it. */
    static List<StoredItem> all(Handle db, String organizationId) {
        return db.createQuery("select * from stored_items where organization_id = :organization"
                        + " and deleted_at is null order by kind, name, id")
                .bind("organization", organizationId)
                .map((row, context) -> item(row))
                .list();
    }

    /** Computed properties and custom metrics of an organization. */
    static List<StoredItem> definitions(Handle db, String organizationId) {
        return db.createQuery("select * from stored_items where organization_id = :organization"
                        + " and taken_name is not null order by name")
                .bind("organization", organizationId)
                .map((row, context) -> item(row))
                .list();
    }

    static Optional<StoredItem> find(Handle db, String organizationId, StoredKind kind, String id) {
        return db.createQuery("select * from stored_items where organization_id = :organization and kind = :kind"
                        + " and id = :id and deleted_at is null")
                .bind("organization", organizationId)
                .bind("kind", kind.word())
                .bind("id", id)
                .map((row, context) -> item(row))
                .findOne();
    }

    static int count(Handle db, String organizationId) {
        return db.createQuery(
                        "select count(*) from stored_items where organization_id = :organization and deleted_at is"
                                + " null")
                .bind("organization", organizationId)
                .mapTo(Integer.class)
                .one();
    }

    /** Adds an item; fails if its name is a word of formulas that is taken. */
    static void insert(Handle db, StoredItem item) {
        changeable(
                        db.createUpdate(
                                "insert into stored_items (id, organization_id, kind, name, taken_name, owner_id,"
                                        + " shared, version, content, created_at, changed_by, changed_at) values (:id,"
                                        + " :organization, :kind, :name, :takenName, :owner, :shared, :version, :content,"
                                        + " :createdAt, :changedBy, :changedAt)"),
                        item)
                .bind("organization", item.organizationId())
                .bind("kind", item.kind().word())
                .bind("owner", item.ownerId())
                .bind("createdAt", item.createdAt())
                .execute();
        insertVersion(db, item);
    }

    /**
     * Stores the next version.
     *
     * @return false if somebody else has stored it in the meantime
     */
    static boolean update(Handle db, StoredItem item) {
        int rows = changeable(
                        db.createUpdate(
                                "update stored_items set name = :name, taken_name = :takenName, shared = :shared,"
                                        + " version = :version, content = :content, changed_by = :changedBy,"
                                        + " changed_at = :changedAt where id = :id and version = :version - 1"
                                        + " and deleted_at is null"),
                        item)
                .execute();
        if (rows == 1) {
            insertVersion(db, item);
        }
        return rows == 1;
    }

    /** Deletes an item; its versions stay for the audit log, its name is free. */
    static void delete(Handle db, String id, Instant at) {
        db.createUpdate("update stored_items set deleted_at = :at, taken_name = null where id = :id")
                .bind("id", id)
                .bind("at", at)
                .execute();
    }

    /** Versions of an item, newest first. */
    static List<StoredVersion> versions(Handle db, String id) {
        return db.createQuery("select * from stored_versions where item_id = :id order by version desc")
                .bind("id", id)
                .map((row, context) -> new StoredVersion(
                        row.getInt("version"),
                        row.getString("name"),
                        json(row),
                        row.getString("changed_by"),
                        row.getTimestamp("changed_at").toInstant()))
                .list();
    }

    private static void insertVersion(Handle db, StoredItem item) {
        db.createUpdate("insert into stored_versions (item_id, version, name, content, changed_by, changed_at)"
                        + " values (:id, :version, :name, :content, :changedBy, :changedAt)")
                .bind("id", item.id())
                .bind("version", item.version())
                .bind("name", item.name())
                .bind("content", item.content().toString())
                .bind("changedBy", item.changedBy())
                .bind("changedAt", item.changedAt())
                .execute();
    }

    private static Update changeable(Update update, StoredItem item) {
        return update.bind("id", item.id())
                .bind("name", item.name())
                .bind("takenName", item.kind().isDefinition() ? item.name() : null)
                .bind("shared", item.shared())
                .bind("version", item.version())
                .bind("content", item.content().toString())
                .bind("changedBy", item.changedBy())
                .bind("changedAt", item.changedAt());
    }

    private static StoredItem item(ResultSet row) throws SQLException {
        return new StoredItem(
                row.getString("id"),
                row.getString("organization_id"),
                StoredKind.valueOf(row.getString("kind").toUpperCase(java.util.Locale.ROOT)),
                row.getString("name"),
                row.getString("owner_id"),
                row.getBoolean("shared"),
                row.getInt("version"),
                json(row),
                row.getTimestamp("created_at").toInstant(),
                row.getString("changed_by"),
                row.getTimestamp("changed_at").toInstant());
    }

    private static JsonNode json(ResultSet row) throws SQLException {
        try {
            return JSON.readTree(row.getString("content"));
        } catch (JsonProcessingException e) {
            throw new SQLException("column content does not hold JSON", e);
        }
    }
}
