package io.millrace.gateway.identity;

import io.millrace.directory.DirectoryFollower;
import io.millrace.directory.DirectoryFreshness;
import io.millrace.telemetry.directory.DirectoryState;
import java.util.Optional;

/** The directory once it is known; goes on with what it has when the console or the broker is gone. */
public final class KnownDirectory implements AutoCloseable {
    private final DirectoryFollower follower;

    KnownDirectory(DirectoryFollower follower) {
        this.follower = follower;
    }

    /** The state, empty as long as it was not read to its end. */
    public Optional<DirectoryState> state() {
        return follower.isReady() ? Optional.of(follower.state()) : Optional.empty();
    }

    /** How late it is. */
    DirectoryFreshness freshness() {
        return follower.freshness();
    }

    @Override
    public void close() {
        follower.close();
    }
}
