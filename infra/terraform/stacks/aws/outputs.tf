# What the environments' files and the manifests state of the infrastructure; `syndic check` compares them.
output "regions" {
  description = "Regions by what they do."
  value       = merge({ primary = var.primary.region }, var.standby == null ? {} : { standby = var.standby.region })
}

output "object_store_urls" {
  description = "The setting OBJECT_STORE_URL, by region."
  value = merge(
    { (var.primary.region) = module.object_storage.urls["evidence"] },
    { for standby in module.object_storage_standby : var.standby.region => standby.urls["evidence"] },
  )
}

output "secret_references" {
  description = "How the environment's file refers to each secret, without the key that follows #."
  value       = module.secrets.references
}

output "egress_addresses" {
  description = "Public addresses that outside services see, by region."
  value = merge(
    { (var.primary.region) = module.network.egress_addresses },
    { for standby in module.network_standby : var.standby.region => standby.egress_addresses },
  )
}

output "database_hosts" {
  description = "Names of the databases, by region; the names in DATABASE_URL and DATABASE_REPLICA_URL lead to them."
  value = merge(
    { (var.primary.region) = module.database.host },
    { for standby in module.database_standby : var.standby.region => standby.host },
  )
}

output "notification_ids" {
  description = "Where the cloud's alarms are sent, by region."
  value = merge(
    { (var.primary.region) = module.monitoring.notification_id },
    { for standby in module.monitoring_standby : var.standby.region => standby.notification_id },
  )
}
