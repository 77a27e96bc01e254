variable "name" {
  description = "Name of the cluster and prefix of what belongs to it, such as syndic-staging."
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

variable "kubernetes_version" {
  description = "Minor version of Kubernetes, one that the manifests are validated against."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^1\\.3[3-7]$", var.kubernetes_version))
    error_message = "The manifests are validated against Kubernetes 1.33 to 1.37."
  }
}

variable "subnet_ids" {
  description = "Private subnets of the nodes, one in each zone."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(distinct(var.subnet_ids)) >= 3
    error_message = "Three subnets are named, so that losing a zone leaves two."
  }
}

variable "firewall_ids" {
  description = "Security groups of the nodes, which let the platform reach its data."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.firewall_ids) > 0
    error_message = "At least one security group is named."
  }
}

variable "operator_firewall_ids" {
  description = "Security groups of the machines that people and pipelines operate the cluster from, by what they are for."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for group in values(var.operator_firewall_ids) : can(regex("^sg-[0-9a-z-]+$", group))])
    error_message = "A security group is named by its ID: sg-..."
  }
}

variable "administrator_ids" {
  description = "Roles that may do everything in the cluster, by what they are for, each by its ARN: whoever sets it up, and the pipeline that releases into it."
  type        = map(string)
  nullable    = false

  validation {
    condition     = length(var.administrator_ids) > 0 && alltrue([for administrator in values(var.administrator_ids) : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[^*]+$", administrator))])
    error_message = "At least one role is named by its ARN; without one nobody could use the cluster."
  }
}

variable "operator_ids" {
  description = "Roles that may stop and start in the cluster what a failover stops and starts, by what they are for, each by its ARN. What that is, the manifests say of the group syndic:operations."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for operator in values(var.operator_ids) : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[^*]+$", operator))])
    error_message = "A role is named by its ARN: arn:aws:iam::ACCOUNT:role/NAME."
  }
}

variable "node_pools" {
  description = "Pools of nodes by name: machines, how few and how many of them there are, and their disks in gigabytes."
  type = map(object({
    machines = list(string)
    minimum  = number
    maximum  = number
    disk_gb  = optional(number, 100)
  }))
  default  = { workloads = { machines = ["m7i.large"], minimum = 3, maximum = 12 } }
  nullable = false

  validation {
    condition     = length(var.node_pools) > 0 && alltrue([for name in keys(var.node_pools) : can(regex("^[a-z][a-z0-9]{1,11}$", name))])
    error_message = "At least one pool is named, with 2 to 12 lower-case letters and digits."
  }

  validation {
    condition     = alltrue([for pool in values(var.node_pools) : pool.minimum >= 3 && pool.maximum > pool.minimum])
    error_message = "A pool has three nodes at least, one for each zone, and may grow."
  }

  validation {
    condition     = alltrue([for pool in values(var.node_pools) : length(pool.machines) > 0 && pool.disk_gb >= 20])
    error_message = "A pool names its machines, and a disk has 20 gigabytes at least."
  }
}

variable "secret_key_id" {
  description = "ARN of the KMS key that encrypts the cluster's Secrets. It cannot be changed later."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.secret_key_id))
    error_message = "The key is named by its ARN: arn:aws:kms:REGION:ACCOUNT:key/ID."
  }
}

variable "disk_key_id" {
  description = "ARN of the KMS key that encrypts the disks of nodes."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.disk_key_id))
    error_message = "The key is named by its ARN: arn:aws:kms:REGION:ACCOUNT:key/ID."
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
