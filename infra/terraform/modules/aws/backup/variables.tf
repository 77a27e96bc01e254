variable "name" {
  description = "Name of the vault and of what belongs to it, such as syndic-staging."
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
  description = "ARN of the KMS key that encrypts backups; of this region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.key_id))
    error_message = "The key is named by its ARN: arn:aws:kms:REGION:ACCOUNT:key/ID."
  }
}

variable "lock_grace_days" {
  description = "How long the lock can still be taken away, in days; afterwards nobody can. None leaves it to whoever has the permission."
  type        = number
  default     = null

  validation {
    condition     = var.lock_grace_days == null ? true : var.lock_grace_days >= 3 && floor(var.lock_grace_days) == var.lock_grace_days
    error_message = "AWS asks for three whole days of grace at least."
  }
}

variable "resource_ids" {
  description = "Databases and buckets that are backed up, by ARN; none for a vault that only holds copies."
  type        = list(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for resource in var.resource_ids : can(regex("^arn:aws[a-z-]*:(rds|s3):[^*]*$", resource))])
    error_message = "A database or a bucket is named by its ARN, without patterns."
  }
}

variable "copies" {
  description = "Vaults of other regions that backups are copied to, by region."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for region, vault in var.copies : can(regex("^arn:aws[a-z-]*:backup:${region}:[0-9]{12}:backup-vault:.+$", vault))])
    error_message = "Each region names a vault of that region by its ARN."
  }

  validation {
    condition     = length(var.resource_ids) == 0 || length(var.copies) > 0
    error_message = "What is backed up is copied to another region: backups in one are gone with it."
  }
}
