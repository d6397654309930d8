package io.millrace.console.access;

import io.millrace.telemetry.directory.DirectoryRecord.Role;
import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Who may call a resource method of the administration API: a signed-in user or an admin key, with one of these roles. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Access {
    /** Roles that may. */
    Role[] value() default {Role.OWNER, Role.ADMIN, Role.MEMBER};

    /** Whether only a signed-in person may, no key. */
    boolean personOnly() default false;

    /** Whether a user who has yet to set an own password may too. */
    boolean withGivenPassword() default false;
}
