provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Application = "daybook"
      Environment = "prod"
      Stack       = "daybook-prod"
    }
  }
}

module "platform" {
  source = "../../modules/platform"

  environment       = "prod"
  email             = var.email
  image_digest      = var.image_digest
  origin            = var.origin
  mail              = var.mail
  web               = var.web
  site              = var.site
  schedules_enabled = var.schedules_enabled

  protected      = true
  log_days       = 365
  monthly_budget = 250
  cidr           = "10.42.0.0/16"
  database = {
    instance_class = "db.t4g.small"
    multi_az       = true
    backup_days    = 35
  }
}
