variable "environment" {
  description = "Name of the environment, which names begin with."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,16}[a-z0-9]$", var.environment))
    error_message = "An environment's name has 3 to 18 lower-case letters, digits and hyphens, and starts with a letter."
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

variable "region" {
  description = "Region that holds the state."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "A region is named as AWS does, such as eu-central-1."
  }
}

variable "state_bucket_name" {
  description = "Name of the bucket, unique in all of AWS."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.state_bucket_name))
    error_message = "A bucket's name has 3 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends."
  }
}

variable "lock_days" {
  description = "How long nobody without a right of its own can delete a version of the state, in days."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.lock_days >= 7 && var.lock_days <= 365 && floor(var.lock_days) == var.lock_days
    error_message = "Versions are locked for 7 to 365 whole days."
  }
}
