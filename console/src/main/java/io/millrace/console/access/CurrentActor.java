package io.millrace.console.access;

import io.millrace.console.problem.ProblemException;
import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/** The actor of the request under way. */
@RequestScoped
public class CurrentActor {
    private @Nullable Actor actor;

    /**
     * Who it is.
     *
     * @throws ProblemException 401 if the resource lets everybody in
     */
    public Actor get() {
        if (actor == null) {
            throw ProblemException.unauthorized("This needs a signed-in user.");
        }
        return actor;
    }

    void set(Actor known) {
        actor = known;
    }
}
