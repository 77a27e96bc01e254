# A process of a cluster and three pipelines, one of which fails over. Names and identifiers are examples.
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
    operations = {
      issuer         = "pipelines"
      subject        = "repo:acme/syndic:environment:production-operations"
      write_buckets  = { backups = "arn:aws:s3:::syndic-example-backups-eu-central-1" }
      locked_buckets = { backups = "arn:aws:s3:::syndic-example-backups-eu-central-1" }
      recovers       = true
    }
  }

  recovery = {
    instance_ids   = { primary = "arn:aws:rds:eu-central-1:123456789012:db:syndic-example", standby = "arn:aws:rds:eu-west-1:123456789012:db:syndic-example" }
    monitor_ids    = { primary = "arn:aws:iam::123456789012:role/syndic-example-database" }
    bucket_ids     = { primary = "arn:aws:s3:::syndic-example-eu-central-1", standby = "arn:aws:s3:::syndic-example-eu-west-1" }
    copier_ids     = { primary = "arn:aws:iam::123456789012:role/syndic-example-copies-eu-central-1", standby = "arn:aws:iam::123456789012:role/syndic-example-copies-eu-west-1" }
    key_ids        = { primary = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000", standby = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-0000-0000-000000000000" }
    secret_ids     = { owner = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:syndic/example/database-owner-AbCdEf" }
    secret_key_ids = { primary = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000001" }
    cluster_ids    = { primary = "arn:aws:eks:eu-central-1:123456789012:cluster/syndic-example", standby = "arn:aws:eks:eu-west-1:123456789012:cluster/syndic-example" }
    zone_id        = "Z0123456789ABCDEFGHIJ"
    host_name      = "syndic.example.com"
  }

  tags = {
    owner       = "platform"
    environment = "example"
  }
}
