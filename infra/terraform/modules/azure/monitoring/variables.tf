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

variable "process_names" {
  description = "Processes whose logs are kept."
  type        = set(string)
  default     = ["client", "cron", "migrate", "operations", "retention", "server", "worker"]
  nullable    = false

  validation {
    condition     = length(var.process_names) > 0 && alltrue([for process in var.process_names : can(regex("^[a-z][a-z-]*[a-z]$", process))])
    error_message = "At least one process is named, with lower-case letters and hyphens."
  }
}

variable "mail_addresses" {
  description = "People who are told of alarms."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.mail_addresses) > 0 && alltrue([for address in var.mail_addresses : can(regex("^[^@ ]+@[^@ ]+[.][^@ ]+$", address))])
    error_message = "At least one mail address is named; an alarm that nobody is told of is none."
  }
}

variable "replication_lag_seconds" {
  description = "How far a copy of a database may stay behind, in seconds."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.replication_lag_seconds >= 1 && var.replication_lag_seconds <= 300
    error_message = "A copy may stay 1 to 300 seconds behind."
  }
}

variable "errors_per_minute" {
  description = "Errors that all processes together may log in a minute for five minutes."
  type        = number
  default     = 10
  nullable    = false

  validation {
    condition     = var.errors_per_minute >= 1
    error_message = "At least one error a minute is allowed, or every single one would be an alarm."
  }
}

variable "databases" {
  description = "Servers that are watched, by name: their resource IDs, and whether they follow another."
  type = map(object({
    server_id = string
    follows   = optional(bool, false)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for database in values(var.databases) : can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.DBforPostgreSQL/flexibleServers/[^/]+$", database.server_id))])
    error_message = "A server is named by its resource ID."
  }
}

variable "disk_percent" {
  description = "How full the storage of a database may be, in percent."
  type        = number
  default     = 85
  nullable    = false

  validation {
    condition     = var.disk_percent >= 50 && var.disk_percent <= 95
    error_message = "Storage may be 50 to 95 percent full."
  }
}

variable "log_workspace_id" {
  description = "Log Analytics workspace that keeps the logs of all processes."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.[^/]+/[^/]+/[^/]+$", var.log_workspace_id))
    error_message = "The workspace is named by its resource ID."
  }
}
