package io.millrace.console.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.millrace.console.ConsoleBackends;
import io.millrace.console.Person;
import io.millrace.console.TestAccounts;
import io.millrace.console.store.Database;
import io.millrace.console.store.Deletions;
import io.millrace.store.EventTables;
import io.millrace.store.position.DeletionMark;
import io.millrace.telemetry.Signal;
import io.millrace.telemetry.topic.Topics;
import io.millrace.testkit.Eventually;
import io.millrace.testkit.TestBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ConsoleBackends.class)
class DeletionRequestsIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String PATH = "/api/privacy/deletions";
    private static final Map<String, String> ANN = Map.of("column", "user_email", "value", "ann@example.org");

    @Test
    void tellsEveryStageOnceAndForgetsWhomItNames() {
        TestAccounts accounts = TestAccounts.make();
        String id = accounts.owner()
                .post(PATH, ANN)
                .then()
                .statusCode(202)
                .body(not(containsString("ann@")))
                .extract()
                .path("id");

        Eventually.until("the stages are told", LIMIT, () -> state(accounts, id).equals("published"));

        assertThat(messages(id))
                .singleElement()
                .satisfies(message -> assertThat(message)
                        .contains(
                                "\"organization\":\"" + accounts.organizationId() + "\"",
                                "user_email",
                                "ann@example.org"));
        Database database = TestAccounts.bean(Database.class);
        assertThat(database.read(db -> Deletions.find(db, accounts.organizationId(), id))
                        .orElseThrow()
                        .value())
                .isNull();
        accounts.owner()
                .get("/api/audit?action=deletion.")
                .then()
                .body("items[0].subjectId", equalTo(id))
                .body(not(containsString("ann@")));
    }

    @Test
    void showsHowFarTheTablesAre() {
        TestAccounts accounts = TestAccounts.make();
        String id = accounts.owner()
                .post(PATH, ANN)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        Eventually.until("the stages are told", LIMIT, () -> state(accounts, id).equals("published"));

        mark(id, new DeletionMark(false, Instant.ofEpochSecond(1)));
        assertThat(state(accounts, id)).isEqualTo("out-of-tables");
        mark(id, new DeletionMark(true, Instant.ofEpochSecond(2)));
        accounts.owner()
                .get(PATH + "/" + id)
                .then()
                .body("state", equalTo("done"))
                .body("doneAt", equalTo("1970-01-01T00:00:02Z"));
    }

    @Test
    void isForOwnersAndTheirOwnOrganization() {
        TestAccounts accounts = TestAccounts.make();
        TestAccounts others = TestAccounts.make();
        String id = accounts.owner()
                .post(PATH, ANN)
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        for (Person person : List.of(accounts.admin(), accounts.member())) {
            person.post(PATH, ANN).then().statusCode(403);
            person.get(PATH).then().statusCode(403);
            person.get(PATH + "/" + id).then().statusCode(403);
        }
        Person.NOBODY.get(PATH).then().statusCode(401);
        others.owner().get(PATH + "/" + id).then().statusCode(404);
        others.owner().get(PATH).then().statusCode(200).body("items.size()", equalTo(0));
    }

    @Test
    void refusesWhatItCannotCarryOut() {
        TestAccounts accounts = TestAccounts.make();
        TestAccounts others = TestAccounts.make();
        String foreign = others.owner()
                .post("/api/integrations", Map.of("displayName", "Theirs", "referenceName", "theirs"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        for (Map<String, String> order : List.of(
                Map.<String, String>of(),
                Map.of("integrationId", foreign),
                Map.of("column", "user_email"),
                Map.of("column", "session_id", "value", "x"),
                Map.of("column", "user_id", "value", "x", "through", "2999-01-01T00:00:00Z"))) {
            accounts.owner().post(PATH, order).then().statusCode(400);
        }
        accounts.owner().get(PATH).then().body("items.size()", equalTo(0));
    }

    private static String state(TestAccounts accounts, String id) {
        return accounts.owner()
                .get(PATH + "/" + id)
                .then()
                .statusCode(200)
                .extract()
                .path("state");
    }

    private static void mark(String id, DeletionMark mark) {
        EventTables tables = TestAccounts.bean(EventTables.class);
        for (Signal signal : Signal.values()) {
            tables.createOrLoad(signal)
                    .updateProperties()
                    .set(DeletionMark.property(id), mark.text())
                    .commit();
        }
    }

    /** What the directory topic holds of a deletion. */
    private static List<String> messages(String id) {
        TopicPartition directory = new TopicPartition(Topics.DIRECTORY, 0);
        List<String> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestBroker.shared().bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(directory));
            consumer.seekToBeginning(List.of(directory));
            long end = consumer.endOffsets(List.of(directory)).getOrDefault(directory, 0L);
            while (consumer.position(directory) < end) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    if (record.key().contains(id)) {
                        found.add(record.value());
                    }
                }
            }
        }
        return found;
    }
}
