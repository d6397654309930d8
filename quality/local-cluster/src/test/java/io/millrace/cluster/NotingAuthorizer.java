package io.millrace.cluster;

import java.util.List;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, which also writes to the process's log what it refuses. */
public final class NotingAuthorizer extends StandardAuthorizer {
    /** Begins each line. */
    static final String REFUSED = "refused: ";

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        List<AuthorizationResult> results = super.authorize(context, actions);
        for (int i = 0; i < results.size(); i++) {
            Action action = actions.get(i);
            // what a request only tries is no refusal
            if (results.get(i) == AuthorizationResult.DENIED && action.logIfDenied()) {
                System.err.println(REFUSED + context.principal() + " " + action.operation() + " "
                        + action.resourcePattern().resourceType() + " "
                        + action.resourcePattern().name());
            }
        }
        return results;
    }
}
