variable "name" {
  description = "Name of the balancer and of what belongs to it, such as syndic-staging."
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

variable "host_name" {
  description = "Name under which users reach the platform, such as syndic.example.com."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.){2,}[a-z]{2,}$", var.host_name))
    error_message = "A host is named in full and in lower case, below a domain: syndic.example.com."
  }
}

variable "health_path" {
  description = "Path that answers 200 while the region can serve."
  type        = string
  default     = "/api/health"
  nullable    = false

  validation {
    condition     = can(regex("^/[a-z/-]+$", var.health_path))
    error_message = "A path begins with a slash, such as /api/health."
  }
}

variable "live" {
  description = "Whether this region is the one that users are sent to while all is well."
  type        = bool
  nullable    = false
}

variable "zone_id" {
  description = "Hosted zone of Route 53 that holds the name."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^Z[A-Z0-9]{5,31}$", var.zone_id))
    error_message = "A hosted zone is named by its ID, such as Z0123456789ABCDEFGHIJ."
  }
}

variable "network_id" {
  description = "Network of the proxies."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^vpc-[0-9a-z]+$", var.network_id))
    error_message = "The network is named by its ID: vpc-..."
  }
}

variable "subnet_ids" {
  description = "Subnets that the internet reaches, one in each zone."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(distinct(var.subnet_ids)) >= 2
    error_message = "At least two subnets are named: the balancer survives a zone."
  }
}

variable "firewall_ids" {
  description = "Security groups that let the internet in on ports 80 and 443."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.firewall_ids) > 0
    error_message = "At least one security group is named; otherwise the network's default one would apply."
  }
}

variable "log_bucket_name" {
  description = "Name of the bucket that access logs are written to, unique in all of AWS."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.log_bucket_name))
    error_message = "A bucket's name has 3 to 63 lower-case letters, digits and hyphens."
  }
}

variable "log_retention_days" {
  description = "How long access logs are kept, in days."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.log_retention_days >= 90 && var.log_retention_days <= 3653 && floor(var.log_retention_days) == var.log_retention_days
    error_message = "Access logs are kept for 90 to 3653 whole days."
  }
}
