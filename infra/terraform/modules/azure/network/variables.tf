variable "name" {
  description = "Prefix of the names of all resources, such as syndic-staging."
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

variable "resource_group_name" {
  description = "Resource group that holds the resources."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9_().-]{0,89}[A-Za-z0-9_()-]$", var.resource_group_name))
    error_message = "A resource group's name has 1 to 90 letters, digits, underscores, parentheses, hyphens and dots, with no dot at the end."
  }
}

variable "location" {
  description = "Azure region, such as westeurope. It has availability zones."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]+[0-9]?$", var.location))
    error_message = "A region is named in lower case without spaces, such as westeurope."
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

variable "peer_address_space" {
  description = "Private IPv4 range of the other region's network, which is cut in the same way and whose database follows this one's or is followed by it; none in one region."
  type        = string
  default     = null

  validation {
    condition     = var.peer_address_space == null ? true : can(cidrsubnet(var.peer_address_space, 4, 8)) && var.peer_address_space != var.address_space
    error_message = "The other network has a range of its own, such as 10.21.0.0/16: networks that are joined do not overlap."
  }
}

variable "zones" {
  description = "Availability zones, three of one region. Each has a subnet of the public and of the private tier."
  type        = list(string)
  default     = ["1", "2", "3"]
  nullable    = false

  validation {
    condition     = length(var.zones) == 3 && length(distinct(var.zones)) == 3 && alltrue([for zone in var.zones : contains(["1", "2", "3"], zone)])
    error_message = "The zones are 1, 2 and 3, so that losing one leaves two."
  }
}

variable "nat_per_zone" {
  description = "Whether each zone has a NAT gateway of its own; otherwise all leave through the first zone's, at a third of the cost."
  type        = bool
  default     = true
  nullable    = false
}

variable "flow_log_storage_id" {
  description = "Storage account of the same region that flow logs are written to."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.[^/]+/[^/]+/[^/]+$", var.flow_log_storage_id))
    error_message = "The storage account is named by its resource ID."
  }
}

variable "network_watcher" {
  description = "The region's network watcher, which Azure makes with the first network of a subscription."
  type = object({
    name                = string
    resource_group_name = string
  })
  nullable = false

  validation {
    condition     = length(var.network_watcher.name) > 0 && length(var.network_watcher.resource_group_name) > 0
    error_message = "Name and resource group of the network watcher are stated, such as NetworkWatcher_westeurope in NetworkWatcherRG."
  }
}

variable "log_retention_days" {
  description = "How long flow logs are kept, in days."
  type        = number
  default     = 90
  nullable    = false

  validation {
    condition     = var.log_retention_days >= 90 && var.log_retention_days <= 365 && floor(var.log_retention_days) == var.log_retention_days
    error_message = "Flow logs are kept for 90 to 365 whole days."
  }
}

variable "pod_address_space" {
  description = "Range of the pods' addresses, as the cluster has it; no network of ours uses it."
  type        = string
  default     = "100.64.0.0/14"
  nullable    = false

  validation {
    condition     = can(cidrhost(var.pod_address_space, 0)) && can(regex("/(1[0-9]|20)$", var.pod_address_space))
    error_message = "The range is an IPv4 range from /10 to /20."
  }
}
