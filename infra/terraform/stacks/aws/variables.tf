variable "environment" {
  description = "Name of the environment, which names begin with."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}[a-z0-9]$", var.environment))
    error_message = "An environment's name has 3 to 22 lower-case letters, digits and hyphens, and starts with a letter."
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

variable "primary" {
  description = "The region that takes writes: its name, three zones, private range, and names of buckets by what they hold."
  type = object({
    region        = string
    zones         = list(string)
    address_space = string
    buckets       = map(string)
  })
  nullable = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.primary.region))
    error_message = "A region is named as AWS does, such as eu-central-1."
  }

  validation {
    condition     = contains(keys(var.primary.buckets), "evidence")
    error_message = "Buckets are named by what they hold, evidence among it."
  }
}

variable "standby" {
  description = "The region that stands by to take over, of the same shape; none when absent."
  type = object({
    region        = string
    zones         = list(string)
    address_space = string
    buckets       = map(string)
  })
  default = null

  validation {
    condition     = var.standby == null ? true : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.standby.region))
    error_message = "A region is named as AWS does, such as eu-central-1."
  }

  validation {
    condition     = var.standby == null ? true : contains(keys(var.standby.buckets), "evidence")
    error_message = "Buckets are named by what they hold, evidence among it."
  }

  validation {
    condition     = var.standby == null ? true : var.standby.region != var.primary.region
    error_message = "The second region is another than the first."
  }
}

variable "secret_names" {
  description = "Names of the secrets that the environment's file refers to. Their values never pass through Terraform."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.secret_names) > 0
    error_message = "At least one secret is named; without one no process signs in to the database."
  }
}

variable "lock_days" {
  description = "How long nobody can delete an object, in days, by what it is: evidence and backups."
  type        = map(number)
  nullable    = false

  validation {
    condition     = toset(keys(var.lock_days)) == toset(["backups", "evidence"]) && alltrue([for days in values(var.lock_days) : days >= 1])
    error_message = "Days are stated for backups and for evidence, at least one each."
  }
}

variable "log_retention_days" {
  description = "How long logs are kept, in days."
  type        = number
  nullable    = false

  validation {
    condition     = var.log_retention_days >= 90 && var.log_retention_days <= 365
    error_message = "Logs are kept for 90 to 365 days."
  }
}

variable "nat_per_zone" {
  description = "Whether each zone has a NAT gateway of its own; otherwise all leave through the first zone's, at a third of the cost."
  type        = bool
  nullable    = false
}

variable "alarm_mail_addresses" {
  description = "People who are told of the cloud's own alarms."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.alarm_mail_addresses) > 0
    error_message = "At least one mail address is named; an alarm that nobody is told of is none."
  }
}
