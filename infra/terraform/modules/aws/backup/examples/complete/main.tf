# A vault, and the one of another region that holds copies. Names and identifiers are examples.
terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.47"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}

provider "aws" {
  alias  = "copy"
  region = "eu-west-1"
}

locals {
  tags = {
    owner       = "platform"
    environment = "example"
  }
}

module "backup" {
  source = "../.."

  name         = "syndic-example"
  key_id       = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000"
  resource_ids = ["arn:aws:rds:eu-central-1:123456789012:db:syndic-example", "arn:aws:s3:::syndic-example-eu-central-1"]
  copies       = { eu-west-1 = "arn:aws:backup:eu-west-1:123456789012:backup-vault:syndic-example" }
  tags         = local.tags

  depends_on = [module.copy]
}

module "copy" {
  source = "../.."

  providers = {
    aws = aws.copy
  }

  name   = "syndic-example"
  key_id = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000000"
  tags   = local.tags
}
