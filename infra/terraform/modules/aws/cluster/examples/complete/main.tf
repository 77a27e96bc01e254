# A cluster with a pool of nodes for the platform and a smaller one for its operations. Names and identifiers are examples.
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

module "cluster" {
  source = "../.."

  name               = "syndic-example"
  kubernetes_version = "1.36"
  subnet_ids         = ["subnet-0a", "subnet-0b", "subnet-0c"]
  firewall_ids       = ["sg-0"]
  administrator_ids  = { release = "arn:aws:iam::123456789012:role/syndic-example-pipeline-release" }
  operator_ids       = { operations = "arn:aws:iam::123456789012:role/syndic-example-pipeline-operations" }
  secret_key_id      = local.key
  disk_key_id        = local.key
  log_key_id         = local.key

  node_pools = {
    workloads  = { machines = ["m7i.large", "m6i.large"], minimum = 3, maximum = 12 }
    operations = { machines = ["m7i.large"], minimum = 3, maximum = 4, disk_gb = 200 }
  }

  tags = {
    owner       = "platform"
    environment = "example"
  }
}
