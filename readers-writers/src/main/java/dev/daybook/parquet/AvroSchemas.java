package dev.daybook.parquet;

import dev.daybook.row.Column;
import dev.daybook.row.ColumnType;
import dev.daybook.row.TableSchema;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.parquet.avro.AvroSchemaConverter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.schema.MessageType;

/** Table schemas as Avro and Parquet schemas. */
final class AvroSchemas {

    /** Bytes of a decimal: as many as the {@code long} that holds it in a row. */
    static final int DECIMAL_BYTES = 8;

    private AvroSchemas() {}

    static Schema avro(TableSchema table) {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record(table.table()).namespace("daybook").fields();
        for (Column column : table.columns()) {
            Schema type = avro(column);
            if (column.nullable()) {
                fields.name(column.name())
                        .type(Schema.createUnion(Schema.create(Schema.Type.NULL), type))
                        .withDefault(null);
            } else {
                fields.name(column.name()).type(type).noDefault();
            }
        }
        return fields.endRecord();
    }

    private static Schema avro(Column column) {
        ColumnType type = column.type();
        return switch (type.kind()) {
            case STRING -> Schema.create(Schema.Type.STRING);
            case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
            case INT -> Schema.create(Schema.Type.INT);
            case BIGINT -> Schema.create(Schema.Type.LONG);
            case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            case TIMESTAMP -> LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
            case DECIMAL ->
                LogicalTypes.decimal(type.precision(), type.scale())
                        .addToSchema(Schema.createFixed(column.name(), null, "daybook.decimal", DECIMAL_BYTES));
        };
    }

    static MessageType parquet(Schema avro) {
        return new AvroSchemaConverter(new PlainParquetConfiguration()).convert(avro);
    }
}
