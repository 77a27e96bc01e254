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
      delete_buckets     = { for called, bucket in local.stores[process] : called => bucket if contains(lookup(local.deleted, process, []), element(split("/", called), 1)) }
      locked_buckets     = process == "operations" ? local.backups : {}
      key_ids            = merge(local.secret_keys, length(local.stores[process]) > 0 ? local.data_keys : {})
      recovers           = process == "operations" && local.drilled
    }
  }

  # Who applies Terraform is there before anything that Terraform makes: docs/guides/provision.md.
  pipelines = {
    release = {
      issuer     = "pipelines"
      subject    = var.pipeline.subject
      policy_ids = ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser"]

      cluster_ids = local.cluster_ids
    }

    # The scheduled workflows back up, prove, rotate, and drill where that is done. They remove nothing: `backup prune` is
    # the cluster's own job.
    operations = {
      issuer             = "pipelines"
      subject            = var.pipeline.operations_subject
      secret_ids         = { administrator = module.database.administrator_secret_id }
      rotated_secret_ids = local.secrets["operations"]
      write_buckets      = local.stores["operations"]
      locked_buckets     = local.backups
      key_ids            = merge(local.secret_keys, local.data_keys)
      recovers           = local.drilled
    }
  }

  recovery = var.standby == null ? null : {
    instance_ids   = { primary = module.database.instance_id, standby = module.database_standby[0].instance_id }
    monitor_ids    = { primary = module.database.monitor_id, standby = module.database_standby[0].monitor_id }
    bucket_ids     = local.stores["server"]
    copier_ids     = { primary = module.object_storage.copier_id, standby = module.object_storage_standby[0].copier_id }
    key_ids        = local.data_keys
    secret_ids     = local.secrets["migrate"]
    secret_key_ids = local.secret_keys
    cluster_ids    = local.cluster_ids
    zone_id        = var.public_zone_id
    host_name      = var.host_name
  }
}

locals {
  # A region is lost to practise only where another one can take over.
  drilled = var.drills && var.standby != null

  # One output and not the whole module, because rights in the cluster come from the identities in turn.
  clusters = merge(
    { primary = module.cluster.oidc_issuer },
    var.standby == null ? {} : { standby = module.cluster_standby[0].oidc_issuer },
  )

  cluster_ids = merge(
    { primary = module.cluster.cluster_id },
    var.standby == null ? {} : { standby = module.cluster_standby[0].cluster_id },
  )

  # A copy of a secret has the ARN of the secret but for the region.
  secrets = {
    for process, names in var.process_secrets : process => merge(
      { for name in names : "primary/${name}" => module.secrets.secret_ids[name] },
      var.standby == null ? {} : { for name in names : "standby/${name}" => replace(module.secrets.secret_ids[name], ":${var.primary.region}:", ":${var.standby.region}:") },
    )
  }

  # Evidence is written by whoever serves, executes or anchors; backups are written, and restored, by operations.
  held = {
    cron       = ["evidence"]
    migrate    = []
    operations = ["backups", "evidence"]
    retention  = ["evidence"]
    server     = ["evidence"]
    worker     = ["evidence"]
  }

  # Evidence is deleted by retention, and backups, with the copies of what retention deleted, by `backup prune`.
  deleted = {
    operations = ["backups"]
    retention  = ["evidence"]
  }

  backups = { for called, bucket in local.stores["operations"] : called => bucket if endswith(called, "/backups") }

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
