package io.millrace.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Multi;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ViewerTest {

    @Test
    void beginsWithOneBatchEvenIfThereWasNothingBefore() {
        List<LiveBatch> sent = sentBy(viewer -> viewer.begin(List.of()));

        assertThat(sent).containsExactly(new LiveBatch(List.of(), 0));
    }

    @Test
    void isShownOnlyWhatItMayRead() {
        List<LiveBatch> sent = sentBy(viewer -> {
            viewer.show(List.of(event("org", "mine", 1), event("org", "other", 2), event("others", "mine", 3)));
            viewer.show(List.of(event("org", "other", 4)));
        });

        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).events()).containsExactly(JsonNodeFactory.instance.numberNode(1));
    }

    private static List<LiveBatch> sentBy(Consumer<Viewer> what) {
        return Multi.createFrom()
                .<LiveBatch>emitter(emitter -> {
                    what.accept(new Viewer("org", Set.of("mine"), emitter));
                    emitter.complete();
                })
                .collect()
                .asList()
                .await()
                .indefinitely();
    }

    private static LiveEvent event(String organization, String integration, int number) {
        return new LiveEvent(organization, integration, JsonNodeFactory.instance.numberNode(number));
    }
}
