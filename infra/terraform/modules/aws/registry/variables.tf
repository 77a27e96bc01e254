variable "name" {
  description = "Prefix of the names of all repositories, such as syndic."
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

variable "key_id" {
  description = "ARN of the KMS key that encrypts images. It cannot be changed later."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.key_id))
    error_message = "The key is named by its ARN: arn:aws:kms:REGION:ACCOUNT:key/ID."
  }
}

variable "copy_regions" {
  description = "Regions that every image is copied to, where this module has made the repositories."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for region in var.copy_regions : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", region))])
    error_message = "A region is named as AWS does, such as eu-west-1."
  }
}
