provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Application = "daybook"
      Environment = "test"
      Stack       = "daybook-test"
    }
  }
}

module "platform" {
  source = "../../modules/platform"

  environment       = "test"
  email             = var.email
  image_digest      = var.image_digest
  origin            = var.origin
  mail              = var.mail
  web               = var.web
  site              = var.site
  schedules_enabled = var.schedules_enabled

  protected      = false
  log_days       = 30
  monthly_budget = 60
  cidr           = "10.41.0.0/16"
  database = {
    instance_class = "db.t4g.micro"
    multi_az       = false
    backup_days    = 7
  }
}
