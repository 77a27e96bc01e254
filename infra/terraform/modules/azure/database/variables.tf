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

variable "server_name" {
  description = "Name of the server, unique in all of Azure."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,61}[a-z0-9]$", var.server_name))
    error_message = "A server's name has 3 to 63 lower-case letters, digits and hyphens, starts with a letter and does not end with a hyphen."
  }
}

variable "tenant_id" {
  description = "Directory whose identities may sign in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.tenant_id))
    error_message = "The directory is named by its UUID."
  }
}

variable "engine_version" {
  description = "Major version of PostgreSQL; minor ones are taken as they come."
  type        = string
  default     = "17"
  nullable    = false

  validation {
    condition     = contains(["15", "16", "17", "18"], var.engine_version)
    error_message = "The version is a major one that the platform is tested with: 15, 16, 17 or 18."
  }
}

variable "database_name" {
  description = "Name of the platform's database."
  type        = string
  default     = "syndic"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.database_name)) && !contains(["postgres", "template0", "template1"], var.database_name)
    error_message = "A database's name has 1 to 63 lower-case letters, digits and underscores, starts with a letter and is not one of PostgreSQL's own."
  }
}

variable "administrator_name" {
  description = "Role that makes the roles of the processes."
  type        = string
  default     = "syndic_administrator"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{2,62}$", var.administrator_name)) && !can(regex("^(pg_|rds|azure|admin$|administrator$|postgres$|root$|guest$|public$)", var.administrator_name))
    error_message = "A role's name has 3 to 63 lower-case letters, digits and underscores, starts with a letter and is none that the cloud keeps for itself."
  }
}

variable "administrator_secret_name" {
  description = "Secret of the vault that the administrator's name and password are written to, such as database-administrator."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,126}$", var.administrator_secret_name))
    error_message = "A secret's name has 1 to 127 lower-case letters, digits and hyphens."
  }
}

variable "administrator_password_version" {
  description = "Counts the administrator's passwords: a higher number makes and stores a new one."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.administrator_password_version >= 1 && floor(var.administrator_password_version) == var.administrator_password_version
    error_message = "Passwords are counted from 1 on in whole numbers."
  }
}

variable "administrator_secret_expires" {
  description = "When the vault stops giving the administrator's password out, such as 2027-06-01T00:00:00Z. Count a new one before."
  type        = string
  nullable    = false

  validation {
    condition     = can(formatdate("YYYY", var.administrator_secret_expires)) && endswith(var.administrator_secret_expires, "Z")
    error_message = "The moment is written in UTC, such as 2027-06-01T00:00:00Z."
  }
}

variable "backup_retention_days" {
  description = "How far back the database can be restored to any moment, in days."
  type        = number
  default     = 35
  nullable    = false

  validation {
    condition     = var.backup_retention_days >= 7 && var.backup_retention_days <= 35 && floor(var.backup_retention_days) == var.backup_retention_days
    error_message = "Backups are kept for 7 to 35 whole days; the cloud allows no more, and less is refused here."
  }
}

variable "source_instance" {
  description = "Resource ID of the server of another region that this one follows; none for the one that takes writes."
  type = object({
    id = string
  })
  default = null

  validation {
    condition     = var.source_instance == null ? true : can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.DBforPostgreSQL/flexibleServers/[^/]+$", var.source_instance.id))
    error_message = "The server that is followed is named by its resource ID."
  }
}

variable "sku_name" {
  description = "Size of the machine, such as GP_Standard_D2ds_v5. A copy that can take over has its source's."
  type        = string
  default     = "GP_Standard_D2ds_v5"
  nullable    = false

  validation {
    condition     = can(regex("^(GP|MO)_Standard_[DE][0-9]+[a-z]*_v[0-9]$", var.sku_name))
    error_message = "A size is named as Azure does and is no burstable one, which has no standby: such as GP_Standard_D2ds_v5."
  }
}

variable "storage_gb" {
  description = "Storage at the beginning, in gigabytes. It grows by itself."
  type        = number
  default     = 128
  nullable    = false

  validation {
    condition     = contains([32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384], var.storage_gb)
    error_message = "Azure offers 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192 or 16384 gigabytes."
  }
}

variable "subnet_id" {
  description = "Subnet without a way out of the network that is delegated to flexible servers."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("/virtualNetworks/[^/]+/subnets/[^/]+$", var.subnet_id))
    error_message = "The subnet is named by its resource ID."
  }
}

variable "network_ids" {
  description = "Networks in which the server is found by its name, by what they are for."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.network_ids) > 0 && alltrue([for network in values(var.network_ids) : can(regex("/virtualNetworks/[^/]+$", network))])
    error_message = "At least one network is named, each by its resource ID."
  }
}

variable "key_id" {
  description = "Key that encrypts storage and backups; of this region."
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

variable "secret_vault_id" {
  description = "Vault that the administrator's secret is written to."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("/vaults/[^/]+$", var.secret_vault_id))
    error_message = "The vault is named by its resource ID."
  }
}

variable "backup_copy" {
  description = "The paired region that holds a copy of the backups, with a key of that region; none when backups stay in one region, and of a server that follows another. It cannot be changed later."
  type = object({
    location     = string
    key_id       = string
    key_vault_id = string
  })
  default = null

  validation {
    condition     = var.backup_copy == null ? true : can(regex("^https://[^/]+/keys/[^/]+", var.backup_copy.key_id)) && can(regex("/vaults/[^/]+$", var.backup_copy.key_vault_id))
    error_message = "The key is named by its address and the vault by its resource ID."
  }

  validation {
    condition     = var.backup_copy == null ? true : var.backup_copy.location != var.location && var.source_instance == null
    error_message = "The copy lies in another region, and a server that follows another has none of its own."
  }
}

variable "log_workspace_id" {
  description = "Log Analytics workspace that keeps the server's logs."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.[^/]+/[^/]+/[^/]+$", var.log_workspace_id))
    error_message = "The workspace is named by its resource ID."
  }
}
