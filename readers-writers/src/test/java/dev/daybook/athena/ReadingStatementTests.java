package dev.daybook.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.failure.DaybookException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingStatementTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "SELECT 1",
                "-- a comment\nselect 1",
                "/* drop\ntable */ (select 1)",
                "with a as (select 1) select * from a",
                "values 1, 2",
                "show tables",
                "describe visits",
                "explain select 1",
                "explain analyze verbose select 1",
                "explain (type io, format json) select 1"
            })
    void whatReadsIsLeftAsItIs(String sql) {
        assertThat(ReadingStatement.of(sql)).isEqualTo(sql);
        assertThat(ReadingStatement.of(sql + " ;;")).startsWith(sql).doesNotEndWith(";");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-- select 1",
                "insert into visits select * from visits",
                "drop table visits",
                "/* select */ delete from visits",
                "create table a as select 1",
                "unload (select 1) to 's3://elsewhere/'",
                "msck repair table visits",
                "explain analyze insert into visits select 1",
                "selection"
            })
    void whatDoesMoreIsRefused(String sql) {
        assertThatThrownBy(() -> ReadingStatement.of(sql))
                .isInstanceOf(DaybookException.class)
                .hasMessageContaining("one statement that reads");
    }
}
