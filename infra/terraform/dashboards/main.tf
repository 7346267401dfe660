# The dashboards of one environment, beside its platform: a state of its own, put up after the tables are there.

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Application = "daybook"
      Environment = var.environment
      Stack       = local.name
    }
  }
}

data "aws_caller_identity" "here" {}
data "aws_partition" "here" {}

locals {
  name = "daybook-${var.environment}"
}

module "dashboards" {
  source = "../modules/dashboards"

  context = {
    name        = local.name
    environment = var.environment
    region      = var.region
    account     = data.aws_caller_identity.here.account_id
    partition   = data.aws_partition.here.partition
  }
  principal     = var.principal
  workgroup     = local.name
  glue_database = replace(local.name, "-", "_")
}
