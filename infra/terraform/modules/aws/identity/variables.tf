variable "name" {
  description = "Prefix of the names of all roles, such as syndic-staging."
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

variable "issuers" {
  description = "Who signs the tokens that are believed, by name: where its keys are, and whom its tokens are meant for."
  type = map(object({
    url      = string
    audience = string
  }))
  nullable = false

  validation {
    condition     = alltrue([for issuer in values(var.issuers) : can(regex("^https://[a-z0-9.-]+(/[A-Za-z0-9._/-]*[A-Za-z0-9])?$", issuer.url))])
    error_message = "An issuer is named by its https address without a slash at the end."
  }

  validation {
    condition     = alltrue([for issuer in values(var.issuers) : can(regex("^[^*? ]+$", issuer.audience))])
    error_message = "An audience is named in full."
  }
}

variable "workloads" {
  description = "Processes by name, each with its service account and what it may do: secrets it reads, buckets it reads or writes, and keys these are encrypted with, all by ARN."
  type = map(object({
    issuer        = string
    subject       = string
    secret_ids    = optional(set(string), [])
    read_buckets  = optional(set(string), [])
    write_buckets = optional(set(string), [])
    key_ids       = optional(set(string), [])
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.workloads) : can(regex("^[a-z][a-z0-9-]{1,20}$", name))])
    error_message = "A name has 2 to 21 lower-case letters, digits and hyphens, and starts with a letter."
  }

  validation {
    condition     = alltrue([for workload in values(var.workloads) : can(regex("^system:serviceaccount:[a-z0-9-]+:[a-z0-9-]+$", workload.subject))])
    error_message = "A workload is one service account: system:serviceaccount:NAMESPACE:NAME."
  }

  validation {
    condition     = alltrue([for workload in values(var.workloads) : contains(keys(var.issuers), workload.issuer)])
    error_message = "A workload names one of the issuers."
  }

  validation {
    condition     = alltrue(flatten([for workload in values(var.workloads) : [for granted in setunion(workload.secret_ids, workload.read_buckets, workload.write_buckets, workload.key_ids) : can(regex("^arn:aws[a-z-]*:(secretsmanager|s3|kms):[^*?]+$", granted))]]))
    error_message = "What a workload may use is named by its ARN, without patterns."
  }

  validation {
    condition     = alltrue([for workload in values(var.workloads) : length(workload.secret_ids) + length(workload.read_buckets) + length(workload.write_buckets) > 0])
    error_message = "A workload that may use nothing needs no identity."
  }
}

variable "pipelines" {
  description = "Pipelines by name, each with the subject of its tokens and the policies it acts under."
  type = map(object({
    issuer     = string
    subject    = string
    policy_ids = set(string)
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in keys(var.pipelines) : can(regex("^[a-z][a-z0-9-]{1,20}$", name))])
    error_message = "A name has 2 to 21 lower-case letters, digits and hyphens, and starts with a letter."
  }

  validation {
    condition     = alltrue([for pipeline in values(var.pipelines) : can(regex("^[^*? ]+$", pipeline.subject))])
    error_message = "A pipeline is one subject without patterns, such as repo:acme/syndic:environment:production."
  }

  validation {
    condition     = alltrue([for pipeline in values(var.pipelines) : contains(keys(var.issuers), pipeline.issuer)])
    error_message = "A pipeline names one of the issuers."
  }

  validation {
    condition     = alltrue(flatten([for pipeline in values(var.pipelines) : [for policy in pipeline.policy_ids : can(regex("^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/.+$", policy)) && !endswith(policy, "/AdministratorAccess")]]))
    error_message = "A policy is named by its ARN and is not AdministratorAccess."
  }
}
