variable "name" {
  description = "Prefix of the names of all resources, such as syndic-staging."
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

variable "account_name" {
  description = "Name of the storage account, unique in all of Azure."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]{3,24}$", var.account_name))
    error_message = "A storage account's name has 3 to 24 lower-case letters and digits."
  }
}

variable "buckets" {
  description = "Containers by what they hold, each with its name and how long nobody can delete an object of it, in days."
  type = map(object({
    name      = string
    lock_days = number
  }))
  nullable = false

  validation {
    condition     = alltrue([for bucket in values(var.buckets) : can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", bucket.name)) && !strcontains(bucket.name, "--")])
    error_message = "A container's name has 3 to 63 lower-case letters, digits and single hyphens, with a letter or digit at both ends."
  }

  validation {
    condition     = alltrue([for bucket in values(var.buckets) : bucket.lock_days >= 1 && bucket.lock_days <= 3650 && floor(bucket.lock_days) == bucket.lock_days])
    error_message = "Objects are locked for 1 to 3650 whole days."
  }

  validation {
    condition     = length(distinct([for bucket in values(var.buckets) : bucket.name])) == length(var.buckets)
    error_message = "No two containers have the same name."
  }
}

variable "old_version_days" {
  description = "How long a replaced or deleted version is kept beyond its lock, in days."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.old_version_days >= 7 && var.old_version_days <= 365 && floor(var.old_version_days) == var.old_version_days
    error_message = "Old versions are kept for 7 to 365 whole days."
  }
}

variable "replication" {
  description = "How Azure copies the account: ZRS in three zones of the region, GZRS also in the paired region, RAGZRS readable there."
  type        = string
  default     = "RAGZRS"
  nullable    = false

  validation {
    condition     = contains(["ZRS", "GZRS", "RAGZRS"], var.replication)
    error_message = "The replication is ZRS, GZRS or RAGZRS."
  }
}

variable "key_id" {
  description = "Identifier of the key that encrypts the objects, without a version, so that a rotated key is taken up."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://[a-z0-9.-]+/keys/[A-Za-z0-9-]+/?$", var.key_id))
    error_message = "The key is named without a version: https://VAULT.vault.azure.net/keys/NAME."
  }
}

variable "key_vault_id" {
  description = "Resource ID of the vault that holds the key."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.[^/]+/[^/]+/[^/]+$", var.key_vault_id))
    error_message = "The vault is named by its resource ID."
  }
}
