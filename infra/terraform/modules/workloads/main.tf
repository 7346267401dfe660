# What runs in AWS, and what each may do. Nothing here needs a provider: it is data, so that it can be read, tested and
# reviewed by itself.

locals {
  # The keys are the names the application knows its jobs by; those that run a verb instead have another command. A
  # schedule's arguments follow the command. `silent_hours` is how long it may be that no run has succeeded before somebody
  # is told, `deadline` by when (UTC) the data of the day before has to be loaded.
  jobs = {
    "api-sync" = {
      command   = ["run", "api-sync"]
      cpu       = 1024
      memory    = 2048
      heap      = 1024
      disk      = 21
      access    = { quarantine = "change", staging = "change", lake = "change" }
      publishes = true
      queries   = false
      schedules = {
        bls-productivity = { expression = "rate(6 hours)", arguments = ["source=bls-productivity", "slot=<aws.scheduler.scheduled-time>"] }
        population       = { expression = "rate(6 hours)", arguments = ["source=population", "slot=<aws.scheduler.scheduled-time>"] }
      }
      silent_hours = 13
      deadline     = null
    }
    "clickstream-compaction" = {
      command      = ["run", "clickstream-compaction"]
      cpu          = 2048
      memory       = 4096
      heap         = 1536
      disk         = 50
      access       = { landing = "read", quarantine = "change", staging = "change", lake = "change" }
      publishes    = true
      queries      = true
      schedules    = { hourly = { expression = "cron(10 * * * ? *)", arguments = [] } }
      silent_hours = 6
      deadline     = null
    }
    "daily-sales-load" = {
      command      = ["run", "daily-sales-load"]
      cpu          = 1024
      memory       = 2048
      heap         = 1024
      disk         = 21
      access       = { landing = "change", processed = "change", quarantine = "change", staging = "change", lake = "change" }
      publishes    = true
      queries      = false
      schedules    = {}
      silent_hours = null
      deadline     = "07:30"
    }
    "history-export" = {
      command      = ["run", "history-export"]
      cpu          = 512
      memory       = 2048
      heap         = 768
      disk         = 21
      access       = { staging = "change", lake = "change" }
      publishes    = true
      queries      = false
      schedules    = { daily = { expression = "cron(30 0 * * ? *)", arguments = [] } }
      silent_hours = 26
      deadline     = null
    }
    "legacy-import" = {
      command      = ["run", "legacy-import"]
      cpu          = 2048
      memory       = 4096
      heap         = 1536
      disk         = 50
      access       = { landing = "change", processed = "change", quarantine = "change", staging = "change", lake = "change" }
      publishes    = true
      queries      = false
      schedules    = {}
      silent_hours = null
      deadline     = null
    }
    "listen" = {
      command      = ["listen", "--drain"]
      cpu          = 2048
      memory       = 4096
      heap         = 1024
      disk         = 50
      access       = { landing = "change", processed = "change", quarantine = "change", staging = "change", lake = "change" }
      publishes    = true
      queries      = false
      schedules    = { sweep = { expression = "rate(15 minutes)", arguments = [] } }
      silent_hours = 2
      deadline     = null
    }
    "maintenance" = {
      command   = ["maintenance"]
      cpu       = 512
      memory    = 2048
      heap      = 768
      disk      = 21
      access    = { staging = "change", lake = "change" }
      publishes = true
      queries   = false
      schedules = {
        nightly           = { expression = "cron(0 3 * * ? *)", arguments = [] }
        daily-sales-check = { expression = "cron(45 7 * * ? *)", arguments = [] }
      }
      silent_hours = 26
      deadline     = null
    }
    "notebook-report" = {
      command   = ["run", "notebook-report"]
      cpu       = 1024
      memory    = 4096
      heap      = 1024
      disk      = 21
      access    = { lake = "read", staging = "change", reports = "write" }
      publishes = false
      queries   = false
      schedules = {
        weekly-sales = { expression = "cron(0 6 ? * SUN *)", arguments = ["report=weekly-sales"] }
        visits       = { expression = "cron(0 6 1 * ? *)", arguments = ["report=visits"] }
      }
      silent_hours = null
      deadline     = null
    }
    "queue-load" = {
      command      = ["run", "queue-load"]
      cpu          = 512
      memory       = 2048
      heap         = 768
      disk         = 21
      access       = { landing = "change", processed = "change", quarantine = "change", staging = "change", lake = "change" }
      publishes    = true
      queries      = false
      schedules    = {}
      silent_hours = null
      deadline     = null
    }
  }

  # Who takes messages, and from which queue.
  consumes = {
    "listen" = "landing"
  }

  access_actions = {
    read   = ["s3:GetObject"]
    write  = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"]
    change = ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
  }

  # Publishing reads what it is about to move; the database itself is made by Terraform.
  glue_publish = [
    "glue:BatchCreatePartition",
    "glue:BatchDeletePartition",
    "glue:BatchUpdatePartition",
    "glue:CreatePartition",
    "glue:CreateTable",
    "glue:DeletePartition",
    "glue:GetPartition",
    "glue:GetPartitions",
    "glue:GetTable",
    "glue:UpdatePartition",
    "glue:UpdateTable",
  ]
  # What Athena reads in the name of who asks it.
  glue_query = [
    "glue:BatchGetPartition",
    "glue:GetDatabase",
    "glue:GetPartition",
    "glue:GetPartitions",
    "glue:GetTable",
    "glue:GetTables",
  ]

  # --- what a job is told -----------------------------------------------------------------------------------------------

  zone_environment = {
    for zone in ["landing", "processed", "quarantine", "staging", "lake", "reports"] :
    "DAYBOOK_${upper(zone)}" => "s3://${element(split(":::", var.buckets[zone]), 1)}"
  }
  mail_environment = var.mail == null ? {} : {
    DAYBOOK_SMTP_HOST = "email-smtp.${var.context.region}.amazonaws.com"
    DAYBOOK_MAIL_FROM = var.mail.from
  }
  environment = {
    for name, job in local.jobs : name => merge(
      local.zone_environment,
      local.mail_environment,
      {
        DAYBOOK_CONTACT      = var.contact
        DAYBOOK_DB_URL       = var.database_url
        DAYBOOK_JAVA_OPTS    = "-Xmx${job.heap}m"
        DAYBOOK_LOG          = "json"
        DAYBOOK_S3_REGION    = var.context.region
        DAYBOOK_STOP_SECONDS = tostring(local.stop_seconds)
        NOTICES_YAML         = local.notices
      },
      job.publishes ? { DAYBOOK_GLUE_DATABASE = var.glue_database } : {},
      job.queries ? { DAYBOOK_ATHENA_WORKGROUP = var.workgroup } : {},
      contains(keys(local.consumes), name) ? { DAYBOOK_QUEUE = var.queue_urls[local.consumes[name]] } : {},
    )
  }
  secret_environment = merge(
    {
      DAYBOOK_DB_USER     = "${var.secrets.database}:username::"
      DAYBOOK_DB_PASSWORD = "${var.secrets.database}:password::"
    },
    var.mail == null ? {} : {
      DAYBOOK_SMTP_USER     = "${var.secrets.smtp}:username::"
      DAYBOOK_SMTP_PASSWORD = "${var.secrets.smtp}:password::"
    },
  )

  # Fargate sends SIGKILL two minutes after SIGTERM at the latest.
  stop_timeout = 120
  stop_seconds = 100

  notices = yamlencode(merge(
    {
      routes = concat(
        var.mail == null ? [] : [{ kinds = ["vip-visit"], channels = ["smtp"] }],
        [
          { kinds = ["succeeded"], channels = ["log"] },
          { channels = ["log", "sns"], topic = var.topic },
        ],
      )
      deadlines = [
        for name, job in local.jobs : { job = name, at = job.deadline, daysAfter = 1 } if job.deadline != null
      ]
    },
    var.mail == null ? {} : { supervisors = { default = var.mail.supervisor } },
  ))

  # --- names ------------------------------------------------------------------------------------------------------------

  here          = "${var.context.region}:${var.context.account}"
  glue_resource = "arn:${var.context.partition}:glue:${local.here}"
  glue_resources = [
    "${local.glue_resource}:catalog",
    "${local.glue_resource}:database/${var.glue_database}",
    "${local.glue_resource}:table/${var.glue_database}/*",
  ]

  secrets = { for name, arn in var.secrets : name => arn if arn != null }

  families = { for name, job in local.jobs : name => "${var.context.name}-${name}" }
  log_groups = {
    for name, family in local.families : name => "/daybook/${var.context.name}/${name}"
  }
  task_definitions = {
    for name, family in local.families :
    name => "arn:${var.context.partition}:ecs:${local.here}:task-definition/${family}:*"
  }

  # --- what a job's own code may do ---------------------------------------------------------------------------------

  task_statements = {
    for name, job in local.jobs : name => concat(
      [
        for level in sort(distinct(values(job.access))) : {
          sid       = "Zones${title(level)}"
          actions   = local.access_actions[level]
          resources = [for zone, given in job.access : "${var.buckets[zone]}/*" if given == level]
          condition = null
        }
      ],
      [
        {
          sid       = "ZonesList"
          actions   = ["s3:ListBucket"]
          resources = [for zone, given in job.access : var.buckets[zone]]
          condition = null
        },
        {
          sid       = "Key"
          actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
          resources = [var.key]
          condition = null
        },
        {
          sid       = "Notices"
          actions   = ["sns:Publish"]
          resources = [var.topic]
          condition = null
        },
      ],
      job.publishes ? [
        {
          sid       = "CatalogPublish"
          actions   = local.glue_publish
          resources = local.glue_resources
          condition = null
        },
      ] : [],
      job.queries ? [
        {
          sid       = "CatalogRead"
          actions   = local.glue_query
          resources = local.glue_resources
          condition = null
        },
        {
          sid = "Query"
          actions = [
            "athena:GetQueryExecution",
            "athena:GetQueryResults",
            "athena:StartQueryExecution",
            "athena:StopQueryExecution",
          ]
          resources = ["arn:${var.context.partition}:athena:${local.here}:workgroup/${var.workgroup}"]
          condition = null
        },
        {
          sid       = "QueryResults"
          actions   = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"]
          resources = ["${var.buckets.queries}/*"]
          condition = null
        },
        {
          sid       = "QueryResultsBucket"
          actions   = ["s3:GetBucketLocation", "s3:ListBucket"]
          resources = [var.buckets.queries]
          condition = null
        },
      ] : [],
      contains(keys(local.consumes), name) ? [
        {
          sid = "Messages"
          actions = [
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:ReceiveMessage",
          ]
          resources = [var.queues[local.consumes[name]]]
          condition = null
        },
      ] : [],
    )
  }

  # --- what ECS does for a job before its code runs ---------------------------------------------------------------------

  start_statements = {
    for name in keys(local.jobs) : name => [
      {
        sid       = "Log"
        actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        resources = ["arn:${var.context.partition}:logs:${local.here}:log-group:${local.log_groups[name]}:*"]
        condition = null
      },
      {
        sid       = "Image"
        actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        resources = [var.repository]
        condition = null
      },
      # The one action here that AWS knows no resource for.
      {
        sid       = "ImageLogin"
        actions   = ["ecr:GetAuthorizationToken"]
        resources = ["*"]
        condition = null
      },
      {
        sid       = "Secrets"
        actions   = ["secretsmanager:GetSecretValue"]
        resources = values(local.secrets)
        condition = null
      },
      {
        sid       = "SecretsKey"
        actions   = ["kms:Decrypt"]
        resources = [var.key]
        condition = null
      },
    ]
  }

  # --- what starts jobs -----------------------------------------------------------------------------------------------------

  scheduled = [for name, job in local.jobs : name if length(job.schedules) > 0]
  launch_statements = {
    for launcher, names in { schedule = local.scheduled, wake = ["listen"] } : launcher => [
      {
        sid       = "Run"
        actions   = ["ecs:RunTask"]
        resources = [for name in names : local.task_definitions[name]]
        condition = {
          test     = "ArnEquals"
          variable = "ecs:cluster"
          values   = ["arn:${var.context.partition}:ecs:${local.here}:cluster/${var.context.name}"]
        }
      },
      {
        sid     = "TagRun"
        actions = ["ecs:TagResource"]
        resources = [
          "arn:${var.context.partition}:ecs:${local.here}:task/${var.context.name}/*",
        ]
        condition = {
          test     = "StringEquals"
          variable = "ecs:CreateAction"
          values   = ["RunTask"]
        }
      },
      {
        sid     = "PassRoles"
        actions = ["iam:PassRole"]
        resources = flatten([
          for name in names : [
            for kind in ["task", "start"] :
            "arn:${var.context.partition}:iam::${var.context.account}:role/${var.context.name}-${kind}-${name}"
          ]
        ])
        condition = {
          test     = "StringEquals"
          variable = "iam:PassedToService"
          values   = ["ecs-tasks.amazonaws.com"]
        }
      },
    ]
  }

  # --- what deliveries and requests pass through ------------------------------------------------------------------------------

  other_statements = {
    schedule = concat(local.launch_statements.schedule, [
      {
        sid       = "NotStarted"
        actions   = ["sqs:SendMessage"]
        resources = [var.queues.not_started]
        condition = null
      },
    ])
    wake = local.launch_statements.wake
    firehose = [
      {
        sid       = "Deliver"
        actions   = ["s3:AbortMultipartUpload", "s3:PutObject"]
        resources = ["${var.buckets.landing}/clickstream-data/*", "${var.buckets.landing}/error/*"]
        condition = null
      },
      {
        sid       = "Bucket"
        actions   = ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"]
        resources = [var.buckets.landing]
        condition = null
      },
      {
        sid       = "Key"
        actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
        resources = [var.key]
        condition = null
      },
      {
        sid     = "Log"
        actions = ["logs:PutLogEvents"]
        resources = [
          "arn:${var.context.partition}:logs:${local.here}:log-group:/daybook/${var.context.name}/firehose:log-stream:delivery",
        ]
        condition = null
      },
    ]
    api = [
      {
        sid       = "Events"
        actions   = ["firehose:PutRecord"]
        resources = ["arn:${var.context.partition}:firehose:${local.here}:deliverystream/${var.context.name}-events"]
        condition = null
      },
      {
        sid       = "Messages"
        actions   = ["sqs:SendMessage"]
        resources = [var.queues.visits, var.queues.user_data]
        condition = null
      },
      {
        sid       = "Key"
        actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
        resources = [var.key]
        condition = null
      },
    ]
    sign-in = [
      {
        sid       = "Log"
        actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        resources = ["arn:${var.context.partition}:logs:${local.here}:log-group:/daybook/${var.context.name}/sign-in:*"]
        condition = null
      },
      {
        sid       = "SigningKey"
        actions   = ["secretsmanager:GetSecretValue"]
        resources = ["arn:${var.context.partition}:secretsmanager:${local.here}:secret:${var.context.name}/reports-signing-key-??????"]
        condition = null
      },
      {
        sid       = "Key"
        actions   = ["kms:Decrypt"]
        resources = [var.key]
        condition = null
      },
    ]
    web = [
      {
        sid       = "Read"
        actions   = ["s3:GetObject"]
        resources = ["${var.buckets.lake}/*", "${var.buckets.reports}/*"]
        condition = null
      },
      {
        sid       = "Deliver"
        actions   = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"]
        resources = ["${var.buckets.landing}/*"]
        condition = null
      },
      {
        sid       = "List"
        actions   = ["s3:ListBucket"]
        resources = [var.buckets.lake, var.buckets.landing, var.buckets.reports]
        condition = null
      },
      {
        sid       = "Key"
        actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
        resources = [var.key]
        condition = null
      },
    ]
    start-web = local.web_start_statements
  }

  web_start_statements = [
    for statement in local.start_statements["listen"] : merge(statement, statement.sid != "Log" ? {} : {
      resources = ["arn:${var.context.partition}:logs:${local.here}:log-group:/daybook/${var.context.name}/web:*"]
    })
  ]

  trusted = {
    schedule  = "scheduler.amazonaws.com"
    wake      = "events.amazonaws.com"
    firehose  = "firehose.amazonaws.com"
    api       = "apigateway.amazonaws.com"
    sign-in   = "lambda.amazonaws.com"
    web       = "ecs-tasks.amazonaws.com"
    start-web = "ecs-tasks.amazonaws.com"
  }

  # Services that say for whom they ask; the others take a role of this account for something of this account alone.
  trust_conditions = {
    "ecs-tasks.amazonaws.com" = { StringEquals = { "aws:SourceAccount" = var.context.account } }
    "events.amazonaws.com"    = { StringEquals = { "aws:SourceAccount" = var.context.account } }
    "firehose.amazonaws.com"  = { StringEquals = { "sts:ExternalId" = var.context.account } }
    "scheduler.amazonaws.com" = { StringEquals = { "aws:SourceAccount" = var.context.account } }
  }

  roles = merge(
    {
      for name, statements in local.task_statements : "task-${name}" => {
        name       = "${var.context.name}-task-${name}"
        trusted    = "ecs-tasks.amazonaws.com"
        statements = statements
      }
    },
    {
      for name, statements in local.start_statements : "start-${name}" => {
        name       = "${var.context.name}-start-${name}"
        trusted    = "ecs-tasks.amazonaws.com"
        statements = statements
      }
    },
    {
      for name, statements in local.other_statements : name => {
        name       = "${var.context.name}-${name}"
        trusted    = local.trusted[name]
        statements = statements
      }
    },
  )
}
