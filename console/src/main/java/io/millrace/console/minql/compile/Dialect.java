package io.millrace.console.minql.compile;

import io.millrace.console.query.MetricPoints;
import io.millrace.console.query.RepeatedPoints;
import java.util.List;

/** The engines that SQL is written for, and the pieces of SQL in which they differ. */
public enum Dialect {
    /** Embedded. */
    DUCKDB {
        @Override
        String textToTime() {
            return "coalesce(make_timestamptz(1000 * " + MILLIS + "), try_cast({0} AS TIMESTAMP WITH TIME ZONE))";
        }

        @Override
        String millisToTime() {
            return "make_timestamptz(CAST({0} * 1000 AS BIGINT))";
        }

        @Override
        String numberToText() {
            return "(CASE WHEN {0} = floor({0}) AND abs({0}) < 1e15 THEN CAST(CAST({0} AS BIGINT) AS VARCHAR)"
                    + " ELSE CAST({0} AS VARCHAR) END)";
        }

        @Override
        String timeToText() {
            return "(strftime(timezone('UTC', {0}), '%Y-%m-%dT%H:%M:%S.%g') || 'Z')";
        }

        @Override
        String bucketToText() {
            return "strftime({0}, '%Y-%m-%dT%H:%M:%S')";
        }

        @Override
        String local() {
            return "timezone({1}, {0})";
        }

        @Override
        String instantOfLocal() {
            return "timezone({1}, {0})";
        }

        @Override
        String element() {
            return "json_extract_string({0}, {1})";
        }

        @Override
        String elementOfAlias() {
            return "json_extract_string({0}, '/' || replace(replace(list_filter(json_keys({0}), lambda k: lower("
                    + "regexp_replace(k, '[^\\p{L}\\p{N}]', '', 'g')) = {1})[1], '~', '~0'), '/', '~1'))";
        }

        @Override
        String listElements() {
            return " CROSS JOIN LATERAL (SELECT unnest(CASE WHEN json_type(CASE WHEN json_valid({0}) THEN {0} END) ="
                    + " 'ARRAY' THEN json_extract_string(CASE WHEN json_valid({0}) THEN {0} END, '$[*]') END) AS {1}) AS"
                    + " of_{1}";
        }

        @Override
        String differences() {
            return "CAST(to_json(list_transform(list_zip(CAST({0} AS DOUBLE[]), CAST({1} AS DOUBLE[])),"
                    + " lambda pair: pair[1] - pair[2])) AS VARCHAR)";
        }

        @Override
        String numbers() {
            return "CAST({0} AS DOUBLE[])";
        }

        @Override
        String numbered() {
            return " CROSS JOIN LATERAL (SELECT unnest({0}) AS n, unnest(range(1, 1 + len({0}))) AS i) AS of_i";
        }

        @Override
        String at() {
            return "{0}[{1}]";
        }

        @Override
        String isFinite() {
            return "isfinite({0})";
        }

        @Override
        String cumulativePoints() {
            return " FROM " + MetricPoints.cumulativeView() + " WHERE true";
        }

        @Override
        String otherPoints(List<String> columns) {
            return " FROM " + MetricPoints.otherView() + " WHERE true";
        }
    },
    /** For clusters. */
    TRINO {
        @Override
        String textToTime() {
            return "coalesce(CAST(try(from_iso8601_timestamp_nanos({0})) AS TIMESTAMP(6) WITH TIME ZONE),"
                    + " from_unixtime(" + MILLIS + " / 1e3), try_cast({0} AS TIMESTAMP(6) WITH TIME ZONE))";
        }

        @Override
        String millisToTime() {
            return "from_unixtime({0} / 1000)";
        }

        @Override
        String numberToText() {
            return "(CASE WHEN {0} = floor({0}) AND abs({0}) < 1e15 THEN CAST(CAST({0} AS BIGINT) AS VARCHAR)"
                    + " ELSE json_format(CAST({0} AS JSON)) END)";
        }

        @Override
        String timeToText() {
            return "format_datetime(at_timezone({0}, 'UTC'), 'yyyy-MM-dd''T''HH:mm:ss.SSS''Z''')";
        }

        @Override
        String bucketToText() {
            return "date_format({0}, '%Y-%m-%dT%H:%i:%s')";
        }

        @Override
        String local() {
            return "CAST(at_timezone({0}, {1}) AS TIMESTAMP(6))";
        }

        @Override
        String instantOfLocal() {
            return "with_timezone({0}, {1})";
        }

        @Override
        String element() {
            return "coalesce(json_extract_scalar({0}, {1}), nullif(json_format(json_extract({0}, {1})), 'null'))";
        }

        @Override
        String elementOfAlias() {
            return "element_at(map_values(transform_values(map_filter(try(CAST(json_parse({0}) AS MAP(VARCHAR, JSON))),"
                    + " (k, v) -> lower(regexp_replace(k, '[^\\p{L}\\p{N}]')) = {1}), (k, v) -> coalesce("
                    + "json_extract_scalar(v, '$'), nullif(json_format(v), 'null')))), 1)";
        }

        @Override
        String listElements() {
            return " CROSS JOIN UNNEST(transform(try(CAST(json_parse({0}) AS ARRAY(JSON))), e -> coalesce("
                    + "json_extract_scalar(e, '$'), nullif(json_format(e), 'null')))) AS of_{1} ({1})";
        }

        @Override
        String differences() {
            return "json_format(CAST(zip_with(CAST(json_parse({0}) AS ARRAY(DOUBLE)), CAST(json_parse({1}) AS"
                    + " ARRAY(DOUBLE)), (a, b) -> a - b) AS JSON))";
        }

        @Override
        String numbers() {
            return "CAST(json_parse({0}) AS ARRAY(DOUBLE))";
        }

        @Override
        String numbered() {
            return " CROSS JOIN UNNEST({0}) WITH ORDINALITY AS of_i (n, i)";
        }

        @Override
        String at() {
            return "element_at({0}, {1})";
        }

        @Override
        String isFinite() {
            return "is_finite({0})";
        }

        @Override
        String cumulativePoints() {
            return " FROM metrics WHERE " + MetricPoints.isCumulative();
        }

        @Override
        String otherPoints(List<String> columns) {
            String others = "metrics WHERE NOT coalesce(" + MetricPoints.isCumulative() + ", false)";
            return " FROM (" + RepeatedPoints.once(columns, others) + ") AS points WHERE true";
        }
    };

    /** Digits that can be milliseconds since 1970, not a year or a day. */
    private static final String MILLIS = "CASE WHEN length({0}) BETWEEN 10 AND 15"
            + " AND translate({0}, '0123456789', '') = '' THEN try_cast({0} AS BIGINT) END";

    /** Text in ISO 8601, or of milliseconds since 1970, as an instant; null if it is none. */
    abstract String textToTime();

    /** Milliseconds since 1970 as an instant. */
    abstract String millisToTime();

    /** A number as text, whole ones without a point. */
    abstract String numberToText();

    /** An instant as text in ISO 8601. */
    abstract String timeToText();

    /** A local time as text in ISO 8601. */
    abstract String bucketToText();

    /** An instant as the local time of a zone. */
    abstract String local();

    /** A local time of a zone as an instant. */
    abstract String instantOfLocal();

    /** An element of JSON by its path, as text. */
    abstract String element();

    /** The first element of an object whose key has an alias; the alias is given in lower case. */
    abstract String elementOfAlias();

    /** A join with each element of a list. */
    abstract String listElements();

    /** Differences of two lists of numbers, element by element. */
    abstract String differences();

    /** A list as an array of numbers. */
    abstract String numbers();

    /** A join with each number of an array, {@code n}, and its index from 1, {@code i}. */
    abstract String numbered();

    /** An array's element by its index, null beyond its end. */
    abstract String at();

    /** Whether a number is one. */
    abstract String isFinite();

    /** From where the points of cumulative series come, up to and with a condition. */
    abstract String cumulativePoints();

    /** From where all other points come, each of them once, up to and with a condition. */
    abstract String otherPoints(List<String> columns);
}
