# A network with everything on. Region and ranges are examples.
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

module "network" {
  source = "../.."

  name          = "syndic-example"
  address_space = "10.10.0.0/16"
  zones         = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
  log_key_id    = module.secrets.key_ids["logs"]
  tags          = local.tags
}
