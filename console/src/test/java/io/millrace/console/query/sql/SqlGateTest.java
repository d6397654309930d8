package io.millrace.console.query.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.console.query.sql.GateVerdict.Allowed;
import io.millrace.console.query.sql.GateVerdict.Refused;
import io.millrace.telemetry.Signal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlGateTest {
    private final SqlParser parser = new SqlParser();
    private final SqlGate gate = new SqlGate(parser);

    @AfterAll
    void closeTheParser() throws Exception {
        parser.close();
    }

    @Test
    void namesTheViewsThatAStatementReads() {
        assertThat(gate.check("select l.name from Logs l join spans s on l.trace_id = s.trace_id;\n"))
                .isInstanceOfSatisfying(
                        Allowed.class,
                        allowed -> assertThat(allowed.views()).containsExactlyInAnyOrder(Signal.LOGS, Signal.TRACES));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select count(*) from logs",
                "from logs select name where model is not null",
                "select * exclude (attributes) from metrics order by time desc limit 10",
                "select date_trunc('day', time) d, sum(cost_usd) from logs group by all having sum(cost_usd) > ? order by d",
                "select attributes->>'$.\"session.id\"', attributes->'a', attributes['a'] from logs",
                "with a as (select * from logs), b as (select * from a) select count(*) from b, a",
                "with recursive t as (select 1 n union all select n + 1 from t where n < 5) select * from t",
                "select name, row_number() over (partition by name order by time) from spans qualify row_number() over () < 3",
                "select * from logs where name in (select name from metrics) union all select * from logs",
                "select (select max(time) from logs), exists(select 1 from spans)",
                "select x from logs, unnest(json_keys(attributes)) as t(x)",
                "select list_filter([1,2,3], x -> x > 1), case when 1 = 1 then 'a' else 'b' end, 1 between 0 and 2",
                "select name like 'a%', name ilike 'b', name ~ 'c', name not like 'd', not success, -cost_usd from logs",
                "select cast(value as int), value::varchar, try_cast(name as double), interval 3 day from metrics",
                "select time at time zone 'Europe/Berlin', extract(hour from time), current_timestamp from logs",
                "select count(*) filter (where success), quantile_cont(duration_ms, 0.95), count(distinct user_id) from logs",
                "values (1), (2)",
                "describe logs",
                "select 1 -- a comment",
                "select * from (select 1 as a) q, lateral (select q.a + 1)",
                "select * from logs tablesample 10%",
                "select * from logs tablesample reservoir(10) repeatable (5)",
                "select * from logs using sample 10% (bernoulli)",
                "select list_aggregate([1, 2], 'sum'), [1, 2].list_aggr('MAX'), list_aggregate(['a'], 'string_agg', ',')",
                "with a as (select user_id as user from logs) select a.user from a",
                "select l.current_schema from (select 1 as current_schema) l",
                "select columns('na.*'), columns(*)::varchar, * like 'na%' from logs",
                "select * replace (upper(name) as name) from logs",
                "select * from logs asof join spans on logs.trace_id = spans.trace_id and logs.time >= spans.time"
            })
    void letsOrdinaryQueriesThrough(String sql) {
        assertThat(gate.check(sql)).isInstanceOf(Allowed.class);
    }

    @Nested
    class Refuses {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "select * from read_parquet('/data/x.parquet')",
                    "select * from read_csv('/etc/passwd')",
                    "select * from read_text('/etc/passwd')",
                    "select * from read_blob('/etc/passwd')",
                    "select * from read_json('/x')",
                    "select * from parquet_scan('/x')",
                    "select * from parquet_metadata('/x')",
                    "select * from glob('/*')",
                    "select * from sniff_csv('/x')",
                    "select * from '/data/x.parquet'",
                    "select * from 'x.csv'",
                    "select * from \"https://example.test/x.parquet\"",
                    "select (select count(*) from read_text('/etc/passwd'))",
                    "select * from logs where name in (select content from read_text('/etc/passwd'))",
                    "with a as (select * from read_parquet('/x')) select * from a",
                    "select * from logs, lateral (select * from glob('/*'))",
                    "select * from query('select 1')",
                    "select * from query_table('logs')",
                    "select * from json_execute_serialized_sql(json_serialize_sql('select 1'))"
                })
        void filesAndFunctionsThatStandForTables(String sql) {
            assertRefused(sql);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "select * from duckdb_views()",
                    "select * from duckdb_settings()",
                    "select * from duckdb_views",
                    "select * from duckdb_databases()",
                    "select * from information_schema.tables",
                    "select * from pg_catalog.pg_views",
                    "select * from pg_views",
                    "select * from sqlite_master",
                    "select * from main.logs",
                    "select * from memory.main.logs",
                    "select current_setting('allowed_paths')",
                    "select getenv('HOME')",
                    "select getvariable('x')",
                    "select current_database()",
                    "show tables",
                    "show all tables",
                    "summarize logs",
                    "describe duckdb_views",
                    "pragma database_list",
                    "pragma version",
                    "call pragma_version()",
                    "select * from pragma_table_info('logs')"
                })
        void whatShowsTheEngineItself(String sql) {
            assertRefused(sql);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "with duckdb_views as (select 1) select * from duckdb_views",
                    "with a as (select * from b), b as (select 1) select * from a",
                    "with a as (select * from a) select * from a",
                    "select * from (with x as (select 1) select * from x) q, x",
                    "with \"/etc/passwd\" as (select 1) select * from \"/etc/passwd\"",
                    "with sqlite_master as (select * from sqlite_master) select * from sqlite_master"
                })
        void withNamesThatWouldLeadOutOfTheStatement(String sql) {
            assertRefused(sql);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "copy logs to '/tmp/x'",
                    "copy (select 1) to '/tmp/x' (use_tmp_file false)",
                    "attach '/tmp/x.db'",
                    "install httpfs",
                    "load httpfs",
                    "set memory_limit = '100GB'",
                    "reset memory_limit",
                    "create table x as select 1",
                    "create or replace view logs as select 1",
                    "drop view logs",
                    "insert into logs values (1)",
                    "delete from logs",
                    "update logs set name = 'x'",
                    "export database '/tmp/x'",
                    "import database '/tmp/x'",
                    "checkpoint",
                    "prepare x as select 1",
                    "explain analyze select 1",
                    "begin",
                    "select 1; select 2",
                    "select 1; drop view logs",
                    "select 1) q; drop view logs; select * from (select 1",
                    "select 1) union all (select 2",
                    "",
                    "  ;; ",
                    "selec 1"
                })
        void everythingThatIsNotOneSelect(String sql) {
            assertRefused(sql);
        }

        @Test
        void aStatementOfUnreasonableLength() {
            assertRefused("select " + "1,".repeat(60_000) + "1");
        }

        private void assertRefused(String sql) {
            assertThat(gate.check(sql))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.reason()).isNotBlank());
        }
    }
}
