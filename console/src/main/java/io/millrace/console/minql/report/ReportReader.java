package io.millrace.console.minql.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.console.minql.compile.Period;
import io.millrace.console.minql.report.ReportRequest.NamedFormula;
import io.millrace.console.minql.report.ReportRequest.Options;
import io.millrace.console.minql.report.ReportRequest.Sort;
import io.millrace.console.query.Problem;
import io.millrace.console.query.http.ProblemException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a report request: either one formula, or a whole report. */
final class ReportReader {
    private static final Set<String> INTERVALS = Set.of("minute", "hour", "day", "week", "month", "quarter", "year");
    private static final int MAX_FORMULAS = 20;

    private final Clock clock;

    ReportReader(Clock clock) {
        this.clock = clock;
    }

    /**
     * Reads it.
     *
     * @param limit most rows
     * @throws ProblemException 400 if it is none
     */
    ReportRequest read(JsonNode body, int limit) {
        Period period = period(body);
        int top = body.path("top").asInt(0);
        if (top < 0 || top > 1000) {
            throw bad("top must be a whole number from 0 to 1000.");
        }
        List<String> breakdown = texts(body, "breakdown");
        if (breakdown.size() > 2) {
            throw bad("A report has at most two breakdowns.");
        }
        List<NamedFormula> metrics = metrics(body);
        Optional<String> x = axis(body, period);
        List<String> columns = new ArrayList<>(x.stream().toList());
        columns.addAll(breakdown);
        metrics.forEach(metric -> columns.add(metric.name()));
        Options options = new Options(
                top,
                body.path("totals").asBoolean(false),
                body.path("comparison").asBoolean(false),
                limit,
                sort(body, x.isPresent(), columns));
        return new ReportRequest(metrics, x, breakdown, texts(body, "filters"), period, options);
    }

    /** By {@code x}, by a breakdown's formula, or by a metric's name. */
    private static List<Sort> sort(JsonNode body, boolean hasX, List<String> columns) {
        List<Sort> sort = new ArrayList<>();
        for (JsonNode element : body.path("sort")) {
            String by =
                    element.isTextual() ? element.asText() : element.path("by").asText("");
            int column = hasX && by.equals("x") ? 0 : columns.lastIndexOf(by);
            if (column < 0) {
                throw bad("sort names x, a breakdown or a metric; there is no " + by + ".");
            }
            sort.add(new Sort(column, element.path("descending").asBoolean(false)));
        }
        if (sort.size() > MAX_FORMULAS) {
            throw bad("sort has at most " + MAX_FORMULAS + " columns.");
        }
        return sort;
    }

    private static List<NamedFormula> metrics(JsonNode body) {
        List<NamedFormula> metrics = new ArrayList<>();
        if (body.path("formula").isTextual()) {
            metrics.add(new NamedFormula("value", body.path("formula").asText()));
        }
        for (JsonNode metric : body.path("metrics")) {
            String formula = metric.isTextual()
                    ? metric.asText()
                    : metric.path("formula").asText("");
            String name = metric.path("name").asText("metric " + (metrics.size() + 1));
            metrics.add(new NamedFormula(name, formula, optional(metric, "unit"), optional(metric, "axis")));
        }
        if (metrics.isEmpty() || metrics.size() > MAX_FORMULAS) {
            throw bad("Send formula, or metrics with 1 to " + MAX_FORMULAS + " formulas.");
        }
        return metrics;
    }

    private static @Nullable String optional(JsonNode node, String member) {
        return node.path(member).isTextual() ? node.path(member).asText() : null;
    }

    /** The X axis is a property, or the event time by an interval. */
    private static Optional<String> axis(JsonNode body, Period period) {
        if (body.path("x").isTextual()) {
            return Optional.of(body.path("x").asText());
        }
        String interval = body.path("interval").asText("");
        if (interval.isEmpty() || interval.equals("whole")) {
            return Optional.empty();
        }
        String unit = interval.equals("auto") ? fitting(period) : interval;
        if (!INTERVALS.contains(unit)) {
            throw bad("interval is one of minute, hour, day, week, month, quarter, year, auto, whole.");
        }
        return Optional.of(unit + "(time)");
    }

    private static String fitting(Period period) {
        Duration length = Duration.between(period.from(), period.endExclusive());
        if (length.compareTo(Duration.ofHours(3)) <= 0) {
            return "minute";
        }
        if (length.compareTo(Duration.ofDays(3)) <= 0) {
            return "hour";
        }
        return length.compareTo(Duration.ofDays(120)) <= 0 ? "day" : "week";
    }

    private Period period(JsonNode body) {
        String zoneName = body.path("timeZone").asText("UTC");
        if (!ZoneId.getAvailableZoneIds().contains(zoneName)) {
            throw bad("timeZone must be a name such as UTC or Europe/Berlin.");
        }
        ZoneId zone = ZoneId.of(zoneName);
        Instant now = clock.instant();
        LocalDate today = now.atZone(zone).toLocalDate();
        Instant to = body.has("to") ? instant(body, "to", zone) : start(today.plusDays(1), zone);
        Instant from = body.has("from") ? instant(body, "from", zone) : start(today.minusDays(29), zone);
        if (!from.isBefore(to)) {
            throw bad("from must be before to.");
        }
        return new Period(from, to, zone, weekStart(body));
    }

    private static DayOfWeek weekStart(JsonNode body) {
        String day = body.path("weekStart").asText("monday");
        for (DayOfWeek known : DayOfWeek.values()) {
            if (known.name().equalsIgnoreCase(day)) {
                return known;
            }
        }
        throw bad("weekStart is a day such as monday or sunday.");
    }

    /** A day stands for its midnight in the report's time zone. */
    private static Instant instant(JsonNode body, String member, ZoneId zone) {
        String text = body.path(member).asText();
        try {
            return text.length() == 10 ? start(LocalDate.parse(text), zone) : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw bad(member + " must be a day such as 2026-11-01 or an instant such as 2026-11-01T00:00:00Z.");
        }
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant();
    }

    private static List<String> texts(JsonNode body, String member) {
        JsonNode value = body.path(member);
        List<String> texts = new ArrayList<>();
        if (value.isTextual()) {
            texts.add(value.asText());
        }
        for (JsonNode element : value) {
            if (!element.isTextual()) {
                throw bad(member + " must be a list of formulas.");
            }
            texts.add(element.asText());
        }
        if (texts.size() > MAX_FORMULAS) {
            throw bad(member + " has at most " + MAX_FORMULAS + " formulas.");
        }
        return texts;
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(Problem.badRequest(detail));
    }
}
