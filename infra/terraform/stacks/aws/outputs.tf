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
  description = "Host of each region's database, as its certificate names it and as the environment's file states it in database of the region."
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

output "registry_addresses" {
  description = "Where images are pulled from, by region; they are pushed to the first one's."
  value = merge(
    { (var.primary.region) = module.registry.registry_address },
    { for standby in module.registry_standby : var.standby.region => standby.registry_address },
  )
}

output "cluster_names" {
  description = "Clusters, by region."
  value = merge(
    { (var.primary.region) = module.cluster.cluster_name },
    { for standby in module.cluster_standby : var.standby.region => standby.cluster_name },
  )
}

output "workload_identity_ids" {
  description = "What the annotation of each service account names, by process; the same in both regions."
  value       = module.identity.workload_identity_ids
}

output "pipeline_identity_ids" {
  description = "What pipelines sign in as, by what they do."
  value       = module.identity.pipeline_identity_ids
}

output "recovery_policy_id" {
  description = "What lets people on call do what `syndic dr` does; none where there is one region."
  value       = module.identity.recovery_policy_id
}

output "host_names" {
  description = "Names under which users arrive, by region, the shared one first; none before the edge is made."
  value = merge(
    { for edge in module.edge : var.primary.region => edge.host_names },
    { for edge in module.edge_standby : var.standby.region => edge.host_names },
  )
}

output "entrance_addresses" {
  description = "Names that the cloud gave to where users arrive, by region."
  value = merge(
    { for edge in module.edge : var.primary.region => edge.public_address },
    { for edge in module.edge_standby : var.standby.region => edge.public_address },
  )
}

output "backend_ids" {
  description = "Where the proxies of a region are registered, by region."
  value = merge(
    { for edge in module.edge : var.primary.region => edge.backend_id },
    { for edge in module.edge_standby : var.standby.region => edge.backend_id },
  )
}

output "recovery" {
  description = "What a failover turns, as the environment's file states it under recovery: each part by region."
  value = {
    instances = merge(
      { (var.primary.region) = local.name },
      var.standby == null ? {} : { (var.standby.region) = local.name },
    )
    quarantine_groups = merge(
      { (var.primary.region) = module.network.firewall_ids["quarantine"] },
      { for network in module.network_standby : var.standby.region => network.firewall_ids["quarantine"] },
    )
    roles = var.standby == null ? {} : {
      (var.primary.region) = module.object_storage.copier_id
      (var.standby.region) = module.object_storage_standby[0].copier_id
    }
    keys = merge(
      { (var.primary.region) = module.secrets.key_ids["data"] },
      { for secrets in module.secrets_standby : var.standby.region => secrets.key_ids["data"] },
    )
  }
}
