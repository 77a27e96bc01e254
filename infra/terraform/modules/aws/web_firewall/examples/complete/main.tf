# A firewall in front of the balancer of one region. Names and identifiers are examples.
#
# In the stack it is a file of its own beside main.edge.tf, with the same count as the module of its region:
#
#   module "web_firewall" {
#     source = "../../modules/aws/web_firewall"
#     count  = var.edge ? 1 : 0
#
#     name               = local.name
#     entrance_id        = module.edge[0].entrance_id
#     log_key_id         = module.secrets.key_ids["logs"]
#     log_retention_days = var.log_retention_days
#     tags               = local.tags
#   }
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

module "web_firewall" {
  source = "../.."

  name        = "syndic-example"
  entrance_id = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/syndic-example/0123456789abcdef"
  log_key_id  = "arn:aws:kms:eu-central-1:123456789012:key/00000000-0000-0000-0000-000000000000"

  tags = {
    owner       = "platform"
    environment = "example"
  }
}
