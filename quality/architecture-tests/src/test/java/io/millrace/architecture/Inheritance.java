package io.millrace.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** We share by composition and sealed interfaces; only exceptions may extend one another. */
final class Inheritance {
    static final ArchCondition<JavaClass> NOT_EXTEND_OUR_OWN_CLASSES =
            new ArchCondition<>("not extend a class of our own") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    type.getRawSuperclass()
                            .filter(parent -> parent.getPackageName().startsWith("io.millrace"))
                            .filter(parent -> !parent.isAssignableTo(Throwable.class))
                            .filter(parent -> !type.isAnonymousClass() && !parent.isEnum())
                            // bytecode that Quarkus generates at build time
                            .filter(parent -> !type.getSimpleName().matches(".*_(Subclass|ClientProxy|Bean).*"))
                            .ifPresent(parent -> events.add(SimpleConditionEvent.violated(
                                    type, type.getName() + " extends " + parent.getName())));
                }
            };

    private Inheritance() {}
}
