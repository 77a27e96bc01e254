variable "name" {
  description = "Prefix of the names of all resources, such as syndic-staging."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "The name has 3 to 32 lower-case letters, digits and hyphens, starts with a letter and does not end with a hyphen."
  }
}

variable "address_space" {
  description = "Private IPv4 range of the network. It is cut into sixteen parts, of which the tiers use nine."
  type        = string
  nullable    = false

  validation {
    condition     = can(cidrhost(var.address_space, 0)) && can(regex("/(16|17|18|19|20)$", var.address_space))
    error_message = "The address space is an IPv4 range from /16 to /20, such as 10.10.0.0/16."
  }

  validation {
    condition     = can(regex("^(10\\.|172\\.(1[6-9]|2[0-9]|3[01])\\.|192\\.168\\.)", var.address_space))
    error_message = "The address space lies in a private range: 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16."
  }
}

variable "zones" {
  description = "Availability zones, three of one region. Each has a subnet of every tier."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.zones) == 3 && length(distinct(var.zones)) == 3
    error_message = "Three different zones are named, so that losing one leaves two."
  }

  validation {
    condition     = alltrue([for zone in var.zones : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9][a-z]$", zone))])
    error_message = "A zone is named as AWS does, such as eu-central-1a."
  }
}

variable "nat_per_zone" {
  description = "Whether each zone has a NAT gateway of its own; otherwise all leave through the first zone's, at a third of the cost."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_key_id" {
  description = "ARN of the KMS key that encrypts flow logs. Its policy must allow CloudWatch Logs to use it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.log_key_id))
    error_message = "The key is named by its ARN: arn:aws:kms:REGION:ACCOUNT:key/ID."
  }
}

variable "log_retention_days" {
  description = "How long flow logs are kept, in days."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = contains([90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.log_retention_days)
    error_message = "CloudWatch keeps logs for 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653 days; less than 90 is refused here."
  }
}

variable "private_services" {
  description = "AWS services reached from inside the network without the internet, by the last part of their endpoint's name."
  type        = set(string)
  default     = ["ecr.api", "ecr.dkr", "kms", "logs", "secretsmanager", "sts"]
  nullable    = false

  validation {
    condition     = alltrue([for service in var.private_services : can(regex("^[a-z0-9][a-z0-9.-]*$", service)) && service != "s3"])
    error_message = "A service is named as in com.amazonaws.REGION.SERVICE; S3 always has an endpoint and is not listed."
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
