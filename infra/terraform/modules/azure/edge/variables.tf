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

variable "host_name" {
  description = "Name under which users reach the platform, such as syndic.example.com."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.){2,}[a-z]{2,}$", var.host_name))
    error_message = "A host is named in full and in lower case, below a domain: syndic.example.com."
  }
}

variable "health_path" {
  description = "Path that answers 200 while the region's database takes writes."
  type        = string
  default     = "/api/health/writes"
  nullable    = false

  validation {
    condition     = can(regex("^/[a-z/-]+$", var.health_path))
    error_message = "A path begins with a slash, such as /api/health/writes."
  }
}

variable "zone" {
  description = "Public DNS zone that holds the name."
  type = object({
    id                  = string
    name                = string
    resource_group_name = string
  })
  nullable = false

  validation {
    condition     = can(regex("/dnszones/[^/]+$", lower(var.zone.id))) && endswith(var.host_name, ".${var.zone.name}")
    error_message = "The zone is named by its resource ID, and the host's name ends with the zone's."
  }
}

variable "regions" {
  description = "Regions that serve, by name: the name in the certificate of their proxies, the private link to their balancer, and whether users are sent there while all is well."
  type = map(object({
    host_name       = string
    private_link_id = string
    live            = bool
  }))
  nullable = false

  validation {
    condition     = alltrue([for region in values(var.regions) : can(regex("/privateLinkServices/[^/]+$", region.private_link_id))])
    error_message = "A private link is named by its resource ID."
  }

  validation {
    condition     = length([for region in values(var.regions) : region if region.live]) == 1
    error_message = "Users are sent to exactly one region while all is well: only one takes writes."
  }
}

variable "requests_per_minute" {
  description = "How many requests of one address are answered in a minute."
  type        = number
  default     = 3000
  nullable    = false

  validation {
    condition     = var.requests_per_minute >= 100 && var.requests_per_minute <= 100000
    error_message = "An address has 100 to 100,000 requests a minute."
  }
}

variable "log_workspace_id" {
  description = "Log Analytics workspace that keeps access logs."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.[^/]+/[^/]+/[^/]+$", var.log_workspace_id))
    error_message = "The workspace is named by its resource ID."
  }
}
