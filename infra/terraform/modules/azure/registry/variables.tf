variable "name" {
  description = "Prefix of the names of all repositories and resources, such as syndic."
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

variable "image_names" {
  description = "Images that the registry holds."
  type        = set(string)
  default     = ["syndic-client", "syndic-cron", "syndic-migrate", "syndic-operator", "syndic-server", "syndic-worker"]
  nullable    = false

  validation {
    condition     = length(var.image_names) > 0 && alltrue([for image in var.image_names : can(regex("^[a-z][a-z0-9-]*[a-z0-9]$", image))])
    error_message = "At least one image is named; a name has lower-case letters, digits and hyphens, starts with a letter and does not end with a hyphen."
  }
}

variable "untagged_days" {
  description = "How long an image without a tag is kept, in days."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.untagged_days >= 1 && var.untagged_days <= 365 && floor(var.untagged_days) == var.untagged_days
    error_message = "Images without a tag are kept for 1 to 365 whole days."
  }
}

variable "registry_name" {
  description = "Name of the registry, unique in all of Azure."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]{5,50}$", var.registry_name))
    error_message = "A registry's name has 5 to 50 lower-case letters and digits."
  }
}

variable "key_id" {
  description = "Key that encrypts images. It cannot be changed later."
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

variable "copy_regions" {
  description = "Regions that every image is copied to."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for region in var.copy_regions : can(regex("^[a-z]+[0-9]?$", region)) && region != var.location])
    error_message = "A region is named in lower case without spaces, such as northeurope, and is another than the registry's own."
  }
}

variable "scans_subscription" {
  description = "Whether this switches the scanning of images on, which holds for all registries of the subscription; one of them does."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_workspace_id" {
  description = "Log Analytics workspace that is told who pushes and pulls."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.[^/]+/[^/]+/[^/]+$", var.log_workspace_id))
    error_message = "The workspace is named by its resource ID."
  }
}

variable "private_endpoints" {
  description = "Networks that reach the registry, by what they are for, each with its region, a subnet and the private DNS zone privatelink.azurecr.io that the network asks."
  type = map(object({
    location  = string
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
