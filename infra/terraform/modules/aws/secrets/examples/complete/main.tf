# Keys, and the secrets of an environment. Names are examples.
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

module "secrets" {
  source = "../.."

  name         = "syndic-example"
  secret_names = ["syndic/example/database-api", "syndic/example/sessions"]

  tags = {
    owner       = "platform"
    environment = "example"
  }
}
