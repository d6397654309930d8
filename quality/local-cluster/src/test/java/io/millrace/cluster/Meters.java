package io.millrace.cluster;

import io.millrace.cluster.process.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** What members of a cluster say of themselves at {@code /q/metrics}. */
final class Meters {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(); // as Prometheus asks

    private Meters() {}

    /** Sum of all series of that name over the members. */
    static double sum(String name, List<Member> members) {
        double sum = 0;
        for (Member member : members) {
            for (String line : scrape(member).split("\n", -1)) {
                if (line.startsWith(name + "{") || line.startsWith(name + " ")) {
                    sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
                }
            }
        }
        return sum;
    }

    private static String scrape(Member member) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(URI.create(member.url() + "/q/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException("no metrics of " + member.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
