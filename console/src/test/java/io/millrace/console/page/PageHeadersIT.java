package io.millrace.console.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.millrace.console.ConsoleBackends;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ConsoleBackends.class)
class PageHeadersIT {
    private static final Pattern FILES = Pattern.compile("(?:src|href)=\"(/[^\"]+)\"");

    @Test
    void servesAPageWhoseFilesAreAllThere() {
        Response index = given().get("/");

        index.then().statusCode(200).contentType(containsString("text/html")).body(containsString("<mr-app>"));
        assertThat(files(index))
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(file -> given().get(file).then().statusCode(200));
    }

    @Test
    void letsBrowsersKeepOnlyWhatChangesItsNameWithItsContent() {
        Response index = given().get("/");

        index.then().header("Cache-Control", equalTo("no-cache"));
        assertThat(files(index)).anySatisfy(file -> assertThat(file).startsWith(PageHeaders.HASHED_FILES));
        assertThat(files(index))
                .allSatisfy(file -> given().get(file)
                        .then()
                        .header(
                                "Cache-Control",
                                equalTo(
                                        file.startsWith(PageHeaders.HASHED_FILES)
                                                ? "public, max-age=31536000, immutable"
                                                : "no-cache")));
        given().get(PageHeaders.HASHED_FILES + "gone.js")
                .then()
                .statusCode(404)
                .header("Cache-Control", equalTo("no-cache"));
    }

    @Test
    void tellsASenderInOtlpsFormThatNothingIsAtItsPath() {
        given().contentType("application/json")
                .body("{}")
                .post("/nothing/v1/logs")
                .then()
                .statusCode(404)
                .contentType("application/json")
                .body("code", equalTo(5))
                .body("message", equalTo("there is nothing at this path"));
    }

    @Test
    void allowsThePageNothingButItsOwnFiles() {
        Response index = given().get("/");

        index.then()
                .header("Content-Security-Policy", equalTo(PageHeaders.CONTENT_SECURITY_POLICY))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("X-Frame-Options", equalTo("DENY"))
                .header("Referrer-Policy", equalTo("no-referrer"));
        assertThat(index.asString()).doesNotContain("<style").doesNotContainPattern("<script(?![^>]*\\ssrc=)");
    }

    @Test
    void tellsBrowsersThatAnswersOfTheApiAreNoPages() {
        given().get("/api/session")
                .then()
                .statusCode(401)
                .header("Content-Security-Policy", equalTo("default-src 'none'; frame-ancestors 'none'"))
                .header("X-Content-Type-Options", equalTo("nosniff"));
    }

    @Test
    void leavesPathsAloneThatAreNotTheConsoles() {
        given().get("/q/health/ready").then().header("Content-Security-Policy", nullValue());
    }

    private static List<String> files(Response index) {
        return FILES.matcher(index.asString())
                .results()
                .map((MatchResult file) -> file.group(1))
                .toList();
    }
}
