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

output "database_hosts" {
  description = "Host of each region's database, as its certificate names it and as the environment's file states it in database of the region."
  value = merge(
    { (var.primary.location) = module.database.host },
    { for standby in module.database_standby : var.standby.location => standby.host },
  )
}

output "notification_ids" {
  description = "Where the cloud's alarms are sent, by region."
  value = merge(
    { (var.primary.location) = module.monitoring.notification_id },
    { for standby in module.monitoring_standby : var.standby.location => standby.notification_id },
  )
}

output "registry_addresses" {
  description = "Where images are pulled from, by region; they are pushed to the first one's."
  value       = { for region in local.regions : region => module.registry.registry_address }
}

output "cluster_names" {
  description = "Clusters, by region."
  value = merge(
    { (var.primary.location) = module.cluster.cluster_name },
    { for standby in module.cluster_standby : var.standby.location => standby.cluster_name },
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
  description = "What lets people on call do what `syndic dr` does; none on Azure, where its roles are given by hand."
  value       = module.identity.recovery_policy_id
}

output "host_names" {
  description = "Names under which users arrive, by region, the shared one first; none before the edge is made."
  value       = merge([for edge in module.edge : { for region in local.regions : region => edge.host_names }]...)
}

output "entrance_addresses" {
  description = "Names that the cloud gave to where users arrive, by region."
  value       = merge([for edge in module.edge : { for region in local.regions : region => edge.public_address }]...)
}

output "backend_ids" {
  description = "Where the proxies of a region are registered, by region."
  value       = merge([for edge in module.edge : { for region in local.regions : region => edge.backend_id }]...)
}

output "recovery" {
  description = "What a failover turns, as the environment's file states it under recovery: each part by region."
  value = {
    servers = merge(
      { (var.primary.location) = module.database.instance_id },
      { for database in module.database_standby : var.standby.location => database.instance_id },
    )
    group   = one(module.edge[*].backend_id)
    origins = merge([for edge in module.edge : edge.failover_names]...)
  }
}
