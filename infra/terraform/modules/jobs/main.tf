locals {
  schedules = merge([
    for name, job in var.jobs : {
      for schedule, given in job.schedules : "${name}.${schedule}" => merge(given, { job = name, name = "${name}-${schedule}" })
    }
  ]...)
  watched = { for name, job in var.jobs : name => job.silent_hours if job.silent_hours != null }
  alarms  = [var.alarm_topic]
}

resource "aws_ecs_cluster" "this" {
  name = var.context.name

  # It costs by metric and task; what is watched here comes from events and logs.
  setting {
    name  = "containerInsights"
    value = "disabled"
  }
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  cluster_name       = aws_ecs_cluster.this.name
  capacity_providers = ["FARGATE"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    weight            = 1
  }
}

# --- roles --------------------------------------------------------------------------------------------------------------

resource "aws_iam_role" "this" {
  for_each = var.roles

  name               = each.value.name
  assume_role_policy = each.value.trust
}

resource "aws_iam_role_policy" "this" {
  for_each = var.roles

  name   = "all"
  role   = aws_iam_role.this[each.key].id
  policy = each.value.policy
}

# --- tasks --------------------------------------------------------------------------------------------------------------

resource "aws_cloudwatch_log_group" "this" {
  for_each = var.log_groups

  name              = each.value
  retention_in_days = var.log_days
  kms_key_id        = var.key
}

resource "aws_ecs_task_definition" "this" {
  for_each = var.jobs

  family                   = var.families[each.key]
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = each.value.cpu
  memory                   = each.value.memory
  task_role_arn            = aws_iam_role.this["task-${each.key}"].arn
  execution_role_arn       = aws_iam_role.this["start-${each.key}"].arn

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }

  ephemeral_storage {
    size_in_gib = each.value.disk
  }

  # The one place a task may write to; it goes with the task.
  volume {
    name = "data"
  }

  container_definitions = jsonencode([
    {
      name                   = "daybook"
      image                  = var.image
      essential              = true
      command                = each.value.command
      readonlyRootFilesystem = true
      privileged             = false
      stopTimeout            = var.stop_timeout
      linuxParameters        = { initProcessEnabled = true }
      mountPoints            = [{ sourceVolume = "data", containerPath = "/data", readOnly = false }]
      environment            = [for name, value in var.environment[each.key] : { name = name, value = value }]
      secrets                = [for name, from in var.secret_environment : { name = name, valueFrom = from }]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.this[each.key].name
          awslogs-region        = var.context.region
          awslogs-stream-prefix = "run"
        }
      }
    },
  ])
}

# --- started by the clock -------------------------------------------------------------------------------------------------

resource "aws_scheduler_schedule_group" "this" {
  name = var.context.name
}

resource "aws_scheduler_schedule" "this" {
  for_each = local.schedules

  name                         = each.value.name
  group_name                   = aws_scheduler_schedule_group.this.name
  schedule_expression          = each.value.expression
  schedule_expression_timezone = "UTC"
  state                        = var.schedules_enabled ? "ENABLED" : "DISABLED"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_ecs_cluster.this.arn
    role_arn = aws_iam_role.this["schedule"].arn
    # What is between < and >, such as the time a run is for, is filled in by Scheduler, which knows these signs only as such.
    input = replace(replace(jsonencode({
      containerOverrides = [
        {
          name    = "daybook"
          command = concat(var.jobs[each.value.job].command, each.value.arguments)
        },
      ]
    }), "\\u003c", "<"), "\\u003e", ">")

    ecs_parameters {
      task_definition_arn = aws_ecs_task_definition.this[each.value.job].arn
      launch_type         = "FARGATE"
      propagate_tags      = "TASK_DEFINITION"

      network_configuration {
        subnets          = var.network.subnets
        security_groups  = [var.network.security_group]
        assign_public_ip = var.network.assign_public_ip
      }
    }

    dead_letter_config {
      arn = var.not_started_queue
    }

    retry_policy {
      maximum_event_age_in_seconds = 900
      maximum_retry_attempts       = 5
    }
  }

  depends_on = [aws_iam_role_policy.this]
}

# --- started by deliveries ------------------------------------------------------------------------------------------------

# An alarm that calls nobody: it wakes the listener within a minute or two; the schedule is for what that misses.
resource "aws_cloudwatch_metric_alarm" "deliveries" {
  alarm_name          = "${var.context.name}-deliveries"
  alarm_description   = "Something was delivered: wakes the listener, no fault"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = var.landing_queue }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
}

resource "aws_cloudwatch_event_rule" "deliveries" {
  name        = "${var.context.name}-deliveries"
  description = "Something was delivered"
  state       = var.schedules_enabled ? "ENABLED" : "DISABLED"
  event_pattern = jsonencode({
    source      = ["aws.cloudwatch"]
    detail-type = ["CloudWatch Alarm State Change"]
    detail = {
      alarmName = [aws_cloudwatch_metric_alarm.deliveries.alarm_name]
      state     = { value = ["ALARM"] }
    }
  })
}

resource "aws_cloudwatch_event_target" "deliveries" {
  rule     = aws_cloudwatch_event_rule.deliveries.name
  arn      = aws_ecs_cluster.this.arn
  role_arn = aws_iam_role.this["wake"].arn

  ecs_target {
    task_definition_arn = aws_ecs_task_definition.this["listen"].arn
    launch_type         = "FARGATE"
    task_count          = 1
    propagate_tags      = "TASK_DEFINITION"

    network_configuration {
      subnets          = var.network.subnets
      security_groups  = [var.network.security_group]
      assign_public_ip = var.network.assign_public_ip
    }
  }

  depends_on = [aws_iam_role_policy.this]
}

# --- failures -------------------------------------------------------------------------------------------------------------

# 0 completed, 4 stopped by somebody, 5 completed with many rejects; whatever never came to its first line counts as well.
resource "aws_cloudwatch_event_rule" "failed" {
  for_each = var.jobs

  name        = "${var.families[each.key]}-failed"
  description = "A run of ${each.key} has failed or could not start"
  event_pattern = jsonencode({
    source      = ["aws.ecs"]
    detail-type = ["ECS Task State Change"]
    detail = {
      clusterArn = [aws_ecs_cluster.this.arn]
      group      = ["family:${var.families[each.key]}"]
      lastStatus = ["STOPPED"]
      "$or" = [
        { containers = { exitCode = [{ anything-but = [0, 4, 5] }] } },
        { stopCode = ["TaskFailedToStart"] },
      ]
    }
  })
}

resource "aws_cloudwatch_event_target" "failed" {
  for_each = var.jobs

  rule = aws_cloudwatch_event_rule.failed[each.key].name
  arn  = aws_cloudwatch_log_group.events.arn
}

resource "aws_cloudwatch_metric_alarm" "failed" {
  for_each = var.jobs

  alarm_name          = "${var.families[each.key]}-failed"
  alarm_description   = "A run of ${each.key} has failed: ${aws_cloudwatch_log_group.events.name} says why it stopped, ${var.log_groups[each.key]} what it said"
  namespace           = "AWS/Events"
  metric_name         = "TriggeredRules"
  dimensions          = { RuleName = aws_cloudwatch_event_rule.failed[each.key].name }
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.alarms
  ok_actions          = local.alarms
}

# --- missed runs ----------------------------------------------------------------------------------------------------------

resource "aws_cloudwatch_event_rule" "succeeded" {
  for_each = local.watched

  name        = "${var.families[each.key]}-succeeded"
  description = "A run of ${each.key} has succeeded"
  event_pattern = jsonencode({
    source      = ["aws.ecs"]
    detail-type = ["ECS Task State Change"]
    detail = {
      clusterArn = [aws_ecs_cluster.this.arn]
      group      = ["family:${var.families[each.key]}"]
      lastStatus = ["STOPPED"]
      containers = { exitCode = [0, 5] }
    }
  })
}

resource "aws_cloudwatch_event_target" "succeeded" {
  for_each = local.watched

  rule = aws_cloudwatch_event_rule.succeeded[each.key].name
  arn  = aws_cloudwatch_log_group.events.arn
}

resource "aws_cloudwatch_metric_alarm" "missed" {
  for_each = local.watched

  alarm_name          = "${var.families[each.key]}-missed"
  alarm_description   = "No run of ${each.key} has succeeded for ${each.value} hours"
  namespace           = "AWS/Events"
  metric_name         = "TriggeredRules"
  dimensions          = { RuleName = aws_cloudwatch_event_rule.succeeded[each.key].name }
  statistic           = "Sum"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  period              = 3600
  evaluation_periods  = each.value
  datapoints_to_alarm = each.value
  treat_missing_data  = "breaching"
  actions_enabled     = var.schedules_enabled
  alarm_actions       = local.alarms
  ok_actions          = local.alarms
}

# How tasks ended, as ECS tells it.
resource "aws_cloudwatch_log_group" "events" {
  name              = "/aws/events/${var.context.name}-tasks"
  retention_in_days = var.log_days
}

resource "aws_cloudwatch_log_resource_policy" "events" {
  policy_name     = "${var.context.name}-events"
  policy_document = data.aws_iam_policy_document.events.json
}

data "aws_iam_policy_document" "events" {
  statement {
    sid       = "Events"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.events.arn}:*"]

    principals {
      type        = "Service"
      identifiers = ["delivery.logs.amazonaws.com", "events.amazonaws.com"]
    }
  }
}
