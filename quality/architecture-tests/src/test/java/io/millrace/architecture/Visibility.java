package io.millrace.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** Top-level types stay package-private until another package uses them. */
final class Visibility {
    static final DescribedPredicate<JavaClass> ARE_PUBLIC_TOP_LEVEL_TYPES =
            DescribedPredicate.describe("are public top-level types", Visibility::isPublicTopLevel);

    static final ArchCondition<JavaClass> BE_USED_BY_ANOTHER_PACKAGE =
            new ArchCondition<>("be used by another package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    if (!isUsedElsewhere(type) && !isPartOfAPublicSignature(type) && !holdsOnlyConstants(type)) {
                        events.add(SimpleConditionEvent.violated(
                                type, type.getName() + " is public and no other package uses it"));
                    }
                }
            };

    private Visibility() {}

    /** A use of a nested type counts as a use of the type around it. */
    private static boolean isUsedElsewhere(JavaClass type) {
        return type.getPackage().getClasses().stream()
                .filter(part ->
                        part.getName().equals(type.getName()) || part.getName().startsWith(type.getName() + "$"))
                .flatMap(part -> part.getDirectDependenciesToSelf().stream())
                .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
    }

    /** A caller of a public method gets or gives it without naming it. */
    private static boolean isPartOfAPublicSignature(JavaClass type) {
        return type.getPackage().getClasses().stream()
                .filter(other -> !other.equals(type) && other.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(other -> other.getCodeUnits().stream())
                .filter(unit -> unit.getModifiers().contains(JavaModifier.PUBLIC))
                .anyMatch(unit -> unit.getRawReturnType().equals(type)
                        || unit.getRawParameterTypes().contains(type));
    }

    /** The compiler copies constants to where they are used, so their use leaves no trace. */
    private static boolean holdsOnlyConstants(JavaClass type) {
        return type.getMethods().isEmpty() && !type.getFields().isEmpty();
    }

    private static boolean isPublicTopLevel(JavaClass type) {
        return type.isTopLevelClass()
                && type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.getSimpleName().equals("package-info")
                && !type.getPackageName().startsWith("io.millrace.testkit")
                // implemented by generated code that is not among the classes seen here
                && !type.isAnnotatedWith("io.smallrye.config.ConfigMapping")
                && !type.isAnnotatedWith("io.quarkus.runtime.annotations.QuarkusMain")
                // made by the database, by its name
                && !type.isAssignableTo("org.h2.api.Trigger");
    }
}
