terraform {
  required_version = ">= 1.11"

  # Where the state is comes from `-backend-config`: bucket, key, region, kms_key_id. See infra/README.md.
  backend "s3" {
    encrypt      = true
    use_lockfile = true
  }

  required_providers {
    archive = {
      source  = "hashicorp/archive"
      version = "~> 2.7"
    }
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
  }
}
