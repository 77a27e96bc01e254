# A process is the same in both regions' clusters, so a failover changes nobody's rights.
module "identity" {
  source = "../../modules/aws/identity"

  name = local.name
  tags = local.tags

  issuers = merge(
    { pipelines = { url = var.pipeline.issuer, audience = "sts.amazonaws.com", existing = true } },
    { for role, issuer in local.clusters : role => { url = issuer, audience = "sts.amazonaws.com" } },
  )

  workloads = {
    for process, names in var.process_secrets : process => {
      issuers            = keys(local.clusters)
      subject            = "system:serviceaccount:syndic:${process}"
      secret_ids         = process == "operations" ? { administrator = module.database.administrator_secret_id } : local.secrets[process]
      rotated_secret_ids = process == "operations" ? local.secrets[process] : {}
      write_buckets      = local.stores[process]
      delete_buckets     = process == "retention" ? local.stores[process] : {}
      key_ids            = merge(local.secret_keys, length(local.stores[process]) > 0 ? local.data_keys : {})
    }
  }

  # Who applies Terraform is there before anything that Terraform makes: docs/guides/provision.md.
  pipelines = {
    release = {
      issuer     = "pipelines"
      subject    = var.pipeline.subject
      policy_ids = ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser"]
    }
  }
}

locals {
  # One output and not the whole module, because rights in the cluster come from the identities in turn.
  clusters = merge(
    { primary = module.cluster.oidc_issuer },
    var.standby == null ? {} : { standby = module.cluster_standby[0].oidc_issuer },
  )

  # A copy of a secret has the ARN of the secret but for the region.
  secrets = {
    for process, names in var.process_secrets : process => merge(
      { for name in names : "primary/${name}" => module.secrets.secret_ids[name] },
      var.standby == null ? {} : { for name in names : "standby/${name}" => replace(module.secrets.secret_ids[name], ":${var.primary.region}:", ":${var.standby.region}:") },
    )
  }

  # Evidence is written by whoever serves, executes or anchors, and deleted by retention; backups are written, and restored, by operations.
  held = {
    cron       = ["evidence"]
    migrate    = []
    operations = ["backups", "evidence"]
    retention  = ["evidence"]
    server     = ["evidence"]
    worker     = ["evidence"]
  }

  stores = {
    for process, held in local.held : process => merge(
      { for kind in held : "primary/${kind}" => "arn:aws:s3:::${var.primary.buckets[kind]}" },
      var.standby == null ? {} : { for kind in held : "standby/${kind}" => "arn:aws:s3:::${var.standby.buckets[kind]}" },
    )
  }

  secret_keys = merge(
    { "primary/secrets" = module.secrets.key_ids["secrets"] },
    { for secrets in module.secrets_standby : "standby/secrets" => secrets.key_ids["secrets"] },
  )

  data_keys = merge(
    { "primary/data" = module.secrets.key_ids["data"] },
    { for secrets in module.secrets_standby : "standby/data" => secrets.key_ids["data"] },
  )
}
