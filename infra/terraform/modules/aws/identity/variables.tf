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
  description = "Who signs the tokens that are believed, by name: where its keys are, whom its tokens are meant for, and whether the account believes it already. An account knows an issuer once, whoever made it."
  type = map(object({
    url      = string
    audience = string
    existing = optional(bool, false)
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
  description = "Processes by name, each with its service account, the clusters it runs in (their issuers), and what it may do: secrets it reads, secrets it reads and replaces, buckets it reads, writes or deletes from, and keys these are encrypted with, each by what it is called and its ARN."
  type = map(object({
    issuers            = set(string)
    subject            = string
    secret_ids         = optional(map(string), {})
    rotated_secret_ids = optional(map(string), {})
    read_buckets       = optional(map(string), {})
    write_buckets      = optional(map(string), {})
    delete_buckets     = optional(map(string), {})
    key_ids            = optional(map(string), {})
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
    condition     = alltrue([for workload in values(var.workloads) : length(workload.issuers) > 0 && length(setsubtract(workload.issuers, keys(var.issuers))) == 0])
    error_message = "A workload names at least one of the issuers, and no other."
  }

  validation {
    condition     = alltrue(flatten([for workload in values(var.workloads) : [for granted in concat(values(workload.secret_ids), values(workload.rotated_secret_ids), values(workload.read_buckets), values(workload.write_buckets), values(workload.delete_buckets), values(workload.key_ids)) : can(regex("^arn:aws[a-z-]*:(secretsmanager|s3|kms):[^*?]+$", granted))]]))
    error_message = "What a workload may use is named by its ARN, without patterns."
  }

  validation {
    condition     = alltrue([for workload in values(var.workloads) : length(workload.secret_ids) + length(workload.rotated_secret_ids) + length(workload.read_buckets) + length(workload.write_buckets) > 0])
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
