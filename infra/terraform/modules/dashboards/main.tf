# What QuickSight shows of the tables. The blocks of `definition` are the provider's names for those of QuickSight's API.

locals {
  read_set    = ["quicksight:DescribeDataSet", "quicksight:DescribeDataSetPermissions", "quicksight:DescribeIngestion", "quicksight:ListIngestions", "quicksight:PassDataSet"]
  read_source = ["quicksight:DescribeDataSource", "quicksight:DescribeDataSourcePermissions", "quicksight:PassDataSource"]
  read_board  = ["quicksight:DescribeDashboard", "quicksight:ListDashboardVersions", "quicksight:QueryDashboard"]

  tables = {
    clickstream = {
      event_id        = "STRING"
      event_time      = "DATETIME"
      menu_item       = "STRING"
      quantity        = "INTEGER"
      price           = "DECIMAL"
      total           = "DECIMAL"
      customer_id     = "STRING"
      restaurant_id   = "STRING"
      element_clicked = "STRING"
      time_spent      = "INTEGER"
      source_menu     = "STRING"
      dt              = "STRING"
    }
    visits = {
      visit_id      = "STRING"
      visit_date    = "DATETIME"
      customer_name = "STRING"
      salesperson   = "STRING"
      meeting_type  = "STRING"
      feedback      = "STRING"
      visit_month   = "STRING"
    }
  }

  # Bars: what is counted or added up, by what, the ten highest first.
  bars = {
    clickstream = {
      item-popularity = { title = "Orders by item", by = "menu_item", column = "event_id" }
      source-menu     = { title = "Clicks by the menu they came from", by = "source_menu", column = "event_id" }
    }
    visits = {
      salesperson = { title = "Visits by salesperson", by = "salesperson", column = "visit_id" }
      month       = { title = "Visits by month", by = "visit_month", column = "visit_id" }
      customers   = { title = "Top ten customers", by = "customer_name", column = "visit_id" }
    }
  }

  kpis = {
    views   = { title = "Views", column = "event_id", function = "COUNT", number = false }
    items   = { title = "Items", column = "menu_item", function = "DISTINCT_COUNT", number = false }
    time    = { title = "Average time spent, s", column = "time_spent", function = "AVERAGE", number = true }
    revenue = { title = "Revenue", column = "total", function = "SUM", number = true }
  }

  filters = {
    item    = { title = "Item", column = "menu_item" }
    element = { title = "Element", column = "element_clicked" }
    source  = { title = "Source menu", column = "source_menu" }
  }
}

resource "aws_quicksight_data_source" "this" {
  data_source_id = var.context.name
  name           = var.context.name
  type           = "ATHENA"

  parameters {
    athena {
      work_group = var.workgroup
    }
  }

  ssl_properties {
    disable_ssl = false
  }

  permission {
    principal = var.principal
    actions   = local.read_source
  }
}

resource "aws_quicksight_data_set" "this" {
  for_each = local.tables

  data_set_id = "${var.context.name}-${each.key}"
  name        = "${var.context.name} ${each.key}"
  import_mode = "SPICE"

  physical_table_map {
    physical_table_map_id = each.key

    relational_table {
      data_source_arn = aws_quicksight_data_source.this.arn
      catalog         = "AwsDataCatalog"
      schema          = var.glue_database
      name            = each.key

      dynamic "input_columns" {
        for_each = each.value

        content {
          name = input_columns.key
          type = input_columns.value
        }
      }
    }
  }

  permissions {
    principal = var.principal
    actions   = local.read_set
  }
}

# Once a day in any case; whoever publishes may ask for more.
resource "aws_quicksight_refresh_schedule" "this" {
  for_each = local.tables

  data_set_id = aws_quicksight_data_set.this[each.key].data_set_id
  schedule_id = "daily"

  schedule {
    refresh_type = "FULL_REFRESH"

    schedule_frequency {
      interval        = "DAILY"
      time_of_the_day = "04:30"
      timezone        = "UTC"
    }
  }
}

# --- clickstream ----------------------------------------------------------------------------------------------------------

resource "aws_quicksight_dashboard" "clickstream" {
  dashboard_id        = "${var.context.name}-clickstream"
  name                = "${var.context.name} clickstream"
  version_description = "Made by Terraform"

  permissions {
    principal = var.principal
    actions   = local.read_board
  }

  definition {
    data_set_identifiers_declarations {
      identifier   = "clickstream"
      data_set_arn = aws_quicksight_data_set.this["clickstream"].arn
    }

    dynamic "filter_groups" {
      for_each = local.filters

      content {
        filter_group_id = filter_groups.key
        cross_dataset   = "SINGLE_DATASET"
        status          = "ENABLED"

        filters {
          category_filter {
            filter_id = "filter-${filter_groups.key}"

            column {
              data_set_identifier = "clickstream"
              column_name         = filter_groups.value.column
            }

            configuration {
              filter_list_configuration {
                match_operator     = "CONTAINS"
                select_all_options = "FILTER_ALL_VALUES"
              }
            }
          }
        }

        scope_configuration {
          selected_sheets {
            sheet_visual_scoping_configurations {
              sheet_id = "clickstream"
              scope    = "ALL_VISUALS"
            }
          }
        }
      }
    }

    sheets {
      sheet_id = "clickstream"
      name     = "Clickstream"

      dynamic "filter_controls" {
        for_each = local.filters

        content {
          dropdown {
            filter_control_id = "control-${filter_controls.key}"
            source_filter_id  = "filter-${filter_controls.key}"
            title             = filter_controls.value.title
            type              = "MULTI_SELECT"
          }
        }
      }

      dynamic "visuals" {
        for_each = local.kpis

        content {
          kpi_visual {
            visual_id = "kpi-${visuals.key}"

            title {
              format_text {
                plain_text = visuals.value.title
              }
            }

            chart_configuration {
              field_wells {
                values {
                  dynamic "numerical_measure_field" {
                    for_each = visuals.value.number ? [visuals.value] : []

                    content {
                      field_id = "value-${visuals.key}"

                      column {
                        data_set_identifier = "clickstream"
                        column_name         = numerical_measure_field.value.column
                      }

                      aggregation_function {
                        simple_numerical_aggregation = numerical_measure_field.value.function
                      }
                    }
                  }

                  dynamic "categorical_measure_field" {
                    for_each = visuals.value.number ? [] : [visuals.value]

                    content {
                      field_id             = "value-${visuals.key}"
                      aggregation_function = categorical_measure_field.value.function

                      column {
                        data_set_identifier = "clickstream"
                        column_name         = categorical_measure_field.value.column
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }

      dynamic "visuals" {
        for_each = local.bars.clickstream

        content {
          bar_chart_visual {
            visual_id = visuals.key

            title {
              format_text {
                plain_text = visuals.value.title
              }
            }

            chart_configuration {
              orientation = "HORIZONTAL"

              field_wells {
                bar_chart_aggregated_field_wells {
                  category {
                    categorical_dimension_field {
                      field_id = "by-${visuals.key}"

                      column {
                        data_set_identifier = "clickstream"
                        column_name         = visuals.value.by
                      }
                    }
                  }

                  values {
                    categorical_measure_field {
                      field_id             = "value-${visuals.key}"
                      aggregation_function = "COUNT"

                      column {
                        data_set_identifier = "clickstream"
                        column_name         = visuals.value.column
                      }
                    }
                  }
                }
              }

              sort_configuration {
                category_items_limit {
                  items_limit      = 10
                  other_categories = "EXCLUDE"
                }

                category_sort {
                  field_sort {
                    field_id  = "value-${visuals.key}"
                    direction = "DESC"
                  }
                }
              }
            }
          }
        }
      }

      visuals {
        box_plot_visual {
          visual_id = "time-spent"

          title {
            format_text {
              plain_text = "Time spent by element, s"
            }
          }

          chart_configuration {
            field_wells {
              box_plot_aggregated_field_wells {
                group_by {
                  categorical_dimension_field {
                    field_id = "by-time-spent"

                    column {
                      data_set_identifier = "clickstream"
                      column_name         = "element_clicked"
                    }
                  }
                }

                values {
                  numerical_measure_field {
                    field_id = "value-time-spent"

                    column {
                      data_set_identifier = "clickstream"
                      column_name         = "time_spent"
                    }
                  }
                }
              }
            }
          }
        }
      }

      visuals {
        line_chart_visual {
          visual_id = "time-line"

          title {
            format_text {
              plain_text = "Events over time"
            }
          }

          chart_configuration {
            type = "LINE"

            field_wells {
              line_chart_aggregated_field_wells {
                category {
                  date_dimension_field {
                    field_id         = "by-time-line"
                    date_granularity = "HOUR"

                    column {
                      data_set_identifier = "clickstream"
                      column_name         = "event_time"
                    }
                  }
                }

                values {
                  categorical_measure_field {
                    field_id             = "value-time-line"
                    aggregation_function = "COUNT"

                    column {
                      data_set_identifier = "clickstream"
                      column_name         = "event_id"
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}

# --- visits -----------------------------------------------------------------------------------------------------------------

resource "aws_quicksight_dashboard" "visits" {
  dashboard_id        = "${var.context.name}-visits"
  name                = "${var.context.name} visits"
  version_description = "Made by Terraform"

  permissions {
    principal = var.principal
    actions   = local.read_board
  }

  definition {
    data_set_identifiers_declarations {
      identifier   = "visits"
      data_set_arn = aws_quicksight_data_set.this["visits"].arn
    }

    sheets {
      sheet_id = "visits"
      name     = "Visits"

      visuals {
        pie_chart_visual {
          visual_id = "feedback"

          title {
            format_text {
              plain_text = "Feedback"
            }
          }

          chart_configuration {
            field_wells {
              pie_chart_aggregated_field_wells {
                category {
                  categorical_dimension_field {
                    field_id = "by-feedback"

                    column {
                      data_set_identifier = "visits"
                      column_name         = "feedback"
                    }
                  }
                }

                values {
                  categorical_measure_field {
                    field_id             = "value-feedback"
                    aggregation_function = "COUNT"

                    column {
                      data_set_identifier = "visits"
                      column_name         = "visit_id"
                    }
                  }
                }
              }
            }
          }
        }
      }

      dynamic "visuals" {
        for_each = local.bars.visits

        content {
          bar_chart_visual {
            visual_id = visuals.key

            title {
              format_text {
                plain_text = visuals.value.title
              }
            }

            chart_configuration {
              orientation = visuals.key == "month" ? "VERTICAL" : "HORIZONTAL"

              field_wells {
                bar_chart_aggregated_field_wells {
                  category {
                    categorical_dimension_field {
                      field_id = "by-${visuals.key}"

                      column {
                        data_set_identifier = "visits"
                        column_name         = visuals.value.by
                      }
                    }
                  }

                  values {
                    categorical_measure_field {
                      field_id             = "value-${visuals.key}"
                      aggregation_function = "COUNT"

                      column {
                        data_set_identifier = "visits"
                        column_name         = visuals.value.column
                      }
                    }
                  }
                }
              }

              sort_configuration {
                category_items_limit {
                  items_limit      = visuals.key == "month" ? 60 : 10
                  other_categories = "EXCLUDE"
                }

                category_sort {
                  field_sort {
                    field_id  = visuals.key == "month" ? "by-month" : "value-${visuals.key}"
                    direction = visuals.key == "month" ? "ASC" : "DESC"
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
