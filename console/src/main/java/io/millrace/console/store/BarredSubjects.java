package io.millrace.console.store;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Statements on people who were removed here and whom the identity provider may still know. */
public final class BarredSubjects {
    private BarredSubjects() {}

    /** Whether this person was removed. */
    public static boolean contains(Handle db, String subject) {
        return db.createQuery("select count(*) from barred_subjects where subject = :subject")
                        .bind("subject", subject)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    /** Notes that this person was removed. */
    static void add(Handle db, String subject, String organizationId, Instant at) {
        db.createUpdate("delete from barred_subjects where subject = :subject")
                .bind("subject", subject)
                .execute();
        db.createUpdate("insert into barred_subjects (subject, organization_id, barred_at)"
                        + " values (:subject, :organization, :at)")
                .bind("subject", subject)
                .bind("organization", organizationId)
                .bind("at", at)
                .execute();
    }

    /** Lets this person in again. */
    public static void remove(Handle db, String subject) {
        db.createUpdate("delete from barred_subjects where subject = :subject")
                .bind("subject", subject)
                .execute();
    }
}
