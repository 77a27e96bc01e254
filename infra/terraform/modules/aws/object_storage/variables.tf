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
  description = "COMPLIANCE: nobody deletes a locked object, the account's root included. GOVERNANCE: whoever has a right of its own may."
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

variable "key_id" {
  description = "ARN of the KMS key that encrypts the objects."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.key_id))
    error_message = "The key is named by its ARN: arn:aws:kms:REGION:ACCOUNT:key/ID."
  }
}

variable "replicas" {
  description = "Where each bucket is copied to, by what it holds: name of the bucket in the other region and ARN of the key that encrypts it there. None where there is no other region."
  type = map(object({
    bucket_name = string
    key_id      = string
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for held in keys(var.replicas) : contains(keys(var.buckets), held)])
    error_message = "Only buckets of this module are copied."
  }

  validation {
    condition     = alltrue([for replica in values(var.replicas) : can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", replica.key_id))])
    error_message = "The key of a copy is named by its ARN: arn:aws:kms:REGION:ACCOUNT:key/ID."
  }
}

variable "copies" {
  description = "Whether what is in the buckets is copied to its replicas. False where the other region is the live one: the right to copy is there, and `syndic dr` turns the direction."
  type        = bool
  default     = true
  nullable    = false
}
