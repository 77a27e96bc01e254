variable "name" {
  description = "Name of the vault, such as syndic-staging."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "The name has 3 to 32 lower-case letters, digits and hyphens, starts with a letter and does not end with a hyphen."
  }
}

variable "tags" {
  description = "Tags of every resource; owner and environment are among them."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for tag in ["owner", "environment"] : try(length(var.tags[tag]) > 0, false)])
    error_message = "The tags owner and environment are stated and not empty."
  }
}

variable "resource_group_name" {
  description = "Resource group that holds the resources."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]$", var.resource_group_name))
    error_message = "A resource group's name has 1 to 90 letters, digits, underscores, parentheses, hyphens and dots, with no dot at the end."
  }
}

variable "location" {
  description = "Azure region, such as westeurope. It has availability zones."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+[0-9]?$", var.location))
    error_message = "A region is named in lower case without spaces, such as westeurope."
  }
}

variable "retention_days" {
  description = "How long backups are kept, in days, by how often they are made. None is deleted before."
  type = object({
    daily   = number
    weekly  = number
    monthly = number
  })
  default  = { daily = 14, weekly = 56, monthly = 365 }
  nullable = false

  validation {
    condition     = var.retention_days.daily >= 7 && var.retention_days.weekly > var.retention_days.daily && var.retention_days.monthly > var.retention_days.weekly && var.retention_days.monthly <= 3650
    error_message = "Daily backups are kept for seven days at least, weekly ones longer than daily ones, and monthly ones longer than weekly ones, for ten years at most."
  }

  validation {
    condition     = alltrue([for days in values(var.retention_days) : floor(days) == days])
    error_message = "Days are whole."
  }
}

variable "key_id" {
  description = "Key that encrypts backups."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://[^/]+/keys/[^/]+", var.key_id))
    error_message = "The key is named by its address: https://VAULT.vault.azure.net/keys/NAME."
  }
}

variable "key_vault_id" {
  description = "Vault that holds the key."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("/vaults/[^/]+$", var.key_vault_id))
    error_message = "The vault is named by its resource ID."
  }
}

variable "locked" {
  description = "Whether nobody can ever make backups deletable before their time. It cannot be taken back."
  type        = bool
  default     = false
  nullable    = false
}

variable "databases" {
  description = "Servers that are backed up, by name."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for server in values(var.databases) : can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.DBforPostgreSQL/flexibleServers/[^/]+$", server))])
    error_message = "A server is named by its resource ID."
  }
}

variable "objects" {
  description = "Containers that are backed up, by name, each list with its storage account."
  type = map(object({
    account_id = string
    containers = list(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for store in values(var.objects) : can(regex("/storageAccounts/[^/]+$", store.account_id)) && length(store.containers) > 0])
    error_message = "An account is named by its resource ID, and at least one container of it by its name."
  }
}

variable "log_workspace_id" {
  description = "Log Analytics workspace that is told what was backed up and restored."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.[^/]+/[^/]+/[^/]+$", var.log_workspace_id))
    error_message = "The workspace is named by its resource ID."
  }
}
