package dev.daybook.bench;

import dev.daybook.failure.DaybookException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.transform.FieldSet;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.FileSystemResource;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The peer one would write with Spring Batch out of the box: a line at a time, a record per row, chunks of 1,000, a
 * Parquet file per month by parquet-avro. Bad rows are filtered; it drops no duplicates, and cannot be restarted.
 */
public final class PlainBatchImport {

    private static final Schema SCHEMA = SchemaBuilder.record("visit")
            .fields()
            .name("visit_date")
            .type(LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT)))
            .noDefault()
            .requiredString("customer_name")
            .requiredString("salesperson")
            .requiredString("meeting_type")
            .optionalString("meeting_subject")
            .optionalString("meeting_details")
            .optionalString("feedback")
            .requiredBoolean("legacy")
            .endRecord();

    private static final Set<String> TYPES = Set.of("MEETING", "COLLECTION", "COMPLAINT", "STOREVISIT", "ADMIN");
    private static final Set<String> FEEDBACKS = Set.of("Good", "Neutral", "Bad", "Terrible", "");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd/MM/yy");
    private static final String[] FIELDS = {
        "date", "customer", "salesperson", "type", "subject", "details", "feedback", "legacy"
    };

    private PlainBatchImport() {}

    /** @param arguments the export and the folder to write to */
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
        Job plainImport(JobRepository repository, Step load) {
            return new JobBuilder("plain-import", repository).start(load).build();
        }

        @Bean
        Step load(JobRepository repository, PlatformTransactionManager transactionManager, Environment settings)
                throws IOException {
            return new ChunkOrientedStepBuilder<FieldSet, GenericRecord>("load", repository, 1_000)
                    .transactionManager(transactionManager)
                    .reader(reader(settings.getRequiredProperty("bench.in")))
                    .processor(PlainBatchImport::visit)
                    .writer(new MonthlyParquetWriter(Path.of(settings.getRequiredProperty("bench.out")), SCHEMA))
                    .build();
        }

        private static FlatFileItemReader<FieldSet> reader(String file) {
            return new FlatFileItemReaderBuilder<FieldSet>()
                    .name("visits")
                    .resource(new FileSystemResource(file))
                    .encoding("UTF-8")
                    .linesToSkip(1)
                    .delimited()
                    .names(FIELDS)
                    .fieldSetMapper(fields -> fields)
                    .build();
        }
    }

    /** Null, which filters the row, when it breaks a rule. */
    @SuppressWarnings("NullAway")
    private static GenericRecord visit(FieldSet fields) {
        LocalDate date = dateOf(fields.readString("date"));
        String customer = fields.readString("customer");
        String type = fields.readString("type");
        String feedback = fields.readString("feedback");
        if (date == null || customer.isEmpty() || !TYPES.contains(type) || !FEEDBACKS.contains(feedback)) {
            return null;
        }
        GenericRecord visit = new GenericData.Record(SCHEMA);
        visit.put("visit_date", (int) date.toEpochDay());
        visit.put("customer_name", customer);
        visit.put("salesperson", fields.readString("salesperson"));
        visit.put("meeting_type", type);
        visit.put("meeting_subject", fields.readString("subject"));
        visit.put("meeting_details", fields.readString("details"));
        visit.put("feedback", feedback.isEmpty() ? null : feedback);
        visit.put("legacy", true);
        return visit;
    }

    @SuppressWarnings("NullAway")
    private static LocalDate dateOf(String text) {
        try {
            LocalDate date = LocalDate.parse(text, DATE);
            return text.equals(DATE.format(date)) ? date : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
