variable "environment" {
  description = "Name of the environment, which names begin with."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,16}[a-z0-9]$", var.environment))
    error_message = "An environment's name has 3 to 18 lower-case letters, digits and hyphens, and starts with a letter."
  }
}

variable "owner" {
  description = "Who answers for the resources; a tag of each."
  type        = string
  nullable    = false

  validation {
    condition     = length(trimspace(var.owner)) > 1
    error_message = "The owner is named, such as platform."
  }
}

variable "location" {
  description = "Azure region that holds the state."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+[0-9]?$", var.location))
    error_message = "A region is named in lower case without spaces, such as westeurope."
  }
}

variable "account_name" {
  description = "Name of the storage account, unique in all of Azure."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]{3,24}$", var.account_name))
    error_message = "A storage account's name has 3 to 24 lower-case letters and digits."
  }
}

variable "vault_name" {
  description = "Name of the key vault that holds the key, unique in all of Azure."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.vault_name))
    error_message = "A vault's name has 3 to 24 lower-case letters, digits and hyphens, starts with a letter and does not end with a hyphen."
  }
}

variable "runner_subnet_id" {
  description = "Subnet of the machine that runs Terraform; it gets the private addresses of the vaults and the account."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.Network/virtualNetworks/[^/]+/subnets/[^/]+$", var.runner_subnet_id))
    error_message = "The subnet is named by its resource ID."
  }
}
