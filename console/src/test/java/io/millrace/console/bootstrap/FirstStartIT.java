package io.millrace.console.bootstrap;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.console.ConsoleBackends;
import io.millrace.directory.DirectoryFollower;
import io.millrace.telemetry.directory.DirectoryRecord.KeyType;
import io.millrace.telemetry.directory.DirectoryRecord.Role;
import io.millrace.telemetry.key.ApiKey;
import io.millrace.telemetry.key.KeyDigest;
import io.millrace.testkit.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ConsoleBackends.class)
class FirstStartIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder = ConfigProvider.getConfig().getValue("millrace.data-dir", Path.class);
    private final String bootstrapServers =
            ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);

    @Test
    void handsOverSettingsThatAGatewayAccepts() throws IOException {
        JsonNode env = read("settings.json").get("env");

        String endpoint = env.get("OTEL_EXPORTER_OTLP_ENDPOINT").asText();
        ApiKey key = ApiKey.parse(env.get("OTEL_EXPORTER_OTLP_HEADERS").asText().replace("Authorization=Bearer ", ""))
                .orElseThrow();
        assertThat(env.get("CLAUDE_CODE_ENHANCED_TELEMETRY_BETA").asText()).isEqualTo("1");
        assertThat(endpoint).startsWith("http://localhost:" + RestAssured.port + "/otlp/");
        try (DirectoryFollower follower =
                new DirectoryFollower("test", Map.of("bootstrap.servers", bootstrapServers))) {
            follower.start();
            Eventually.until(
                    "directory read",
                    LIMIT,
                    () -> follower.isReady() && follower.state().key(key.id()).isPresent());
            var published = follower.state().key(key.id()).orElseThrow();
            assertThat(published.type()).isEqualTo(KeyType.INGEST);
            assertThat(endpoint).endsWith("/otlp/" + published.integration());
            assertThat(new KeyDigest("a pepper for tests only".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            .matches(key, published.digestHex()))
                    .isTrue();
            assertThat(follower.state().user(published.user()).orElseThrow().role())
                    .isEqualTo(Role.OWNER);
        }
    }

    @Test
    void tellsTheOwnerHowToSignIn() throws IOException {
        JsonNode owner = read("owner.json");

        assertThat(owner.get("consoleUrl").asText()).isEqualTo("http://localhost:" + RestAssured.port + "/");
        assertThat(owner.get("user").asText()).isEqualTo("owner");
        assertThat(owner.get("oneTimePassword").asText()).hasSizeGreaterThan(20);
        assertThat(ApiKey.parse(owner.get("queryKey").asText())).isPresent();
    }

    @Test
    void letsOnlyTheOwnerOfTheFilesReadThem() throws IOException {
        read("settings.json");
        read("owner.json");

        for (String file : new String[] {"settings.json", "owner.json"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void forgetsTheSecretsOnceTheyAreHandedOver() {
        Path plan = folder.resolve("console").resolve("first-start.json");

        Eventually.until("plan gone", LIMIT, () -> !Files.exists(plan));
    }

    @Test
    void saysThatItIsWell() {
        Eventually.until("published", LIMIT, () -> given().get("/api/health").statusCode() == 200);

        given().get("/api/health").then().statusCode(200).body("status", equalTo("UP"));
        given().get("/q/health/ready").then().statusCode(200);
    }

    private JsonNode read(String name) throws IOException {
        Path file = folder.resolve(name);
        Eventually.until(name, LIMIT, () -> Files.exists(file));
        return new ObjectMapper().readTree(file.toFile());
    }
}
