package io.millrace.console.query.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.query.sql.GateVerdict.Refused;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways out of the caller's views that are less plain than those of {@link SqlGateTest}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WaysOutTest {
    private final SqlParser parser = new SqlParser();
    private final SqlGate gate = new SqlGate(parser);

    @AfterAll
    void closeTheParser() throws Exception {
        parser.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from iceberg_scan('/data/logs')",
                "select * from iceberg_metadata('/data/logs')",
                "select * from iceberg_snapshots('/data/logs')",
                "select * from delta_scan('/data')",
                "select * from sqlite_scan('/data/catalog.db', 'iceberg_tables')",
                "select * from postgres_scan('host=127.0.0.1', 'public', 'users')",
                "select * from read_ndjson('/x')",
                "select * from read_csv_auto('/x')",
                "select * from read_json_objects('/x')",
                "select * from parquet_schema('/x')",
                "select * from parquet_file_metadata('/x')",
                "select * from parquet_kv_metadata('/x')",
                "select * from parquet_bloom_probe('/x', 'a', 1)",
                "select * from read_duckdb('/x')",
                "select * from read_parquet('s3://bucket/x.parquet')",
                "select * from 's3://bucket/x.parquet'",
                "select * from 'http://127.0.0.1:8080/x.csv'",
                "select * from \"/proc/self/environ\"",
                "select * from \"logs.parquet\"",
                "select * from \"../catalog.db\""
            })
    void filesStoresAndDatabases(String sql) {
        assertRefused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from duckdb_secrets()",
                "select * from which_secret('/x', 's3')",
                "select * from duckdb_extensions()",
                "select * from duckdb_functions()",
                "select * from duckdb_tables()",
                "select * from duckdb_columns()",
                "select * from duckdb_memory()",
                "select * from duckdb_temporary_files()",
                "select * from duckdb_variables()",
                "select * from duckdb_prepared_statements()",
                "select * from duckdb_logs()",
                "select * from pragma_database_size()",
                "select * from pragma_storage_info('logs')",
                "select * from pragma_show('logs')",
                "select * from pg_class",
                "select * from information_schema.views",
                "select * from system.information_schema.columns",
                "select * from temp.main.x",
                "select sql from sqlite_schema",
                "select current_schema(), current_schemas(true)",
                "select version()",
                "select pg_get_viewdef('logs')",
                "select current_query()",
                "select in_search_path('memory', 'main')",
                "select nextval('s')",
                "select set_bit('1'::bit, 0, 1), write_log('x')",
                "select getvariable('allowed_paths')",
                "select * from logs at (version => 1)",
                "from (describe select * from duckdb_views())"
            })
    void whatTheEngineKnowsOfItself(String sql) {
        assertRefused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from read_text/**/('/etc/passwd')",
                "select * from -- a comment\nread_text('/etc/passwd')",
                "select * from \"read_text\"('/etc/passwd')",
                "select * from READ_TEXT('/etc/passwd')",
                "select * from system.main.read_text('/etc/passwd')",
                "select * from main.read_text('/etc/passwd')",
                "select '/etc/passwd'.read_text()",
                "select system.main.getenv('HOME')",
                "select \"getenv\"('HOME')",
                "select main.upper('x')",
                "select 'HOME'.getenv()",
                "select list_transform(['HOME'], x -> getenv(x))",
                "select 1 where getenv('HOME') = ''",
                "select 1 group by getenv('HOME')",
                "select 1 order by getenv('HOME')",
                "select 1 limit (select count(*) from read_text('/x'))",
                "select count(*) filter (where getenv('HOME') = '') from logs",
                "select sum(1) over (partition by getenv('HOME')) from logs",
                "select * from logs join read_text('/x') on true",
                "select * from logs positional join read_text('/x')",
                "select * from logs semi join glob('/*') on true",
                "pivot read_text('/x') on filename",
                "unpivot duckdb_settings() on name into name n value v",
                "select case when true then (select max(content) from read_text('/x')) end",
                "select * from (values ((select max(content) from read_text('/x'))))",
                "select * from (from read_text('/x'))",
                "table duckdb_views",
                "values ((select max(sql) from duckdb_views))",
                "select 1 union all by name from read_text('/x')",
                "with recursive a as (select 1 union all select count(*) from read_text('/x')) from a",
                "with a as materialized (from read_text('/x')) from a",
                "select columns(c -> getenv(c) = '') from logs",
                "select * replace (getenv('HOME') as name) from logs",
                "select * from logs as l(getenv), lateral (from read_text(getenv))"
            })
    void hiddenInAnotherPlaceOrSpelling(String sql) {
        assertRefused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from \u200bread_text('/etc/passwd')",
                "select * from read_text\u00a0('/etc/passwd')",
                "select * from \uff52ead_text('/etc/passwd')",
                "select * from l\u043egs",
                "select * from \"logs\u0000\"",
                "select 1 \u037e drop view logs",
                "select 1;\u0000select 2",
                "select 1 /* */; /* */ attach 'x'",
                "select 1 /* /* */ ; drop view logs */; drop view logs",
                "select $$x$$; drop view logs",
                "select e'\\'; drop view logs; --'; drop view logs"
            })
    void unusualCharacters(String sql) {
        assertRefused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create macro m(x) as getenv(x)",
                "create temp table x as select 1",
                "create secret s (type s3)",
                "create function f(x) as x",
                "create type t as enum ('a')",
                "create sequence s",
                "create schema s",
                "execute x",
                "deallocate x",
                "set variable x = 1",
                "set session timezone = 'UTC'",
                "use memory",
                "detach memory",
                "alter view logs rename to l",
                "comment on view logs is 'x'",
                "vacuum",
                "analyze",
                "merge into logs using logs on true when matched then delete",
                "copy from database memory to other",
                "update extensions",
                "force checkpoint",
                "explain select 1",
                "show databases",
                "describe",
                "call duckdb_settings()"
            })
    void statementsOfOtherKinds(String sql) {
        assertRefused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select count(*) from range(1000000000000)",
                "select * from generate_series(1, 1000000000000)",
                "select * from repeat(1, 1000000000000)",
                "select * from repeat_row(1, 2, num_rows = 1000000000000)",
                "select * from test_all_types()",
                "select * from summary((select 1))",
                "select * from checkpoint()",
                "select * from force_checkpoint()",
                "select * from enable_logging()",
                "select * from load_aws_credentials()"
            })
    void rowsOutOfNothing(String sql) {
        assertRefused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select current_user",
                "select current_role",
                "select session_user",
                "select user",
                "select \"current_user\"",
                "select Current_Schema",
                "select current_catalog from logs",
                "select 1 order by current_user",
                "select [current_schema][1]",
                "select columns(c -> current_user = 'x') from logs"
            })
    void namesThatStandForTheEnginesOwnState(String sql) {
        assertRefused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select list_aggregate([1], 'getenv')",
                "select list_aggr(['/etc/passwd'], 'read_text')",
                "select array_aggregate([1], 'current_setting')",
                "select array_aggr([1], 'bitstring_agg', 0, 1000000000000)",
                "select [1].list_aggregate('reservoir_quantile')",
                "select aggregate([1], 'sum')",
                "select list_aggregate([1], 'su' || 'm')",
                "select list_aggregate([1], ?)",
                "select list_aggregate([1], (select 'sum'))",
                "select list_aggregate([1], name) from logs",
                "select list_aggregate([1])",
                "select list_transform([1], x -> list_aggregate([x], 'getenv'))",
                "select list_reduce(['HOME'], (x, y) -> getenv(x))",
                "select apply(['HOME'], x -> getenv(x))",
                "select list_filter(['HOME'], x -> current_user = x)",
                "select function_name(getenv)",
                "from query('select 1')",
                "from query_table(['logs'])",
                "execute x('HOME')",
                "select getvariable('x')",
                "select m(1)"
            })
    void functionsThatACallNamesInAText(String sql) {
        assertRefused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select U&'\\0041' from U&\"logs\"",
                "from U&\"\\0072ead_text\"('/etc/passwd')",
                "select * from logs tablesample (select 1)",
                "select * from read_text('/x') tablesample 10%",
                "select * from 'x.csv' using sample 10"
            })
    void escapedNamesAndSamplesOfOtherTables(String sql) {
        assertRefused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select lpad('x', 1000000000, 'x')",
                "select rpad('x', 1000000000, 'x')",
                "select repeat('x', 1000000000)",
                "select printf('%1000000000d', 1)",
                "select format('{:1000000000}', 1)",
                "select list_resize([1], 1000000000000)",
                "select range(1000000000000)",
                "select generate_series(1, 1000000000000)",
                "select bitstring('1', 1000000000)",
                "select damerau_levenshtein(name, name) from logs",
                "select levenshtein(name, name) from logs",
                "select sleep_ms(100000)"
            })
    void valuesThatTakeMemoryOrTimeOutOfNothing(String sql) {
        assertRefused(sql);
    }

    private void assertRefused(String sql) {
        assertThat(gate.check(sql))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reason()).isNotBlank().doesNotContain("LINE 1"));
    }
}
