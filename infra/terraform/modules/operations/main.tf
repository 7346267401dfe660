locals {
  alarms = [var.alarm_topic]
  # What asks for a look, by name: metric, dimensions, and from where on.
  watched = merge(
    {
      for name, queue in var.queues.dead : "dead-${name}" => {
        text       = "Messages nobody could use are in ${queue}: look, mend, redrive", namespace = "AWS/SQS",
        metric     = "ApproximateNumberOfMessagesVisible", dimensions = { QueueName = queue }, statistic = "Maximum",
        comparison = "GreaterThanThreshold", threshold = 0, period = 300, periods = 1, missing = "notBreaching"
      }
    },
    {
      for name, queue in var.queues.working : "old-${name}" => {
        text       = "A message has waited in ${queue} for an hour", namespace = "AWS/SQS",
        metric     = "ApproximateAgeOfOldestMessage", dimensions = { QueueName = queue }, statistic = "Maximum",
        comparison = "GreaterThanThreshold", threshold = 3600, period = 300, periods = 3, missing = "notBreaching"
      }
    },
    {
      api-5xx = {
        text       = "The API fails", namespace = "AWS/ApiGateway", metric = "5XXError",
        dimensions = { ApiName = var.api.name, Stage = var.api.stage }, statistic = "Sum",
        comparison = "GreaterThanThreshold", threshold = 5, period = 300, periods = 1, missing = "notBreaching"
      }
      events-late = {
        text       = "Events wait for their delivery for 15 minutes", namespace = "AWS/Firehose", metric = "DeliveryToS3.DataFreshness",
        dimensions = { DeliveryStreamName = var.stream }, statistic = "Maximum",
        comparison = "GreaterThanThreshold", threshold = 900, period = 300, periods = 2, missing = "notBreaching"
      }
      database-storage = {
        text       = "Less than 2 GiB are left to the database", namespace = "AWS/RDS", metric = "FreeStorageSpace",
        dimensions = { DBInstanceIdentifier = var.database }, statistic = "Minimum",
        comparison = "LessThanThreshold", threshold = 2147483648, period = 300, periods = 3, missing = "breaching"
      }
      database-cpu = {
        text       = "The database has been busy for half an hour", namespace = "AWS/RDS", metric = "CPUUtilization",
        dimensions = { DBInstanceIdentifier = var.database }, statistic = "Average",
        comparison = "GreaterThanThreshold", threshold = 90, period = 300, periods = 6, missing = "notBreaching"
      }
    },
  )
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.watched

  alarm_name          = "${var.context.name}-${each.key}"
  alarm_description   = each.value.text
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  comparison_operator = each.value.comparison
  threshold           = each.value.threshold
  period              = each.value.period
  evaluation_periods  = each.value.periods
  treat_missing_data  = each.value.missing
  alarm_actions       = local.alarms
  ok_actions          = local.alarms
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.context.name
  dashboard_body = jsonencode({
    widgets = [
      {
        type = "alarm", x = 0, y = 0, width = 24, height = 4
        properties = {
          title  = "Alarms"
          alarms = concat(var.run_alarms, [for alarm in aws_cloudwatch_metric_alarm.this : alarm.arn])
        }
      },
      {
        type = "metric", x = 0, y = 4, width = 12, height = 6
        properties = {
          title   = "Runs that failed", region = var.context.region, stat = "Sum", period = 3600, view = "timeSeries"
          stacked = true
          metrics = [for name, family in var.families : ["AWS/Events", "TriggeredRules", "RuleName", "${family}-failed", { label = name }]]
        }
      },
      {
        type = "metric", x = 12, y = 4, width = 12, height = 6
        properties = {
          title   = "Messages that wait", region = var.context.region, stat = "Maximum", period = 300, view = "timeSeries"
          metrics = [for name, queue in merge(var.queues.working, var.queues.dead) : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue, { label = name }]]
        }
      },
      {
        type = "metric", x = 0, y = 10, width = 12, height = 6
        properties = {
          title = "Requests", region = var.context.region, stat = "Sum", period = 300, view = "timeSeries"
          metrics = [
            for metric in ["Count", "4XXError", "5XXError"] :
            ["AWS/ApiGateway", metric, "ApiName", var.api.name, "Stage", var.api.stage]
          ]
        }
      },
      {
        type = "metric", x = 12, y = 10, width = 12, height = 6
        properties = {
          title   = "Events delivered", region = var.context.region, stat = "Sum", period = 300, view = "timeSeries"
          metrics = [["AWS/Firehose", "DeliveryToS3.Records", "DeliveryStreamName", var.stream]]
        }
      },
      {
        type = "metric", x = 0, y = 16, width = 12, height = 6
        properties = {
          title = "Database", region = var.context.region, stat = "Average", period = 300, view = "timeSeries"
          metrics = [
            ["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", var.database],
            ["AWS/RDS", "DatabaseConnections", "DBInstanceIdentifier", var.database, { yAxis = "right" }],
          ]
        }
      },
      {
        type = "metric", x = 12, y = 16, width = 12, height = 6
        properties = {
          title   = "Read by Athena, bytes", region = var.context.region, stat = "Sum", period = 3600, view = "timeSeries"
          metrics = [["AWS/Athena", "ProcessedBytes", "WorkGroup", var.workgroup]]
        }
      },
      {
        type = "log", x = 0, y = 22, width = 24, height = 8
        properties = {
          title = "Steps", region = var.context.region, view = "table"
          query = join("", [
            join(" | ", [for group in values(var.log_groups) : "SOURCE '${group}'"]),
            " | fields @timestamp, job, step, status, read, written, rejected, duplicate, durationMs",
            " | filter ispresent(step) | sort @timestamp desc | limit 100",
          ])
        }
      },
    ]
  })
}

resource "aws_budgets_budget" "this" {
  name         = var.context.name
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = tostring(var.monthly_budget)
  limit_unit   = "USD"

  cost_filter {
    name   = "TagKeyValue"
    values = [format("user:Stack$%s", var.context.name)]
  }

  dynamic "notification" {
    for_each = { ACTUAL = 80, FORECASTED = 100 }

    content {
      comparison_operator       = "GREATER_THAN"
      notification_type         = notification.key
      threshold                 = notification.value
      threshold_type            = "PERCENTAGE"
      subscriber_sns_topic_arns = [var.alarm_topic]
    }
  }
}
