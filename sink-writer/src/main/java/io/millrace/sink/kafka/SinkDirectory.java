package io.millrace.sink.kafka;

import io.millrace.directory.DirectoryFollower;
import io.millrace.telemetry.directory.DirectoryState;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The directory as this process knows it, followed from its start until all who use it have ended. */
@Singleton
public class SinkDirectory {
    private final DirectoryFollower follower;

    SinkDirectory(KafkaSettings kafka) {
        follower = new DirectoryFollower("sink-directory", ClientSettings.reader(kafka.shared()));
    }

    void start(@Observes StartupEvent event) {
        follower.start();
    }

    @PreDestroy
    void stop() {
        follower.close();
    }

    /** The state; empty until the topic was read. */
    public DirectoryState state() {
        return follower.state();
    }

    /** Whether the topic was read to its end once and holds a complete generation. */
    public boolean isReady() {
        return follower.isReady();
    }

    /**
     * Waits until the topic was read up to the end that it had at the start: from then on every deletion is known.
     *
     * @return false if the limit was reached before
     */
    public boolean awaitRead(Duration limit) {
        return follower.awaitRead(limit);
    }
}
