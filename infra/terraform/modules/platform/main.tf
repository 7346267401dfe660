# All of an environment but the dashboards: what the parts need of each other.

data "aws_caller_identity" "here" {}
data "aws_partition" "here" {}
data "aws_region" "here" {}

locals {
  context = {
    name        = "daybook-${var.environment}"
    environment = var.environment
    region      = data.aws_region.here.region
    account     = data.aws_caller_identity.here.account_id
    partition   = data.aws_partition.here.partition
  }
  image = "${module.registry.url}@${var.image_digest}"
}

module "keys" {
  source = "../keys"

  context       = local.context
  deletion_days = var.protected ? 30 : 7
}

module "network" {
  source = "../network"

  context            = local.context
  cidr               = var.cidr
  private_networking = var.private_networking
}

module "storage" {
  source = "../storage"

  context              = local.context
  key                  = module.keys.arn
  reports_site         = var.site != null
  reports_distribution = one(module.reports[*].distribution_arn)
  raw_events_days      = var.raw_events_days
  force_destroy        = !var.protected
}

module "registry" {
  source = "../registry"

  context       = local.context
  key           = module.keys.arn
  force_destroy = !var.protected
}

module "database" {
  source = "../database"

  context        = local.context
  key            = module.keys.arn
  subnets        = module.network.database_subnets
  security_group = module.network.security_groups.database
  instance_class = var.database.instance_class
  multi_az       = var.database.multi_az
  backup_days    = var.database.backup_days
  log_days       = var.log_days
  protected      = var.protected
}

module "messaging" {
  source = "../messaging"

  context        = local.context
  key            = module.keys.arn
  email          = var.email
  landing_bucket = { name = module.storage.names.landing, arn = module.storage.arns.landing }
  mail           = var.mail == null ? null : { from = var.mail.from }

  secret_recovery_days = var.protected ? 30 : 0
}

module "catalog" {
  source = "../catalog"

  context        = local.context
  key            = module.keys.arn
  results_bucket = module.storage.names.queries
  scan_limit     = var.scan_limit
  force_destroy  = !var.protected
}

module "workloads" {
  source = "../workloads"

  context       = local.context
  buckets       = module.storage.arns
  key           = module.keys.arn
  queues        = module.messaging.queue_arns
  queue_urls    = module.messaging.queue_urls
  topic         = module.messaging.topic_arns.notices
  secrets       = { database = module.database.secret_arn, smtp = module.messaging.smtp_secret_arn }
  database_url  = module.database.jdbc_url
  repository    = module.registry.arn
  glue_database = module.catalog.database
  workgroup     = module.catalog.workgroup
  mail          = var.mail
  contact       = var.email
}

module "jobs" {
  source = "../jobs"

  context            = local.context
  key                = module.keys.arn
  jobs               = module.workloads.jobs
  families           = module.workloads.families
  log_groups         = module.workloads.log_groups
  environment        = module.workloads.environment
  secret_environment = module.workloads.secret_environment
  stop_timeout       = module.workloads.stop_timeout
  roles = {
    for name, role in module.workloads.roles : name => role
    if startswith(name, "task-") || contains(["schedule", "wake"], name) || startswith(name, "start-") && name != "start-web"
  }
  image = local.image
  network = {
    subnets          = module.network.task_subnets
    security_group   = module.network.security_groups.tasks
    assign_public_ip = module.network.assign_public_ip
  }
  landing_queue     = module.messaging.queue_names.working["landing"]
  not_started_queue = module.messaging.queue_arns.not_started
  alarm_topic       = module.messaging.topic_arns.alarms
  log_days          = var.log_days
  schedules_enabled = var.schedules_enabled
}

module "identity" {
  source = "../identity"

  context     = local.context
  origin      = var.origin
  web_domain  = try(var.web.domain, null)
  site_domain = try(var.site.domain, null)
  protected   = var.protected
}

module "ingestion" {
  source = "../ingestion"

  context        = local.context
  key            = module.keys.arn
  roles          = { api = module.workloads.roles.api, firehose = module.workloads.roles.firehose }
  landing_bucket = module.storage.arns.landing
  queue_names    = module.messaging.queue_names.working
  user_pool      = module.identity.user_pool_arn
  origin         = var.origin
  log_days       = var.log_days
}

module "web" {
  source = "../web"
  count  = var.web == null ? 0 : 1

  context = local.context
  key     = module.keys.arn
  face    = var.web
  identity = {
    user_pool_arn = module.identity.user_pool_arn
    client        = module.identity.face_clients["web"]
    domain        = module.identity.domain
  }
  roles = { for name in ["web", "start-web"] : name => module.workloads.roles[name] }
  network = {
    vpc_id               = module.network.vpc_id
    public_subnets       = module.network.public_subnets
    task_subnets         = module.network.task_subnets
    tasks_security_group = module.network.security_groups.tasks
    assign_public_ip     = module.network.assign_public_ip
  }
  cluster            = module.jobs.cluster_arn
  image              = local.image
  environment        = module.workloads.environment["maintenance"]
  secret_environment = module.workloads.secret_environment
  alarm_topic        = module.messaging.topic_arns.alarms
  log_days           = var.log_days
  protected          = var.protected
}

module "reports" {
  source = "../reports"
  count  = var.site == null ? 0 : 1

  context       = local.context
  key           = module.keys.arn
  site          = var.site
  bucket_domain = module.storage.reports_domain
  identity = {
    host   = module.identity.host
    client = module.identity.face_clients["reports"]
  }
  roles    = { sign-in = module.workloads.roles["sign-in"] }
  log_days = var.log_days

  secret_recovery_days = var.protected ? 30 : 0
}

module "operations" {
  source = "../operations"

  context        = local.context
  queues         = module.messaging.queue_names
  api            = { name = module.ingestion.api_name, stage = module.ingestion.stage_name }
  stream         = module.ingestion.stream_name
  database       = module.database.identifier
  workgroup      = module.catalog.workgroup
  families       = module.workloads.families
  log_groups     = module.workloads.log_groups
  run_alarms     = module.jobs.alarm_arns
  alarm_topic    = module.messaging.topic_arns.alarms
  monthly_budget = var.monthly_budget
}
