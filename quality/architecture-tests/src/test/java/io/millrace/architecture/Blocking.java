package io.millrace.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

/** Calls that make a thread wait. */
final class Blocking {
    private static final Map<Class<?>, Set<String>> CALLS = Map.of(
            Future.class, Set.of("get"),
            CompletableFuture.class, Set.of("get", "join"),
            CountDownLatch.class, Set.of("await"),
            Thread.class, Set.of("sleep", "join"));

    static final ArchCondition<JavaClass> CALL = new ArchCondition<>("call something that makes the thread wait") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                if (blocks(access)) {
                    events.add(SimpleConditionEvent.satisfied(type, access.getDescription()));
                }
            }
        }
    };

    private Blocking() {}

    private static boolean blocks(JavaAccess<?> access) {
        String name = access.getTarget().getName();
        JavaClass owner = access.getTarget().getOwner();
        boolean mutinyAwait = name.equals("await") && owner.getName().equals("io.smallrye.mutiny.Uni");
        return mutinyAwait
                || CALLS.entrySet().stream()
                        .anyMatch(call -> call.getValue().contains(name) && owner.isAssignableTo(call.getKey()));
    }
}
