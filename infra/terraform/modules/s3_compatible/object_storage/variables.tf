variable "endpoint" {
  description = "Address of the store, the same that the provider has as its endpoint of S3."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://[a-z0-9.-]+(:[0-9]+)?$", var.endpoint))
    error_message = "The store is reached by TLS: https://HOST or https://HOST:PORT, without a slash at the end."
  }
}

variable "encrypts_objects" {
  description = "Whether the store has a service of keys and encrypts every object with them."
  type        = bool
  default     = true
  nullable    = false
}

variable "tags" {
  description = "Tags of every bucket; owner and environment are among them."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for tag in ["owner", "environment"] : try(length(var.tags[tag]) > 0, false)])
    error_message = "The tags owner and environment are stated and not empty."
  }
}

variable "buckets" {
  description = "Buckets by what they hold, each with its full name and how long nobody can delete an object of it, in days."
  type = map(object({
    name      = string
    lock_days = number
  }))
  nullable = false

  validation {
    condition     = alltrue([for bucket in values(var.buckets) : can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", bucket.name))])
    error_message = "A bucket's name has 3 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends."
  }

  validation {
    condition     = alltrue([for bucket in values(var.buckets) : bucket.lock_days >= 1 && bucket.lock_days <= 3650 && floor(bucket.lock_days) == bucket.lock_days])
    error_message = "Objects are locked for 1 to 3650 whole days."
  }

  validation {
    condition     = length(distinct([for bucket in values(var.buckets) : bucket.name])) == length(var.buckets)
    error_message = "No two buckets have the same name."
  }
}

variable "lock_mode" {
  description = "COMPLIANCE: nobody deletes a locked object, the store's own administrator included. GOVERNANCE: whoever has a right of its own may."
  type        = string
  default     = "COMPLIANCE"
  nullable    = false

  validation {
    condition     = contains(["COMPLIANCE", "GOVERNANCE"], var.lock_mode)
    error_message = "The mode is COMPLIANCE or GOVERNANCE."
  }
}

variable "old_version_days" {
  description = "How long a replaced or deleted version is kept beyond its lock, in days."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.old_version_days >= 7 && var.old_version_days <= 3650 && floor(var.old_version_days) == var.old_version_days
    error_message = "Old versions are kept for 7 to 3650 whole days."
  }
}
