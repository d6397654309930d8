package io.millrace.telemetry.directory;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The directory as one stage knows it: built from the messages of the topic in order. One thread applies, any number read.
 */
public final class DirectoryState {
    private final Map<String, DirectoryMessage.State> byKey = new ConcurrentHashMap<>();
    private final Map<String, Deletion> deletions = new ConcurrentHashMap<>();
    private volatile long completeGeneration;

    /** Takes the next message of the topic. */
    public void apply(DirectoryMessage message) {
        if (message instanceof DirectoryMessage.State state && state.record() instanceof Deletion deletion) {
            deletions.put(deletion.id(), deletion);
        } else if (message instanceof DirectoryMessage.Gone gone && gone.kind().equals(Deletion.KIND)) {
            deletions.remove(gone.id());
        } else if (message instanceof DirectoryMessage.State state) {
            keepNewest(state);
        } else if (message instanceof DirectoryMessage.Gone gone) {
            byKey.remove(key(gone.kind(), gone.id()));
        } else if (message instanceof DirectoryMessage.GenerationEnd end && end.generation() >= completeGeneration) {
            byKey.values().removeIf(state -> state.generation() < end.generation());
            completeGeneration = end.generation();
        }
    }

    /**
     * A console that was slow may send an older generation's record behind a newer one's, which may be a revocation. What is
     * older than a complete generation and not in it is gone.
     */
    private void keepNewest(DirectoryMessage.State state) {
        if (state.generation() >= completeGeneration) {
            byKey.merge(
                    key(state.record().kind(), state.record().id()),
                    state,
                    (known, next) -> next.generation() < known.generation() ? known : next);
        }
    }

    /** Number of the newest complete generation, 0 before the first: until then nothing is known. */
    public long completeGeneration() {
        return completeGeneration;
    }

    /** The organization with this id. */
    public Optional<DirectoryRecord.Organization> organization(String id) {
        return find("organization", id, DirectoryRecord.Organization.class);
    }

    /** The user with this id. */
    public Optional<DirectoryRecord.User> user(String id) {
        return find("user", id, DirectoryRecord.User.class);
    }

    /** The key with this key id. */
    public Optional<DirectoryRecord.Key> key(String id) {
        return find("key", id, DirectoryRecord.Key.class);
    }

    /** The integration with this id. */
    public Optional<DirectoryRecord.Integration> integration(String id) {
        return find("integration", id, DirectoryRecord.Integration.class);
    }

    /** All integrations, in no order. */
    public Collection<DirectoryRecord.Integration> integrations() {
        return all(DirectoryRecord.Integration.class);
    }

    /** All keys, in no order. */
    public Collection<DirectoryRecord.Key> keys() {
        return all(DirectoryRecord.Key.class);
    }

    /** All deletions, in no order; they belong to no generation. Cheap enough to be asked for each raw record. */
    public Collection<Deletion> deletions() {
        return Collections.unmodifiableCollection(deletions.values());
    }

    private <T extends DirectoryRecord> List<T> all(Class<T> type) {
        return byKey.values().stream()
                .map(DirectoryMessage.State::record)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private <T extends DirectoryRecord> Optional<T> find(String kind, String id, Class<T> type) {
        return Optional.ofNullable(byKey.get(key(kind, id)))
                .map(DirectoryMessage.State::record)
                .map(type::cast);
    }

    private static String key(String kind, String id) {
        return kind + "/" + id;
    }
}
