# Evidence in one region with a copy in another. Names are examples.
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

module "secrets" {
  source = "../../../secrets"

  name         = "syndic-example"
  secret_names = []
  tags         = local.tags
}

module "secrets_of_the_copy" {
  source    = "../../../secrets"
  providers = { aws = aws.copy }

  name         = "syndic-example"
  secret_names = []
  tags         = local.tags
}

module "copy" {
  source    = "../.."
  providers = { aws = aws.copy }

  name    = "syndic-example"
  buckets = { evidence = { name = "syndic-example-eu-west-1", lock_days = 30 } }
  key_id  = module.secrets_of_the_copy.key_ids["data"]
  tags    = local.tags
}

module "object_storage" {
  source = "../.."

  name    = "syndic-example"
  buckets = { evidence = { name = "syndic-example-eu-central-1", lock_days = 30 } }
  key_id  = module.secrets.key_ids["data"]

  replicas = {
    evidence = {
      bucket_name = module.copy.bucket_names["evidence"]
      key_id      = module.secrets_of_the_copy.key_ids["data"]
    }
  }

  tags = local.tags
}
