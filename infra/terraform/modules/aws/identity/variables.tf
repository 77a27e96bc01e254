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
  description = "Processes by name, each with its service account, the clusters it runs in (their issuers), and what it may do: secrets it reads, secrets it reads and replaces, buckets it reads, writes or deletes from or whose locks it reads, and keys these are encrypted with, each by what it is called and its ARN; and whether it turns what recovery names."
  type = map(object({
    issuers            = set(string)
    subject            = string
    secret_ids         = optional(map(string), {})
    rotated_secret_ids = optional(map(string), {})
    read_buckets       = optional(map(string), {})
    write_buckets      = optional(map(string), {})
    delete_buckets     = optional(map(string), {})
    locked_buckets     = optional(map(string), {})
    key_ids            = optional(map(string), {})
    recovers           = optional(bool, false)
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
    condition     = alltrue(flatten([for workload in values(var.workloads) : [for granted in concat(values(workload.secret_ids), values(workload.rotated_secret_ids), values(workload.read_buckets), values(workload.write_buckets), values(workload.delete_buckets), values(workload.locked_buckets), values(workload.key_ids)) : can(regex("^arn:aws[a-z-]*:(secretsmanager|s3|kms):[^*?]+$", granted))]]))
    error_message = "What a workload may use is named by its ARN, without patterns."
  }

  validation {
    condition     = alltrue([for workload in values(var.workloads) : length(workload.secret_ids) + length(workload.rotated_secret_ids) + length(workload.read_buckets) + length(workload.write_buckets) > 0])
    error_message = "A workload that may use nothing needs no identity."
  }

  validation {
    condition     = !anytrue([for workload in values(var.workloads) : workload.recovers]) || var.recovery != null
    error_message = "A workload recovers where recovery says what is turned."
  }
}

variable "pipelines" {
  description = "Pipelines by name, each with the subject of its tokens, the policies it acts under, and what else it may do, stated as of workloads; besides the clusters it finds, by their ARNs."
  type = map(object({
    issuer             = string
    subject            = string
    policy_ids         = optional(set(string), [])
    secret_ids         = optional(map(string), {})
    rotated_secret_ids = optional(map(string), {})
    read_buckets       = optional(map(string), {})
    write_buckets      = optional(map(string), {})
    delete_buckets     = optional(map(string), {})
    locked_buckets     = optional(map(string), {})
    key_ids            = optional(map(string), {})
    cluster_ids        = optional(map(string), {})
    recovers           = optional(bool, false)
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

  validation {
    condition     = alltrue(flatten([for pipeline in values(var.pipelines) : [for granted in concat(values(pipeline.secret_ids), values(pipeline.rotated_secret_ids), values(pipeline.read_buckets), values(pipeline.write_buckets), values(pipeline.delete_buckets), values(pipeline.locked_buckets), values(pipeline.key_ids), values(pipeline.cluster_ids)) : can(regex("^arn:aws[a-z-]*:(secretsmanager|s3|kms|eks):[^*?]+$", granted))]]))
    error_message = "What a pipeline may use is named by its ARN, without patterns."
  }

  validation {
    condition     = !anytrue([for pipeline in values(var.pipelines) : pipeline.recovers]) || var.recovery != null
    error_message = "A pipeline recovers where recovery says what is turned."
  }
}

variable "recovery" {
  description = "What `syndic dr` turns, each by region and its ARN: instances of the database, the roles that report their figures, buckets that are copied to each other, the roles that copy, keys of both, secrets it signs in with and their keys, and clusters; besides the hosted zone and the name in it that users open. None where there is one region."
  type = object({
    instance_ids   = map(string)
    monitor_ids    = map(string)
    bucket_ids     = map(string)
    copier_ids     = map(string)
    key_ids        = map(string)
    secret_ids     = map(string)
    secret_key_ids = map(string)
    cluster_ids    = map(string)
    zone_id        = string
    host_name      = string
  })
  default = null

  validation {
    condition     = var.recovery == null ? true : length(var.recovery.instance_ids) == 2 && alltrue([for instance in values(var.recovery.instance_ids) : can(regex("^arn:aws[a-z-]*:rds:[a-z0-9-]+:[0-9]{12}:db:[a-z][a-z0-9-]+$", instance))])
    error_message = "Two instances are named by their ARNs: arn:aws:rds:REGION:ACCOUNT:db:NAME."
  }

  validation {
    condition     = var.recovery == null ? true : alltrue([for turned in concat(values(var.recovery.monitor_ids), values(var.recovery.bucket_ids), values(var.recovery.copier_ids), values(var.recovery.key_ids), values(var.recovery.secret_ids), values(var.recovery.secret_key_ids), values(var.recovery.cluster_ids)) : can(regex("^arn:aws[a-z-]*:(eks|iam|kms|s3|secretsmanager):[^*?]+$", turned))])
    error_message = "What a failover turns is named by its ARN, without patterns."
  }

  validation {
    condition     = var.recovery == null ? true : can(regex("^Z[A-Z0-9]{5,31}$", var.recovery.zone_id)) && can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.){2,}[a-z]{2,}$", var.recovery.host_name))
    error_message = "The hosted zone is named by its ID, and the host in full and in lower case."
  }
}
