package io.millrace.console;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** Somebody at a browser, or nobody: sends what the page would send. */
public record Person(String userId, String cookie, String csrfToken) {
    private static final String COOKIE = "millrace_session";

    /** One who has not signed in. */
    public static final Person NOBODY = new Person("", "", "");

    /** Signs in. */
    public static Person signIn(String user, String password) {
        return of(given().contentType(ContentType.JSON)
                .body(Map.of("user", user, "password", password))
                .post("/api/session")
                .then()
                .statusCode(201)
                .extract()
                .response());
    }

    /** One whose session an answer has just opened. */
    public static Person of(Response opened) {
        return new Person(opened.path("userId"), opened.getCookie(COOKIE), opened.path("csrfToken"));
    }

    /** Reads. */
    public Response get(String path) {
        return request().get(path);
    }

    /** Sends a JSON body. */
    public Response post(String path, Object body) {
        return request().body(body).post(path);
    }

    /** Sends a JSON body. */
    public Response put(String path, Object body) {
        return request().body(body).put(path);
    }

    /** Sends a JSON body. */
    public Response patch(String path, Object body) {
        return request().body(body).patch(path);
    }

    /** Deletes. */
    public Response delete(String path) {
        return request().delete(path);
    }

    /** A request with the session's cookie and the page's token. */
    public RequestSpecification request() {
        RequestSpecification request = given().contentType(ContentType.JSON);
        if (!cookie.isEmpty()) {
            request.cookie(COOKIE, cookie).header("X-Millrace-CSRF", csrfToken);
        }
        return request;
    }
}
