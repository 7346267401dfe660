# The module of workloads by itself, with names a reviewer can read in place of what AWS would make.

module "workloads" {
  source = "MODULE"

  context = {
    name        = "daybook-dev"
    environment = "dev"
    region      = "eu-central-1"
    account     = "123456789012"
    partition   = "aws"
  }
  buckets = {
    for zone in ["landing", "processed", "quarantine", "staging", "lake", "reports", "queries"] :
    zone => "arn:aws:s3:::daybook-dev-${zone}-123456789012"
  }
  key = "arn:aws:kms:eu-central-1:123456789012:key/KEY"
  queues = {
    for queue in ["landing", "visits", "user_data", "not_started"] :
    queue => "arn:aws:sqs:eu-central-1:123456789012:daybook-dev-${queue}"
  }
  queue_urls    = { landing = "https://sqs.eu-central-1.amazonaws.com/123456789012/daybook-dev-landing" }
  topic         = "arn:aws:sns:eu-central-1:123456789012:daybook-dev-notices"
  database_url  = "jdbc:postgresql://database.example.com:5432/daybook?sslmode=require"
  repository    = "arn:aws:ecr:eu-central-1:123456789012:repository/daybook-dev"
  glue_database = "daybook_dev"
  workgroup     = "daybook-dev"
  contact       = "ops@example.com"
  mail          = { from = "daybook@example.com", supervisor = "lead@example.com" }
  secrets = {
    database = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:DATABASE"
    smtp     = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:SMTP"
  }
}

output "workloads" {
  value = module.workloads
}
