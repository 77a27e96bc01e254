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
  description = "The region that takes writes: its name, private range, and names of its key vault and of the account for flow logs, unique in all of Azure."
  type = object({
    location         = string
    address_space    = string
    vault_name       = string
    log_account_name = string
  })
  nullable = false

  validation {
    condition     = can(regex("^[a-z]+[0-9]?$", var.primary.location))
    error_message = "A region is named in lower case without spaces, such as westeurope."
  }
}

variable "standby" {
  description = "The region that stands by to take over, of the same shape; none when absent."
  type = object({
    location         = string
    address_space    = string
    vault_name       = string
    log_account_name = string
  })
  default = null

  validation {
    condition     = var.standby == null ? true : can(regex("^[a-z]+[0-9]?$", var.standby.location))
    error_message = "A region is named in lower case without spaces, such as westeurope."
  }

  validation {
    condition     = var.standby == null ? true : var.standby.location != var.primary.location
    error_message = "The second region is another than the first."
  }
}

variable "account_name" {
  description = "Name of the storage account for evidence and backups, unique in all of Azure. Azure itself copies it to the paired region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]{3,24}$", var.account_name))
    error_message = "A storage account's name has 3 to 24 lower-case letters and digits."
  }
}

variable "containers" {
  description = "Names of the containers by what they hold: backups and evidence."
  type        = map(string)
  nullable    = false

  validation {
    condition     = contains(keys(var.containers), "evidence")
    error_message = "Containers are named by what they hold, evidence among it."
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

variable "runner" {
  description = "Where the machine that runs Terraform reaches vaults and registry: a subnet of its network and the DNS zones that the bootstrap stack made there."
  type = object({
    subnet_id        = string
    zone_id          = string
    registry_zone_id = string
  })
  nullable = false

  validation {
    condition     = can(regex("/virtualNetworks/[^/]+/subnets/[^/]+$", var.runner.subnet_id)) && can(regex("/privateDnsZones/[^/]+$", var.runner.zone_id)) && can(regex("/privateDnsZones/[^/]+$", var.runner.registry_zone_id))
    error_message = "The subnet and the zones are named by their resource IDs."
  }
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

variable "administrator_secret_expires" {
  description = "When the vault stops giving out the password of the database's administrator, such as 2027-06-01T00:00:00Z."
  type        = string
  nullable    = false

  validation {
    condition     = can(formatdate("YYYY", var.administrator_secret_expires)) && endswith(var.administrator_secret_expires, "Z")
    error_message = "The moment is written in UTC, such as 2027-06-01T00:00:00Z."
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
  description = "The pipelines: who signs their tokens, the subject of the one that pushes images and releases, and that of the scheduled ones, which back up and rotate."
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
  description = "Nodes of each region's cluster: their machine, how few and how many of them there are."
  type = object({
    machine = string
    minimum = number
    maximum = number
  })
  nullable = false

  validation {
    condition     = can(regex("^Standard_[A-Z][0-9]+[a-z]*_v[0-9]$", var.nodes.machine)) && var.nodes.minimum >= 3 && var.nodes.maximum > var.nodes.minimum
    error_message = "A machine is named as Azure does, such as Standard_D4ds_v5; there are three nodes at least, one for each zone, and they may grow."
  }
}

variable "administrator_ids" {
  description = "Groups of the directory that may do everything in the clusters, by object ID."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.administrator_ids) > 0 && alltrue([for group in var.administrator_ids : can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", group))])
    error_message = "At least one group is named by its object ID; without one nobody could use the clusters."
  }
}

variable "public_zone" {
  description = "Public DNS zone that holds the name under which users reach the platform."
  type = object({
    id                  = string
    name                = string
    resource_group_name = string
  })
  nullable = false

  validation {
    condition     = can(regex("/dnszones/[^/]+$", lower(var.public_zone.id))) && endswith(var.host_name, ".${var.public_zone.name}")
    error_message = "The zone is named by its resource ID, and the host's name ends with the zone's."
  }
}

variable "registry_name" {
  description = "Name of the registry, unique in all of Azure."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9]{5,50}$", var.registry_name))
    error_message = "A registry's name has 5 to 50 lower-case letters and digits."
  }
}
