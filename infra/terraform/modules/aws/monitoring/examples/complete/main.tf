# Alarms on a database and on its copy. Names and identifiers are examples.
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

locals {
  key = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000"
}

module "monitoring" {
  source = "../.."

  name           = "syndic-example"
  mail_addresses = ["platform@example.com"]
  log_key_id     = local.key
  metrics_key_id = local.key

  databases = {
    platform = { identifier = "syndic-example" }
    copy     = { identifier = "syndic-example-copy", follows = true }
  }

  tags = {
    owner       = "platform"
    environment = "example"
  }
}
