package io.millrace.directory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How late this process knows what the console has published: by the times that the records were published at. Clocks that
 * differ are in it. One thread takes note, any number read.
 */
public final class DirectoryFreshness {
    private final Clock clock;
    private long newestOffset = -1;
    private volatile @Nullable Instant newestGeneration;
    private volatile @Nullable Duration delay;

    DirectoryFreshness(Clock clock) {
        this.clock = clock;
    }

    /**
     * Takes note of a record that is in effect now.
     *
     * @param offset its offset; a record that is read again tells nothing new
     * @param publishedMillis when it was published, ms since 1970
     * @param isLive whether it came while the topic was followed, not while it was read from its beginning
     * @param completesGeneration whether it ends a generation
     */
    void applied(long offset, long publishedMillis, boolean isLive, boolean completesGeneration) {
        if (offset <= newestOffset) {
            return;
        }
        newestOffset = offset;
        Instant published = Instant.ofEpochMilli(publishedMillis);
        if (completesGeneration) {
            newestGeneration = published;
        }
        if (isLive) {
            Duration took = Duration.between(published, clock.instant());
            delay = took.isNegative() ? Duration.ZERO : took;
        }
    }

    /** How long ago the newest complete generation was published, which happens each minute; empty before the first. */
    public Optional<Duration> age() {
        return Optional.ofNullable(newestGeneration).map(published -> Duration.between(published, clock.instant()));
    }

    /** How long the newest record took from its publishing until it was in effect here; empty before the first. */
    public Optional<Duration> delay() {
        return Optional.ofNullable(delay);
    }
}
