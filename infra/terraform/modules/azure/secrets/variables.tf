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

variable "vault_name" {
  description = "Name of the key vault, unique in all of Azure."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,22}[a-z0-9]$", var.vault_name)) && !strcontains(var.vault_name, "--")
    error_message = "A vault's name has 3 to 24 lower-case letters, digits and single hyphens, starts with a letter and does not end with a hyphen."
  }
}

variable "tenant_id" {
  description = "Directory whose identities may use the vault."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.tenant_id))
    error_message = "The directory is named by its UUID."
  }
}

variable "secret_names" {
  description = "Names of the secrets, such as database-api. Their values never pass through Terraform: `syndic secrets` writes them."
  type        = set(string)
  nullable    = false

  validation {
    condition     = alltrue([for name in var.secret_names : can(regex("^[a-z][a-z0-9-]{0,126}$", name))])
    error_message = "A secret's name has 1 to 127 lower-case letters, digits and hyphens."
  }
}

variable "deletion_window_days" {
  description = "How long a deleted key or secret can be called back, in days."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.deletion_window_days >= 14 && var.deletion_window_days <= 90 && floor(var.deletion_window_days) == var.deletion_window_days
    error_message = "The window is 14 to 90 whole days; Azure allows no more, and less is refused here."
  }
}

variable "key_rotation_days" {
  description = "Age at which keys are replaced, in days."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = var.key_rotation_days >= 90 && var.key_rotation_days <= 730 && floor(var.key_rotation_days) == var.key_rotation_days
    error_message = "Keys are rotated after 90 to 730 whole days."
  }
}

variable "log_workspace_id" {
  description = "Log Analytics workspace that is told who uses the vault."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.[^/]+/[^/]+/[^/]+$", var.log_workspace_id))
    error_message = "The workspace is named by its resource ID."
  }
}

variable "private_endpoints" {
  description = "Networks that reach the vault, by what they are for, each with a subnet and the private DNS zone privatelink.vaultcore.azure.net that the network asks. Keys are made through one of them."
  type = map(object({
    subnet_id = string
    zone_id   = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for endpoint in values(var.private_endpoints) : can(regex("/virtualNetworks/[^/]+/subnets/[^/]+$", endpoint.subnet_id)) && can(regex("/privateDnsZones/[^/]+$", endpoint.zone_id))])
    error_message = "The subnet and the zone are named by their resource IDs."
  }
}
