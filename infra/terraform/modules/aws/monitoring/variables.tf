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
  description = "Databases that are watched, by name: how RDS names them, whether they follow another, and how much free storage they need, in gigabytes."
  type = map(object({
    identifier      = string
    follows         = optional(bool, false)
    free_storage_gb = optional(number, 20)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for database in values(var.databases) : can(regex("^[a-z][a-z0-9-]*$", database.identifier)) && database.free_storage_gb > 0])
    error_message = "A database is named as RDS does, not by its ARN, and needs some free storage."
  }
}

variable "log_key_id" {
  description = "ARN of the KMS key that encrypts logs. Its policy must allow CloudWatch Logs to use it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.log_key_id))
    error_message = "The key is named by its ARN: arn:aws:kms:REGION:ACCOUNT:key/ID."
  }
}

variable "metrics_key_id" {
  description = "ARN of the KMS key that encrypts metrics. It cannot be changed later."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.metrics_key_id))
    error_message = "The key is named by its ARN: arn:aws:kms:REGION:ACCOUNT:key/ID."
  }
}

variable "log_retention_days" {
  description = "How long logs are kept, in days."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = contains([90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "CloudWatch keeps logs for 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days; less than 90 is refused here."
  }
}
