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

variable "secret_names" {
  description = "Names of the secrets, such as syndic/staging/database-api. Their values never pass through Terraform: `syndic secrets` writes them."
  type        = set(string)
  nullable    = false

  validation {
    condition     = alltrue([for name in var.secret_names : can(regex("^[a-z][a-z0-9-]*(/[a-z0-9-]+)*$", name))])
    error_message = "A secret's name has lower-case parts joined by slashes, such as syndic/staging/database-api."
  }
}

variable "deletion_window_days" {
  description = "How long a deleted key or secret can be called back, in days."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.deletion_window_days >= 14 && var.deletion_window_days <= 30 && floor(var.deletion_window_days) == var.deletion_window_days
    error_message = "The window is 14 to 30 whole days; AWS allows no more, and less is refused here."
  }
}

variable "key_rotation_days" {
  description = "Age at which key material is replaced, in days."
  type        = number
  default     = 365
  nullable    = false

  validation {
    condition     = var.key_rotation_days >= 90 && var.key_rotation_days <= 730 && floor(var.key_rotation_days) == var.key_rotation_days
    error_message = "Keys are rotated after 90 to 730 whole days."
  }
}

variable "replica_regions" {
  description = "Regions that hold a copy of every secret, each with the ARN of the key that encrypts it there."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for region, key in var.replica_regions : can(regex("^arn:aws[a-z-]*:kms:${region}:[0-9]{12}:key/.+$", key))])
    error_message = "Each region names a KMS key of that region by its ARN."
  }
}
