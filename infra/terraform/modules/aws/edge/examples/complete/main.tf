# Two regions, of which one is live. Names and identifiers are examples.
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
  alias  = "standby"
  region = "eu-west-1"
}

locals {
  tags = {
    owner       = "platform"
    environment = "example"
  }
}

module "edge" {
  source = "../.."

  name            = "syndic-example"
  host_name       = "syndic.example.com"
  live            = true
  zone_id         = "Z0123456789ABCDEFGHIJ"
  network_id      = "vpc-0"
  subnet_ids      = ["subnet-0a", "subnet-0b", "subnet-0c"]
  firewall_ids    = ["sg-0"]
  log_bucket_name = "syndic-example-access-logs-eu-central-1"
  tags            = local.tags
}

module "edge_standby" {
  source = "../.."

  providers = {
    aws = aws.standby
  }

  name            = "syndic-example"
  host_name       = "syndic.example.com"
  live            = false
  zone_id         = "Z0123456789ABCDEFGHIJ"
  network_id      = "vpc-1"
  subnet_ids      = ["subnet-1a", "subnet-1b", "subnet-1c"]
  firewall_ids    = ["sg-1"]
  log_bucket_name = "syndic-example-access-logs-eu-west-1"
  tags            = local.tags
}
