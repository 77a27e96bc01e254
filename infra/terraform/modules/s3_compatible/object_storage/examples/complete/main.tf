# Buckets in a MinIO of one's own. Names and the address are examples; credentials come from the caller's environment.
terraform {
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.47"
    }
  }
}

# What is not S3 of AWS is not asked for accounts, regions and metadata of AWS.
provider "aws" {
  region                      = "us-east-1"
  s3_use_path_style           = true
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  skip_requesting_account_id  = true

  endpoints {
    s3 = "https://minio.example.com:9000"
  }
}

module "object_storage" {
  source = "../.."

  endpoint = "https://minio.example.com:9000"

  buckets = {
    backups  = { name = "syndic-example-backups", lock_days = 14 }
    evidence = { name = "syndic-example", lock_days = 365 }
  }

  tags = {
    owner       = "platform"
    environment = "example"
  }
}
