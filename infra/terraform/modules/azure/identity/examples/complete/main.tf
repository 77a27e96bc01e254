# A process of a cluster and two pipelines. Names and identifiers are examples.
terraform {
  required_version = ">= 1.11"

  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.79"
    }
  }
}

provider "azurerm" {
  storage_use_azuread = true

  features {}
}

locals {
  group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/syndic-example"
}

module "identity" {
  source = "../.."

  name                = "syndic-example"
  resource_group_name = "syndic-example"
  location            = "westeurope"

  issuers = {
    pipelines = { url = "https://token.actions.githubusercontent.com", audience = "api://AzureADTokenExchange" }
    cluster   = { url = "https://westeurope.oic.prod-aks.azure.com/example", audience = "api://AzureADTokenExchange" }
  }

  workloads = {
    server = {
      issuers       = ["cluster"]
      subject       = "system:serviceaccount:syndic:server"
      secret_ids    = { database_api = "${local.group}/providers/Microsoft.KeyVault/vaults/example/secrets/database-api" }
      write_buckets = { evidence = "${local.group}/providers/Microsoft.Storage/storageAccounts/example/blobServices/default/containers/evidence" }
    }
  }

  pipelines = {
    plan = {
      issuer  = "pipelines"
      subject = "repo:acme/syndic:pull_request"
      grants  = { read = { role = "Reader", scope = local.group } }
    }
    apply = {
      issuer  = "pipelines"
      subject = "repo:acme/syndic:environment:production"
      grants = {
        vault   = { role = "Key Vault Contributor", scope = local.group }
        network = { role = "Network Contributor", scope = local.group }
        storage = { role = "Storage Account Contributor", scope = local.group }
      }
    }
  }

  tags = {
    owner       = "platform"
    environment = "example"
  }
}
