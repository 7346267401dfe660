locals {
  queues = toset(["landing", "visits", "user-data"])
}

# --- queues -------------------------------------------------------------------------------------------------------------

resource "aws_sqs_queue" "this" {
  for_each = local.queues

  name                       = "${var.context.name}-${each.key}"
  message_retention_seconds  = 1209600
  visibility_timeout_seconds = 60
  receive_wait_time_seconds  = 10
  kms_master_key_id          = var.key

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead[each.key].arn
    maxReceiveCount     = var.max_receives
  })
}

resource "aws_sqs_queue" "dead" {
  for_each = local.queues

  name                      = "${var.context.name}-${each.key}-dead"
  message_retention_seconds = 1209600
  kms_master_key_id         = var.key
}

resource "aws_sqs_queue_redrive_allow_policy" "dead" {
  for_each = local.queues

  queue_url = aws_sqs_queue.dead[each.key].id
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = ["${local.queue_arn}:${var.context.name}-${each.key}"]
  })
}

# Runs that a schedule could not start.
resource "aws_sqs_queue" "not_started" {
  name                      = "${var.context.name}-not-started"
  message_retention_seconds = 1209600
  kms_master_key_id         = var.key
}

locals {
  queue_arn = "arn:${var.context.partition}:sqs:${var.context.region}:${var.context.account}"

  all_queues = merge(
    { for name, queue in aws_sqs_queue.this : name => queue },
    { for name, queue in aws_sqs_queue.dead : "${name}-dead" => queue },
    { not-started = aws_sqs_queue.not_started },
  )
}

resource "aws_sqs_queue_policy" "this" {
  for_each = toset(concat([for name in local.queues : name], [for name in local.queues : "${name}-dead"], ["not-started"]))

  queue_url = local.all_queues[each.key].id
  policy    = data.aws_iam_policy_document.queue[each.key].json
}

data "aws_iam_policy_document" "queue" {
  for_each = toset(concat([for name in local.queues : name], [for name in local.queues : "${name}-dead"], ["not-started"]))

  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [local.all_queues[each.key].arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }

  dynamic "statement" {
    for_each = each.key == "landing" ? [var.landing_bucket.arn] : []

    content {
      sid       = "Deliveries"
      actions   = ["sqs:SendMessage"]
      resources = [local.all_queues[each.key].arn]

      principals {
        type        = "Service"
        identifiers = ["s3.amazonaws.com"]
      }

      condition {
        test     = "ArnEquals"
        variable = "aws:SourceArn"
        values   = [statement.value]
      }

      condition {
        test     = "StringEquals"
        variable = "aws:SourceAccount"
        values   = [var.context.account]
      }
    }
  }
}

# What nobody has a route for would end in the dead-letter queue, so only what is named here is told of.
resource "aws_s3_bucket_notification" "landing" {
  bucket = var.landing_bucket.name

  dynamic "queue" {
    for_each = var.deliveries

    content {
      id            = queue.key
      queue_arn     = aws_sqs_queue.this["landing"].arn
      events        = ["s3:ObjectCreated:*"]
      filter_prefix = queue.value.prefix
      filter_suffix = queue.value.suffix
    }
  }

  depends_on = [aws_sqs_queue_policy.this]
}

# --- topics -------------------------------------------------------------------------------------------------------------

locals {
  # Who sends to which topic beside the roles of jobs.
  topics = {
    notices = []
    alarms  = ["budgets.amazonaws.com", "cloudwatch.amazonaws.com"]
  }
}

resource "aws_sns_topic" "this" {
  for_each = local.topics

  name              = "${var.context.name}-${each.key}"
  kms_master_key_id = var.key
}

resource "aws_sns_topic_policy" "this" {
  for_each = local.topics

  arn    = aws_sns_topic.this[each.key].arn
  policy = data.aws_iam_policy_document.topic[each.key].json
}

data "aws_iam_policy_document" "topic" {
  for_each = local.topics

  statement {
    sid       = "TlsOnly"
    effect    = "Deny"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.this[each.key].arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }

  statement {
    sid       = "Account"
    actions   = ["sns:GetTopicAttributes", "sns:Publish", "sns:SetTopicAttributes", "sns:Subscribe"]
    resources = [aws_sns_topic.this[each.key].arn]

    principals {
      type        = "AWS"
      identifiers = ["arn:${var.context.partition}:iam::${var.context.account}:root"]
    }
  }

  dynamic "statement" {
    for_each = length(each.value) > 0 ? [each.value] : []

    content {
      sid       = "Services"
      actions   = ["sns:Publish"]
      resources = [aws_sns_topic.this[each.key].arn]

      principals {
        type        = "Service"
        identifiers = statement.value
      }

      condition {
        test     = "StringEquals"
        variable = "aws:SourceAccount"
        values   = [var.context.account]
      }
    }
  }
}

resource "aws_sns_topic_subscription" "email" {
  for_each = local.topics

  topic_arn = aws_sns_topic.this[each.key].arn
  protocol  = "email"
  endpoint  = var.email
}

# --- mail ---------------------------------------------------------------------------------------------------------------

resource "aws_sesv2_email_identity" "sender" {
  count = var.mail == null ? 0 : 1

  email_identity = var.mail.from
}

# Its value, {"username": …, "password": …}, is put in by a person: SMTP credentials are made from keys that must not be in
# a state.
resource "aws_secretsmanager_secret" "smtp" {
  count = var.mail == null ? 0 : 1

  name                    = "${var.context.name}/smtp"
  description             = "SMTP credentials of SES: username and password"
  kms_key_id              = var.key
  recovery_window_in_days = var.secret_recovery_days
}
