# What the environments' files and the manifests state of the infrastructure; `syndic check` compares them.
output "regions" {
  description = "Regions by what they do."
  value       = merge({ primary = var.primary.location }, var.standby == null ? {} : { standby = var.standby.location })
}

output "object_store_urls" {
  description = "The setting OBJECT_STORE_URL, by region."
  value = merge(
    { (var.primary.location) = module.object_storage.urls["evidence"] },
    var.standby == null ? {} : { (var.standby.location) = module.object_storage.urls["evidence"] },
  )
}

output "secret_references" {
  description = "How the environment's file refers to each secret, without the key that follows #."
  value       = module.secrets.references
}

output "egress_addresses" {
  description = "Public addresses that outside services see, by region."
  value = merge(
    { (var.primary.location) = module.network.egress_addresses },
    { for standby in module.network_standby : var.standby.location => standby.egress_addresses },
  )
}
