locals {
  database = replace(var.context.name, "-", "_")
  queries  = "${path.module}/../../../../jobs/src/main/resources/queries"

  # Tables are made by the application when it first publishes to them; a view is looked at when it is asked.
  views = {
    sales_by_day = {
      sql = "SELECT date(sold_at) AS day, count(*) AS sales, sum(quantity) AS quantity, sum(revenue) AS revenue FROM ${local.database}.sales GROUP BY 1"
      columns = [
        { name = "day", hive = "date", presto = "date" },
        { name = "sales", hive = "bigint", presto = "bigint" },
        { name = "quantity", hive = "bigint", presto = "bigint" },
        { name = "revenue", hive = "decimal(38,2)", presto = "decimal(38,2)" },
      ]
    }
    visits_by_salesperson = {
      sql = "SELECT visit_month, salesperson, count(*) AS visits, count_if(feedback IN ('Bad', 'Terrible')) AS complaints FROM ${local.database}.visits GROUP BY 1, 2"
      columns = [
        { name = "visit_month", hive = "string", presto = "varchar" },
        { name = "salesperson", hive = "string", presto = "varchar" },
        { name = "visits", hive = "bigint", presto = "bigint" },
        { name = "complaints", hive = "bigint", presto = "bigint" },
      ]
    }
    clicks_by_item = {
      sql = "SELECT dt, menu_item, count(*) AS orders, sum(quantity) AS quantity, sum(total) AS revenue FROM ${local.database}.clickstream WHERE menu_item IS NOT NULL GROUP BY 1, 2"
      columns = [
        { name = "dt", hive = "string", presto = "varchar" },
        { name = "menu_item", hive = "string", presto = "varchar" },
        { name = "orders", hive = "bigint", presto = "bigint" },
        { name = "quantity", hive = "bigint", presto = "bigint" },
        { name = "revenue", hive = "decimal(38,2)", presto = "decimal(38,2)" },
      ]
    }
  }
}

resource "aws_glue_catalog_database" "this" {
  name        = local.database
  description = "Tables of ${var.context.name}"
}

resource "aws_glue_catalog_table" "view" {
  for_each = local.views

  database_name = aws_glue_catalog_database.this.name
  name          = each.key
  table_type    = "VIRTUAL_VIEW"

  view_expanded_text = "/* Presto View */"
  view_original_text = "/* Presto View: ${base64encode(jsonencode({
    originalSql = each.value.sql
    catalog     = "awsdatacatalog"
    schema      = local.database
    columns     = [for column in each.value.columns : { name = column.name, type = column.presto }]
  }))} */"

  parameters = {
    presto_view = "true"
    comment     = "Presto View"
  }

  storage_descriptor {
    dynamic "columns" {
      for_each = each.value.columns

      content {
        name = columns.value.name
        type = columns.value.hive
      }
    }

    ser_de_info {}
  }
}

resource "aws_athena_workgroup" "this" {
  name          = var.context.name
  description   = "Queries over ${local.database}"
  force_destroy = var.force_destroy

  configuration {
    enforce_workgroup_configuration    = true
    publish_cloudwatch_metrics_enabled = true
    bytes_scanned_cutoff_per_query     = var.scan_limit

    engine_version {
      selected_engine_version = "Athena engine version 3"
    }

    result_configuration {
      output_location       = "s3://${var.results_bucket}/athena/"
      expected_bucket_owner = var.context.account

      encryption_configuration {
        encryption_option = "SSE_KMS"
        kms_key_arn       = var.key
      }
    }
  }
}

# The application's own named queries, and everything there is of the newest day.
resource "aws_athena_named_query" "this" {
  for_each = merge(
    { for file in fileset(local.queries, "*.sql") : trimsuffix(file, ".sql") => file("${local.queries}/${file}") },
    { all-data = "SELECT * FROM clickstream WHERE dt = (SELECT max(dt) FROM clickstream) ORDER BY event_time LIMIT 1000" },
  )

  name        = each.key
  description = "Of ${var.context.name}"
  workgroup   = aws_athena_workgroup.this.id
  database    = aws_glue_catalog_database.this.name
  query       = each.value
}
