# A process is the same in both regions' clusters, so a failover changes nobody's rights.
module "identity" {
  source = "../../modules/azure/identity"

  name                = local.name
  resource_group_name = azurerm_resource_group.primary.name
  location            = azurerm_resource_group.primary.location
  tags                = local.tags

  issuers = merge(
    { pipelines = { url = var.pipeline.issuer, audience = local.audience } },
    { for role, cluster in local.clusters : role => { url = cluster.oidc_issuer, audience = local.audience } },
  )

  workloads = {
    for process, names in var.process_secrets : process => {
      issuers            = keys(local.clusters)
      subject            = "system:serviceaccount:syndic:${process}"
      secret_ids         = process == "operations" ? { administrator = "${module.secrets.vault_id}/secrets/database-administrator" } : { for name in names : name => module.secrets.secret_ids[name] }
      rotated_secret_ids = process == "operations" ? { for name in names : name => module.secrets.secret_ids[name] } : {}
      write_buckets      = { for held in local.held[process] : held => module.object_storage.bucket_ids[held] }
    }
  }

  # Who applies Terraform is there before anything that Terraform makes: docs/guides/provision.md.
  pipelines = {
    release = {
      issuer  = "pipelines"
      subject = var.pipeline.subject
      grants = merge(
        { push = { role = "AcrPush", scope = module.registry.registry_id } },
        { for role, cluster in local.clusters : "find-${role}" => { role = "Azure Kubernetes Service Cluster User Role", scope = cluster.cluster_id } },
        { for role, cluster in local.clusters : "release-${role}" => { role = "Azure Kubernetes Service RBAC Cluster Admin", scope = cluster.cluster_id } },
      )
    }

    # The scheduled workflows back up, prove and rotate. What a drill turns is granted by hand: docs/guides/provision.md.
    operations = {
      issuer  = "pipelines"
      subject = var.pipeline.operations_subject
      grants = merge(
        { administrator = { role = "Key Vault Secrets User", scope = "${module.secrets.vault_id}/secrets/database-administrator" } },
        { for name in var.process_secrets["operations"] : "rotate-${name}" => { role = "Key Vault Secrets Officer", scope = module.secrets.secret_ids[name] } },
        { for held in local.held["operations"] : "write-${held}" => { role = "Storage Blob Data Contributor", scope = module.object_storage.bucket_ids[held] } },
      )
    }
  }
}

locals {
  # Whom tokens are meant for that are exchanged for one of the directory.
  audience = "api://AzureADTokenExchange"

  clusters = merge({ primary = module.cluster }, { for cluster in module.cluster_standby : "standby" => cluster })

  # Evidence is written by whoever serves, executes or anchors, and deleted by retention; backups are written, and restored, by operations.
  held = {
    cron       = ["evidence"]
    migrate    = []
    operations = ["backups", "evidence"]
    retention  = ["evidence"]
    server     = ["evidence"]
    worker     = ["evidence"]
  }
}
