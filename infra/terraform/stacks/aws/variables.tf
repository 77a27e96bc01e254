variable "environment" {
  description = "Name of the environment, which names begin with."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,20}[a-z0-9]$", var.environment))
    error_message = "An environment's name has 3 to 22 lower-case letters, digits and hyphens, and starts with a letter."
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

variable "primary" {
  description = "The region that takes writes: its name, three zones, private range, names of buckets by what they hold, and the name of the bucket for access logs."
  type = object({
    region          = string
    zones           = list(string)
    address_space   = string
    buckets         = map(string)
    log_bucket_name = string
  })
  nullable = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.primary.region))
    error_message = "A region is named as AWS does, such as eu-central-1."
  }

  validation {
    condition     = contains(keys(var.primary.buckets), "evidence")
    error_message = "Buckets are named by what they hold, evidence among it."
  }
}

variable "standby" {
  description = "The region that stands by to take over, of the same shape; none when absent."
  type = object({
    region          = string
    zones           = list(string)
    address_space   = string
    buckets         = map(string)
    log_bucket_name = string
  })
  default = null

  validation {
    condition     = var.standby == null ? true : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.standby.region))
    error_message = "A region is named as AWS does, such as eu-central-1."
  }

  validation {
    condition     = var.standby == null ? true : contains(keys(var.standby.buckets), "evidence")
    error_message = "Buckets are named by what they hold, evidence among it."
  }

  validation {
    condition     = var.standby == null ? true : var.standby.region != var.primary.region
    error_message = "The second region is another than the first."
  }
}

variable "secret_names" {
  description = "Names of the secrets that the environment's file refers to. Their values never pass through Terraform."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.secret_names) > 0
    error_message = "At least one secret is named; without one no process signs in to the database."
  }
}

variable "lock_days" {
  description = "How long nobody can delete an object, in days, by what it is: evidence and backups."
  type        = map(number)
  nullable    = false

  validation {
    condition     = toset(keys(var.lock_days)) == toset(["backups", "evidence"]) && alltrue([for days in values(var.lock_days) : days >= 1])
    error_message = "Days are stated for backups and for evidence, at least one each."
  }
}

variable "log_retention_days" {
  description = "How long logs are kept, in days."
  type        = number
  nullable    = false

  validation {
    condition     = var.log_retention_days >= 90 && var.log_retention_days <= 365
    error_message = "Logs are kept for 90 to 365 days."
  }
}

variable "nat_per_zone" {
  description = "Whether each zone has a NAT gateway of its own; otherwise all leave through the first zone's, at a third of the cost."
  type        = bool
  nullable    = false
}

variable "alarm_mail_addresses" {
  description = "People who are told of the cloud's own alarms."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.alarm_mail_addresses) > 0
    error_message = "At least one mail address is named; an alarm that nobody is told of is none."
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

variable "process_secrets" {
  description = "Secrets that each process reads, by the process and its service account; what operations has it also replaces. It reads the administrator of the database besides."
  type        = map(set(string))
  nullable    = false

  validation {
    condition     = toset(keys(var.process_secrets)) == toset(["cron", "migrate", "operations", "retention", "server", "worker"])
    error_message = "Secrets are stated for cron, migrate, operations, retention, server and worker."
  }

  validation {
    condition     = alltrue([for names in values(var.process_secrets) : length(setsubtract(names, var.secret_names)) == 0 && length(names) > 0])
    error_message = "A process reads at least one secret, and none that is not among the environment's."
  }
}

variable "pipeline" {
  description = "The pipelines: who signs their tokens, the subject of the one that pushes images and releases, and that of the scheduled ones, which back up, rotate and drill."
  type = object({
    issuer             = string
    subject            = string
    operations_subject = string
  })
  nullable = false

  validation {
    condition     = can(regex("^https://[a-z0-9./-]*[a-z0-9]$", var.pipeline.issuer)) && alltrue([for subject in [var.pipeline.subject, var.pipeline.operations_subject] : can(regex("^[^*? ]+$", subject))])
    error_message = "The issuer is an https address without a slash at the end, and the subjects have no patterns, such as repo:acme/syndic:environment:staging."
  }
}

variable "drills" {
  description = "Whether the scheduled jobs lose a region to practise, and may therefore turn what a failover turns."
  type        = bool
  nullable    = false
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

variable "edge" {
  description = "Whether users arrive. False until the public zone is delegated and the proxies of the clusters stand."
  type        = bool
  nullable    = false
}

variable "nodes" {
  description = "Nodes of each region's cluster: their machines, how few and how many of them there are."
  type = object({
    machines = list(string)
    minimum  = number
    maximum  = number
  })
  nullable = false

  validation {
    condition     = length(var.nodes.machines) > 0 && var.nodes.minimum >= 3 && var.nodes.maximum > var.nodes.minimum
    error_message = "Machines are named, there are three nodes at least, one for each zone, and they may grow."
  }
}

variable "administrator_ids" {
  description = "Roles of people who may do everything in the clusters, by what they are for, each by its ARN."
  type        = map(string)
  nullable    = false

  validation {
    condition     = alltrue([for administrator in values(var.administrator_ids) : can(regex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[^*]+$", administrator))])
    error_message = "A role is named by its ARN: arn:aws:iam::ACCOUNT:role/NAME."
  }
}

variable "public_zone_id" {
  description = "Hosted zone of Route 53 that holds the name under which users reach the platform."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^Z[A-Z0-9]{5,31}$", var.public_zone_id))
    error_message = "A hosted zone is named by its ID, such as Z0123456789ABCDEFGHIJ."
  }
}
