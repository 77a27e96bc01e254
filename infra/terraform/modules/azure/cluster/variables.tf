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

variable "kubernetes_version" {
  description = "Minor version of Kubernetes, one that the manifests are validated against."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^1\\.3[3-7]$", var.kubernetes_version))
    error_message = "The manifests are validated against Kubernetes 1.33 to 1.37."
  }
}

variable "tenant_id" {
  description = "Directory whose identities may sign in."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", var.tenant_id))
    error_message = "The directory is named by its UUID."
  }
}

variable "administrator_ids" {
  description = "Groups of the directory that may do everything in the cluster, by object ID."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(var.administrator_ids) > 0 && alltrue([for group in var.administrator_ids : can(regex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", group))])
    error_message = "At least one group is named by its object ID; without one nobody could use the cluster."
  }
}

variable "zones" {
  description = "Availability zones of the nodes."
  type        = list(string)
  default     = ["1", "2", "3"]
  nullable    = false

  validation {
    condition     = length(distinct(var.zones)) == 3 && alltrue([for zone in var.zones : contains(["1", "2", "3"], zone)])
    error_message = "The zones are 1, 2 and 3, so that losing one leaves two."
  }
}

variable "subnet_id" {
  description = "Private subnet of the nodes, with a NAT gateway."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("/virtualNetworks/[^/]+/subnets/[^/]+$", var.subnet_id))
    error_message = "The subnet is named by its resource ID."
  }
}

variable "api_subnet_id" {
  description = "Subnet of /28 or more that is delegated to Microsoft.ContainerService/managedClusters and holds nothing but the API server."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("/virtualNetworks/[^/]+/subnets/[^/]+$", var.api_subnet_id)) && var.api_subnet_id != var.subnet_id
    error_message = "The subnet is named by its resource ID and is another than the nodes'."
  }
}

variable "link_subnet_id" {
  description = "Subnet in which the private link to the cluster's balancer takes its addresses."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("/virtualNetworks/[^/]+/subnets/[^/]+$", var.link_subnet_id))
    error_message = "The subnet is named by its resource ID."
  }
}

variable "pod_address_space" {
  description = "Range of the pods' addresses, which no network of ours uses."
  type        = string
  default     = "100.64.0.0/14"
  nullable    = false

  validation {
    condition     = can(cidrhost(var.pod_address_space, 0)) && can(regex("/(1[0-9]|20)$", var.pod_address_space))
    error_message = "The range is an IPv4 range from /10 to /20."
  }
}

variable "service_address_space" {
  description = "Range of the services' addresses, which no network of ours uses."
  type        = string
  default     = "100.68.0.0/16"
  nullable    = false

  validation {
    condition     = can(cidrhost(var.service_address_space, 10)) && can(regex("/(1[2-9]|2[0-4])$", var.service_address_space))
    error_message = "The range is an IPv4 range from /12 to /24."
  }
}

variable "system_machine" {
  description = "Size of the machines that run what the cluster itself needs."
  type        = string
  default     = "Standard_D2ds_v5"
  nullable    = false

  validation {
    condition     = can(regex("^Standard_[A-Z][0-9]+[a-z]*_v[0-9]$", var.system_machine))
    error_message = "A size is named as Azure does, such as Standard_D2ds_v5."
  }
}

variable "node_pools" {
  description = "Pools of nodes by name: their machine, how few and how many of them there are, and their disks in gigabytes."
  type = map(object({
    machine = string
    minimum = number
    maximum = number
    disk_gb = optional(number, 100)
  }))
  default  = { workloads = { machine = "Standard_D4ds_v5", minimum = 3, maximum = 12 } }
  nullable = false

  validation {
    condition     = length(var.node_pools) > 0 && alltrue([for name in keys(var.node_pools) : can(regex("^[a-z][a-z0-9]{1,11}$", name)) && name != "system"])
    error_message = "At least one pool is named, with 2 to 12 lower-case letters and digits; system is taken."
  }

  validation {
    condition     = alltrue([for pool in values(var.node_pools) : pool.minimum >= 3 && pool.maximum > pool.minimum])
    error_message = "A pool has three nodes at least, one for each zone, and may grow."
  }

  validation {
    condition     = alltrue([for pool in values(var.node_pools) : can(regex("^Standard_[A-Z][0-9]+[a-z]*_v[0-9]$", pool.machine)) && pool.disk_gb >= 30])
    error_message = "A machine is named as Azure does, such as Standard_D4ds_v5, and a disk has 30 gigabytes at least."
  }
}

variable "secret_key_id" {
  description = "Key that encrypts the cluster's Secrets, with its version: Azure takes no new one by itself."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://[^/]+/keys/[^/]+/[0-9a-f]+$", var.secret_key_id))
    error_message = "The key is named by its address with a version: https://VAULT.vault.azure.net/keys/NAME/VERSION."
  }
}

variable "disk_key_id" {
  description = "Key that encrypts the disks of nodes."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^https://[^/]+/keys/[^/]+", var.disk_key_id))
    error_message = "The key is named by its address: https://VAULT.vault.azure.net/keys/NAME."
  }
}

variable "key_vault_id" {
  description = "Vault that holds both keys."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("/vaults/[^/]+$", var.key_vault_id))
    error_message = "The vault is named by its resource ID."
  }
}

variable "log_workspace_id" {
  description = "Log Analytics workspace that keeps the audit log."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.[^/]+/[^/]+/[^/]+$", var.log_workspace_id))
    error_message = "The workspace is named by its resource ID."
  }
}
