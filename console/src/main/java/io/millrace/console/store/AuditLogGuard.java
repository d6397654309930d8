package io.millrace.console.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** Refuses what would change or remove an entry of the audit log; H2 finds it by its name, PostgreSQL has a function of its own. */
public final class AuditLogGuard implements Trigger {
    /** Made by H2. */
    public AuditLogGuard() {}

    @Override
    public void fire(Connection connection, Object @Nullable [] before, Object @Nullable [] after) throws SQLException {
        throw new SQLException("the audit log only grows", "45000");
    }
}
