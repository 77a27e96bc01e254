variable "name" {
  description = "Name of the database and prefix of what belongs to it, such as syndic-staging."
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

variable "engine_version" {
  description = "Major version of PostgreSQL; minor ones are taken as they come."
  type        = string
  default     = "17"
  nullable    = false

  validation {
    condition     = contains(["15", "16", "17", "18"], var.engine_version)
    error_message = "The version is a major one that the platform is tested with: 15, 16, 17 or 18."
  }
}

variable "database_name" {
  description = "Name of the platform's database."
  type        = string
  default     = "syndic"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{0,62}$", var.database_name)) && !contains(["postgres", "template0", "template1"], var.database_name)
    error_message = "A database's name has 1 to 63 lower-case letters, digits and underscores, starts with a letter and is not one of PostgreSQL's own."
  }
}

variable "administrator_name" {
  description = "Role that makes the roles of the processes."
  type        = string
  default     = "syndic_administrator"
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9_]{2,62}$", var.administrator_name)) && !can(regex("^(pg_|rds|azure|admin$|administrator$|postgres$|root$|guest$|public$)", var.administrator_name))
    error_message = "A role's name has 3 to 63 lower-case letters, digits and underscores, starts with a letter and is none that the cloud keeps for itself."
  }
}

variable "administrator_secret_name" {
  description = "Secret that the administrator's name and password are written to, such as syndic/staging/database-administrator."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]*(/[a-z0-9-]+)*$", var.administrator_secret_name))
    error_message = "A secret's name has lower-case parts joined by slashes, such as syndic/staging/database-administrator."
  }
}

variable "administrator_password_version" {
  description = "Counts the administrator's passwords: a higher number makes and stores a new one."
  type        = number
  default     = 1
  nullable    = false

  validation {
    condition     = var.administrator_password_version >= 1 && floor(var.administrator_password_version) == var.administrator_password_version
    error_message = "Passwords are counted from 1 on in whole numbers."
  }
}

variable "backup_retention_days" {
  description = "How far back the database can be restored to any moment, in days."
  type        = number
  default     = 35
  nullable    = false

  validation {
    condition     = var.backup_retention_days >= 7 && var.backup_retention_days <= 35 && floor(var.backup_retention_days) == var.backup_retention_days
    error_message = "Backups are kept for 7 to 35 whole days; the cloud allows no more, and less is refused here."
  }
}

variable "source_instance" {
  description = "ARN of the database of another region that this one follows; none for the one that takes writes."
  type = object({
    id = string
  })
  default = null

  validation {
    condition     = var.source_instance == null ? true : can(regex("^arn:aws[a-z-]*:rds:[a-z0-9-]+:[0-9]{12}:db:.+$", var.source_instance.id))
    error_message = "The database that is followed is named by its ARN: arn:aws:rds:REGION:ACCOUNT:db:NAME."
  }
}

variable "instance_class" {
  description = "Size of the machine, such as db.m7g.large. A copy that can take over has its source's."
  type        = string
  default     = "db.m7g.large"
  nullable    = false

  validation {
    condition     = can(regex("^db\\.[a-z][0-9a-z]+\\.(large|[0-9]*xlarge)$", var.instance_class))
    error_message = "A size is named as AWS does and is no burstable small one, such as db.m7g.large."
  }
}

variable "storage_gb" {
  description = "Storage at the beginning, in gigabytes."
  type        = number
  default     = 100
  nullable    = false

  validation {
    condition     = var.storage_gb >= 20 && var.storage_gb <= 65536 && floor(var.storage_gb) == var.storage_gb
    error_message = "Storage is 20 to 65,536 whole gigabytes."
  }
}

variable "maximum_storage_gb" {
  description = "What storage may grow to by itself, in gigabytes."
  type        = number
  default     = 1000
  nullable    = false

  validation {
    condition     = var.maximum_storage_gb >= var.storage_gb * 1.1 && var.maximum_storage_gb <= 65536
    error_message = "Storage may grow by a tenth at least, or it would be full before anybody is told, and to 65,536 gigabytes at most."
  }
}

variable "subnet_ids" {
  description = "Subnets without a way out of the network, one in each zone."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(distinct(var.subnet_ids)) >= 2
    error_message = "At least two subnets are named: the standby lives in another zone."
  }
}

variable "firewall_ids" {
  description = "Security groups that let the platform's processes in and nobody else."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.firewall_ids) > 0
    error_message = "At least one security group is named; otherwise the network's default one would apply."
  }
}

variable "key_id" {
  description = "ARN of the KMS key that encrypts storage, backups and figures; of this region."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.key_id))
    error_message = "The key is named by its ARN: arn:aws:kms:REGION:ACCOUNT:key/ID."
  }
}

variable "secret_key_id" {
  description = "ARN of the KMS key that encrypts the administrator's secret."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/.+$", var.secret_key_id))
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
