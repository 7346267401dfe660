package dev.daybook.bench;

import dev.daybook.failure.DaybookException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The peer one would write with Spring Batch out of the box: a tree of Jackson's per event, a record per row, chunks of
 * 1,000, a Parquet file per date by parquet-avro. It drops no duplicates, and cannot be restarted.
 */
public final class PlainBatchCompaction {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long DAY_MILLIS = 86_400_000;

    private static final Schema SCHEMA = SchemaBuilder.record("event")
            .fields()
            .optionalString("event_id")
            .name("event_time")
            .type(LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)))
            .noDefault()
            .optionalString("menu_item")
            .optionalInt("quantity")
            .optionalString("price")
            .optionalString("total")
            .optionalString("customer_id")
            .optionalString("restaurant_id")
            .optionalString("element_clicked")
            .optionalInt("time_spent")
            .optionalString("source_menu")
            .endRecord();

    private PlainBatchCompaction() {}

    /** @param arguments the landing zone and the folder to write to */
    public static void main(String[] arguments) throws Exception {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Wiring.class)
                .properties(Map.of(
                        "spring.datasource.url", "jdbc:h2:mem:plain",
                        "spring.batch.jdbc.initialize-schema", "always",
                        "spring.batch.job.enabled", "false",
                        "bench.in", arguments[0],
                        "bench.out", arguments[1]))
                .run("--spring.batch.jdbc.initialize-schema=always")) {
            var execution = context.getBean(JobOperator.class).start(context.getBean(Job.class), new JobParameters());
            if (execution.getStatus().isUnsuccessful()) {
                throw DaybookException.storage(
                        "the plain job failed",
                        execution.getAllFailureExceptions().get(0));
            }
        }
    }

    /** One job, one step. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Wiring {

        @Bean
        Job plainCompaction(JobRepository repository, Step load) {
            return new JobBuilder("plain-compaction", repository).start(load).build();
        }

        @Bean
        Step load(JobRepository repository, PlatformTransactionManager transactionManager, Environment settings)
                throws IOException {
            return new ChunkOrientedStepBuilder<JsonNode, GenericRecord>("load", repository, 1_000)
                    .transactionManager(transactionManager)
                    .reader(new Lines(Path.of(settings.getRequiredProperty("bench.in"))))
                    .processor(PlainBatchCompaction::event)
                    .writer(new MonthlyParquetWriter(
                            Path.of(settings.getRequiredProperty("bench.out")), SCHEMA, PlainBatchCompaction::date))
                    .build();
        }
    }

    /** An event per line of each file. */
    private static final class Lines implements ItemReader<JsonNode> {

        private final Iterator<Path> files;
        private @Nullable BufferedReader file;

        Lines(Path landing) throws IOException {
            try (Stream<Path> all = Files.walk(landing)) {
                files = all.filter(Files::isRegularFile).sorted().toList().iterator();
            }
        }

        @Override
        public @Nullable JsonNode read() throws IOException {
            while (true) {
                String line = file == null ? null : file.readLine();
                if (line != null) {
                    return JSON.readTree(line);
                }
                if (!files.hasNext()) {
                    return null;
                }
                file = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(files.next())), StandardCharsets.UTF_8));
            }
        }
    }

    private static String date(GenericRecord event) {
        return "dt=" + java.time.LocalDate.ofEpochDay(Math.floorDiv((long) event.get("event_time"), DAY_MILLIS));
    }

    private static GenericRecord event(JsonNode json) {
        GenericRecord event = new GenericData.Record(SCHEMA);
        event.put("event_id", text(json, "eventId"));
        String time = text(json, "timestamp");
        String created = text(json, "created_at");
        event.put(
                "event_time",
                time != null
                        ? Instant.parse(time).toEpochMilli()
                        : LocalDateTime.parse(String.valueOf(created).replace(' ', 'T'))
                                .toInstant(ZoneOffset.UTC)
                                .toEpochMilli());
        for (String[] column : List.of(
                new String[] {"menu_item", "menuItem"},
                new String[] {"customer_id", "customerId"},
                new String[] {"restaurant_id", "restaurantId"},
                new String[] {"element_clicked", "element_clicked"},
                new String[] {"source_menu", "source_menu"})) {
            event.put(column[0], text(json, column[1]));
        }
        if (json.has("quantity")) {
            int quantity = json.get("quantity").intValue();
            BigDecimal price = json.get("price").decimalValue();
            event.put("quantity", quantity);
            event.put("price", price.toPlainString());
            event.put("total", price.multiply(BigDecimal.valueOf(quantity)).toPlainString());
        }
        if (json.has("time_spent")) {
            event.put("time_spent", json.get("time_spent").intValue());
        }
        return event;
    }

    private static @Nullable String text(JsonNode json, String key) {
        JsonNode value = json.get(key);
        return value == null || value.isNull() ? null : value.asString();
    }
}
