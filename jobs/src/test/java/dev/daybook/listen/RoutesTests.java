package dev.daybook.listen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.daybook.failure.DaybookException;
import dev.daybook.jobs.historyexport.HistoryExport;
import dev.daybook.jobs.legacyimport.LegacyImport;
import dev.daybook.launch.JobDefinition;
import dev.daybook.listen.Routes.Destination;
import dev.daybook.settings.Settings;
import dev.daybook.store.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RoutesTests {

    private static final List<JobDefinition> JOBS = List.of(new LegacyImport(), new HistoryExport());
    private static final Schema PUBLISHED = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(RoutesTests.class.getResourceAsStream("/routes/routes.schema.json"));

    @TempDir
    private Path folder;

    private Routes routes(String yaml) {
        try {
            Files.writeString(folder.resolve("routes.yaml"), yaml);
            return Routes.of(settings(), JOBS);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Settings settings() {
        return Settings.of(
                Map.of("DAYBOOK_LANDING", "s3://drop/landing", "DAYBOOK_FEEDS", folder.toString()), null, folder);
    }

    private static Location object(String key) {
        return new Location("s3", "drop", key);
    }

    @Test
    void withoutAFileOfOnesOwnTheBuiltInRoutesHold() {
        Routes routes = Routes.of(settings(), JOBS);
        assertThat(routes.find(object("landing/LegacyDataFull.csv")))
                .contains(new Destination("legacy-import", Map.of("file", "s3://drop/landing/LegacyDataFull.csv")));
        assertThat(routes.find(object("landing/other.csv"))).isEmpty();
        assertThat(routes.find(object("elsewhere/LegacyDataFull.csv"))).isEmpty();
    }

    @Test
    void theBuiltInRoutesBringDailySalesToTheirJobWhereThereIsOne() {
        JobDefinition sales = new JobDefinition() {
            @Override
            public String name() {
                return "daily-sales-load";
            }

            @Override
            public String description() {
                return "";
            }

            @Override
            public List<Parameter> parameters() {
                return List.of(new Parameter("file", true, ""));
            }

            @Override
            public Class<?> configuration() {
                return Object.class;
            }
        };
        assertThat(Routes.of(settings(), List.of(sales)).find(object("landing/sales-2026-03-01.json")))
                .contains(
                        new Destination("daily-sales-load", Map.of("file", "s3://drop/landing/sales-2026-03-01.json")));
    }

    @Test
    void theFirstRouteThatFitsSaysWhichJobHasWhichParameters() {
        Routes routes = routes("""
                routes:
                  - key: meetings/**/*.csv
                    job: legacy-import
                    parameters:
                      feed: ministers-meetings
                      key: "{bucket}|{key}|{name}"
                      year: 2014
                  - bucket: partners
                    key: "*.csv"
                    job: legacy-import
                """);
        assertThat(routes.find(object("landing/meetings/cabinet/q1/may.csv")))
                .contains(new Destination(
                        "legacy-import",
                        Map.of(
                                "file", "s3://drop/landing/meetings/cabinet/q1/may.csv",
                                "feed", "ministers-meetings",
                                "key", "drop|landing/meetings/cabinet/q1/may.csv|may.csv",
                                "year", "2014")));
        assertThat(routes.find(new Location("s3", "partners", "x.csv")))
                .contains(new Destination("legacy-import", Map.of("file", "s3://partners/x.csv")));
        assertThat(routes.find(new Location("s3", "partners", "a/x.csv"))).isEmpty();
        assertThat(routes.find(object("x.csv"))).isEmpty();
    }

    @Test
    void aParameterMaySayOtherwiseWhichFileIsMeant() {
        assertThat(routes("""
                        routes:
                          - key: done/*.ok
                            job: legacy-import
                            parameters: {file: "s3://{bucket}/exports/all.csv"}
                        """).find(object("landing/done/x.ok")))
                .contains(new Destination("legacy-import", Map.of("file", "s3://drop/exports/all.csv")));
    }

    @ParameterizedTest
    @CsvSource({
        "*.csv, x.csv, true",
        "*.csv, a/x.csv, false",
        "**.csv, a/x.csv, true",
        "a?c, abc, true",
        "a?c, a/c, false",
        "x.csv, xxcsv, false",
        "a+(b).csv, a+(b).csv, true",
        "*, ü ä, true"
    })
    void aPatternStandsForKeys(String pattern, String key, boolean isMatch) {
        assertThat(KeyPattern.of(pattern).matches(key)).isEqualTo(isMatch);
    }

    /** What is wrong, what is said of it, and whether the schema can see it. */
    record Broken(String yaml, String message, boolean isSeenBySchema) {}

    static List<Broken> brokenRoutes() {
        return List.of(
                new Broken("", " is empty: expected routes", false),
                new Broken("routes", " line 1 column 1: expected `key: value` pairs", true),
                new Broken(
                        "rules: []",
                        " line 1 column 1: unknown key 'rules' (did you mean routes?), and 'routes' is missing",
                        true),
                new Broken("routes: x", " line 1 column 9: routes: expected a list of `key: value` pairs", true),
                new Broken("routes: [{job: legacy-import}]", " line 1 column 10: the key 'key' is missing", true),
                new Broken("routes: [{key: x}]", " line 1 column 10: the key 'job' is missing", true),
                new Broken(
                        "routes: [{key: /x, job: legacy-import}]",
                        " line 1 column 16: key: expected a pattern such as sales-*.json, found '/x'",
                        true),
                new Broken(
                        "routes:\n  - key: x\n    job: daily\n",
                        " line 3 column 10: job: there is no job daily: expected one of legacy-import, history-export",
                        false),
                new Broken(
                        "routes:\n  - key: x\n    job: legacy-import\n    prefix: a\n",
                        " line 4 column 5: unknown key 'prefix', expected one of bucket, job, key, parameters",
                        true),
                new Broken(
                        "routes:\n  - key: x\n    job: legacy-import\n    parameters:\n      fed: legacy-visits\n",
                        " line 5 column 12: legacy-import has no parameter 'fed': expected some of file, feed, key, year, replayOfLoad",
                        false),
                new Broken(
                        "routes:\n  - key: x\n    job: legacy-import\n    parameters:\n      feed: none\n",
                        " line 5 column 13: feed: there is no feed none: expected one of",
                        false),
                new Broken(
                        "routes:\n  - key: x\n    job: legacy-import\n    parameters:\n      key: '{path}'\n",
                        " line 5 column 12: key: unknown {path}, expected some of {file}, {bucket}, {key}, {name}",
                        false));
    }

    @ParameterizedTest
    @MethodSource("brokenRoutes")
    void whatIsWrongIsToldWithFileAndLine(Broken broken) {
        assertThatThrownBy(() -> routes(broken.yaml()))
                .isInstanceOfSatisfying(
                        DaybookException.class,
                        e -> assertThat(e.kind()).isEqualTo(DaybookException.Kind.CONFIGURATION))
                .hasMessageContaining(folder.resolve("routes.yaml") + broken.message());
        if (broken.isSeenBySchema()) {
            assertThat(PUBLISHED.validate(broken.yaml(), InputFormat.YAML)).isNotEmpty();
        }
    }

    @Test
    void theSchemaTakesTheBuiltInRoutes() throws IOException {
        try (var in = RoutesTests.class.getResourceAsStream("/routes/routes.yaml")) {
            String builtIn = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(PUBLISHED.validate(builtIn, InputFormat.YAML)).isEmpty();
        }
    }

    @Test
    void routesAreNoFeed() throws IOException {
        routes("routes: []");
        assertThat(new dev.daybook.feed.Feeds(folder).names()).doesNotContain("routes");
    }
}
