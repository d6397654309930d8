package io.millrace.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** Reading the wall clock other than through an injected {@code Clock}. */
final class Clocks {
    private static final Set<String> OWNERS =
            Set.of("java.time.Instant", "java.time.LocalDate", "java.time.LocalDateTime", "java.time.ZonedDateTime");

    static final ArchCondition<JavaClass> READ_DIRECTLY = new ArchCondition<>("read the wall clock directly") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                if (readsTheClock(access)) {
                    events.add(SimpleConditionEvent.satisfied(type, access.getDescription()));
                }
            }
        }
    };

    private Clocks() {}

    private static boolean readsTheClock(JavaAccess<?> access) {
        String owner = access.getTarget().getOwner().getName();
        String name = access.getTarget().getName();
        boolean now = OWNERS.contains(owner)
                && name.equals("now")
                && access.getDescription().contains(".now()");
        return now || (owner.equals("java.lang.System") && name.equals("currentTimeMillis"));
    }
}
