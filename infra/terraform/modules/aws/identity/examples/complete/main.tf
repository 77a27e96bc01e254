# A process of a cluster and two pipelines. Names and identifiers are examples.
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

module "identity" {
  source = "../.."

  name = "syndic-example"

  issuers = {
    pipelines = { url = "https://token.actions.githubusercontent.com", audience = "sts.amazonaws.com" }
    cluster   = { url = "https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE", audience = "sts.amazonaws.com" }
  }

  workloads = {
    server = {
      issuers       = ["cluster"]
      subject       = "system:serviceaccount:syndic:server"
      secret_ids    = { database_api = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:syndic/example/database-api-AbCdEf" }
      write_buckets = { evidence = "arn:aws:s3:::syndic-example-eu-central-1" }
      key_ids       = { data = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000" }
    }
  }

  pipelines = {
    plan = {
      issuer     = "pipelines"
      subject    = "repo:acme/syndic:pull_request"
      policy_ids = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
    }
    apply = {
      issuer     = "pipelines"
      subject    = "repo:acme/syndic:environment:production"
      policy_ids = ["arn:aws:iam::123456789012:policy/syndic-apply"]
    }
  }

  tags = {
    owner       = "platform"
    environment = "example"
  }
}
