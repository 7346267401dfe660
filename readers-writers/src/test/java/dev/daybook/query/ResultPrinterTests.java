package dev.daybook.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.query.ResultPrinter.Printed;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultPrinterTests {

    private static final String MIXED = """
            SELECT * FROM (VALUES
                ('Ann', 1, 9.90::DECIMAL(18,2), 0.5::DOUBLE, true, DATE '2024-02-29', TIMESTAMPTZ '2024-03-01 12:00:00+02', TIMESTAMP '2024-03-01 12:00:00'),
                ('', 12345, 1234567.00, 1e20, false, DATE '2024-03-01', TIMESTAMPTZ '2024-03-01 12:00:00.5+00', TIMESTAMP '2024-03-01 12:00:30'),
                (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL))
            t(name, n, price, share, vip, day, met, here)""";

    @TempDir
    private Path folder;

    @Test
    void alignsATable() throws IOException {
        assertThat(print("SELECT name, n, price, share, vip, day, met FROM (%s)".formatted(MIXED), OutputFormat.TABLE))
                .isEqualTo("""
                        name |     n |      price |                 share | vip   | day        | met
                        -----+-------+------------+-----------------------+-------+------------+-------------------------
                        Ann  |     1 |       9.90 |                   0.5 | true  | 2024-02-29 | 2024-03-01T10:00:00Z
                             | 12345 | 1234567.00 | 100000000000000000000 | false | 2024-03-01 | 2024-03-01T12:00:00.500Z
                        NULL |  NULL |       NULL |                  NULL | NULL  | NULL       | NULL
                        (3 rows)
                        """);
    }

    @Test
    void letsNothingInATableChangeTheTerminal() throws IOException {
        assertThat(print("SELECT E'a\\nb\\tc\\r' || chr(27) || '[2J' || chr(8238) AS \"x\ny\"", OutputFormat.TABLE))
                .isEqualTo("""
                        x\\ny
                        ------------------------
                        a\\nb\\tc\\r\\u001b[2J\\u202e
                        (1 row)
                        """);
    }

    @Test
    void alignsWideCharactersAndMarks() throws IOException {
        assertThat(print("VALUES ('日本', 1), ('e' || chr(769), 2), ('abcde', 3)", OutputFormat.TABLE))
                .isEqualTo("""
                        col0  | col1
                        ------+-----
                        日本  |    1
                        e\u0301     |    2
                        abcde |    3
                        (3 rows)
                        """);
    }

    @Test
    void saysThatATableWasCut() throws IOException {
        StringWriter out = new StringWriter();

        assertThat(print("SELECT range AS n FROM range(5000)", OutputFormat.TABLE, 2, out))
                .isEqualTo(new Printed(2, false));
        assertThat(out).hasToString("n\n-\n0\n1\n(the first 2 rows; there are more)\n");
    }

    @Test
    void countsRowsUpToTheLimitAsComplete() throws IOException {
        assertThat(print("SELECT range AS n FROM range(2)", OutputFormat.CSV, 2, new StringWriter()))
                .isEqualTo(new Printed(2, true));
        assertThat(print("SELECT range AS n FROM range(3)", OutputFormat.JSON, 0, new StringWriter()))
                .isEqualTo(new Printed(0, false));
    }

    @Test
    void printsPlansAsTheyAreDrawn() throws IOException {
        assertThat(print("EXPLAIN SELECT 42", OutputFormat.TABLE)).contains("│").doesNotContain("\\n");
    }

    @Test
    void writesCsv() throws IOException {
        assertThat(print(MIXED, OutputFormat.CSV)).isEqualTo("""
                        name,n,price,share,vip,day,met,here
                        Ann,1,9.90,0.5,true,2024-02-29,2024-03-01T10:00:00Z,2024-03-01T12:00:00
                        "",12345,1234567.00,100000000000000000000,false,2024-03-01,2024-03-01T12:00:00.500Z,2024-03-01T12:00:30
                        ,,,,,,,
                        """.replace("\n", "\r\n"));
    }

    @Test
    void quotesCsv() throws IOException {
        assertThat(print(
                        "SELECT 'a,b' AS \"x \"\"y\"\"\", 'say \"hi\"' AS \"p,q\", E'two\\r\\nlines' AS z, [1, NULL] AS l, {'k': 'v'} AS s",
                        OutputFormat.CSV))
                .isEqualTo(
                        "\"x \"\"y\"\"\",\"p,q\",z,l,s\r\n\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\",\"[1,null]\",\"{\"\"k\"\":\"\"v\"\"}\"\r\n");
    }

    @Test
    void writesJson() throws IOException {
        assertThat(print(MIXED, OutputFormat.JSON)).isEqualTo("""
                        [
                        {"name":"Ann","n":1,"price":9.90,"share":0.5,"vip":true,"day":"2024-02-29","met":"2024-03-01T10:00:00Z","here":"2024-03-01T12:00:00"},
                        {"name":"","n":12345,"price":1234567.00,"share":1.0E20,"vip":false,"day":"2024-03-01","met":"2024-03-01T12:00:00.500Z","here":"2024-03-01T12:00:30"},
                        {"name":null,"n":null,"price":null,"share":null,"vip":null,"day":null,"met":null,"here":null}
                        ]
                        """);
    }

    @Test
    void writesEveryNumberExactlyAndReadably() throws IOException {
        String json = print("""
                SELECT 123456789012345678901234567890.12345678::DECIMAL(38,8) AS exact, 18446744073709551615::UBIGINT AS large,
                       0.1::FLOAT AS single, 'NaN'::DOUBLE AS nan, '-Infinity'::FLOAT AS low, 0.00000001::DECIMAL(18,8) AS small""", OutputFormat.JSON);

        assertThat(json).isEqualTo("""
                        [
                        {"exact":123456789012345678901234567890.12345678,"large":18446744073709551615,"single":0.1,"nan":"NaN","low":"-Infinity","small":0.00000001}
                        ]
                        """);
    }

    @Test
    void escapesAndNestsJson() throws IOException {
        JsonNode row = JsonMapper.shared()
                .readTree(print(
                        "SELECT E'q\" \\\\ \\n' || chr(1) || '日本 🦆' AS t, [{'d': DATE '2024-01-01'}, NULL] AS l, MAP {'k': 1} AS m, '\\xAB\\x01'::BLOB AS b",
                        OutputFormat.JSON))
                .get(0);

        assertThat(row.get("t").stringValue()).isEqualTo("q\" \\ \n\u0001日本 🦆");
        assertThat(row.get("l")).hasToString("[{\"d\":\"2024-01-01\"},null]");
        assertThat(row.get("m")).hasToString("{\"k\":1}");
        assertThat(row.get("b").stringValue()).isEqualTo("ab01");
    }

    @Test
    void writesEmptyResults() throws IOException {
        assertThat(print("SELECT 1 AS a WHERE false", OutputFormat.JSON)).isEqualTo("[\n]\n");
        assertThat(print("SELECT 1 AS a WHERE false", OutputFormat.CSV)).isEqualTo("a\r\n");
        assertThat(print("SELECT 1 AS a WHERE false", OutputFormat.TABLE)).isEqualTo("a\n-\n(0 rows)\n");
    }

    @Test
    void givesEachFieldOfAnObjectANameOfItsOwn() throws IOException {
        assertThat(print("SELECT 1 AS a, 2 AS a_1, 3 AS a, 4 AS a", OutputFormat.JSON))
                .isEqualTo("[\n{\"a\":1,\"a_1\":2,\"a_2\":3,\"a_3\":4}\n]\n");
    }

    @Test
    void passesOnAFailureOfTheTarget() {
        assertThatThrownBy(() -> print("SELECT repeat('x', 100000)", OutputFormat.JSON, 1, new BrokenPipe()))
                .isInstanceOf(IOException.class)
                .hasMessage("Broken pipe");
    }

    private String print(String sql, OutputFormat format) throws IOException {
        StringWriter out = new StringWriter();
        print(sql, format, Long.MAX_VALUE, out);
        return out.toString();
    }

    private Printed print(String sql, OutputFormat format, long maxRows, Writer out) throws IOException {
        try (LakeQuery query = new TestLake(folder).query();
                QueryResult result = query.run(sql)) {
            return ResultPrinter.print(result, format, maxRows, out);
        }
    }

    private static final class BrokenPipe extends Writer {

        @Override
        public void write(char[] chars, int offset, int length) throws IOException {
            throw new IOException("Broken pipe");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
