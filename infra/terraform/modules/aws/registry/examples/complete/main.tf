# A registry whose images are copied to another region. Names and identifiers are examples.
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

module "registry" {
  source = "../.."

  name         = "syndic"
  key_id       = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000"
  copy_regions = ["eu-west-1"]
  tags         = local.tags

  # What is copied needs its place first.
  depends_on = [module.copy]
}

module "copy" {
  source = "../.."

  providers = {
    aws = aws.copy
  }

  name   = "syndic"
  key_id = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000000"
  tags   = local.tags
}
