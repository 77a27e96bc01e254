# A database, and its copy in another region. Names and identifiers are examples.
terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.47"
    }
    random = {
      source  = "hashicorp/random"
      version = "~> 3.7"
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
  key  = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000"
  copy = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000000"

  tags = {
    owner       = "platform"
    environment = "example"
  }
}

module "database" {
  source = "../.."

  name                      = "syndic-example"
  administrator_secret_name = "syndic/example/database-administrator"
  subnet_ids                = ["subnet-0a", "subnet-0b", "subnet-0c"]
  firewall_ids              = ["sg-0"]
  key_id                    = local.key
  secret_key_id             = local.key
  log_key_id                = local.key
  tags                      = local.tags
}

module "copy" {
  source = "../.."

  providers = {
    aws = aws.copy
  }

  name                      = "syndic-example"
  source_instance           = { id = module.database.instance_id }
  administrator_secret_name = "syndic/example/database-administrator"
  subnet_ids                = ["subnet-1a", "subnet-1b", "subnet-1c"]
  firewall_ids              = ["sg-1"]
  key_id                    = local.copy
  secret_key_id             = local.copy
  log_key_id                = local.copy
  tags                      = local.tags
}
