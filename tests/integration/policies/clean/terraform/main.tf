# What keeps every rule, as it would be written: keys, networks and buckets refer to each other, one bucket is a module.
terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.0"
    }
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      owner       = "platform"
      environment = "test"
    }
  }
}

provider "azurerm" {
  features {}
}

locals {
  tags = {
    owner       = "platform"
    environment = "test"
  }
}

output "database_password_secret_name" {
  value = aws_secretsmanager_secret.database.name
}
