module "cluster" {
  source = "../../modules/aws/cluster"

  name               = local.name
  kubernetes_version = var.kubernetes_version
  subnet_ids         = module.network.private_subnet_ids
  firewall_ids       = [module.network.firewall_ids["workloads"]]

  operator_firewall_ids = { operator = module.network.firewall_ids["operator"] }

  administrator_ids  = local.administrators
  operator_ids       = local.operators
  node_pools         = { workloads = var.nodes }
  secret_key_id      = module.secrets.key_ids["cluster"]
  disk_key_id        = module.secrets.key_ids["data"]
  log_key_id         = module.secrets.key_ids["logs"]
  log_retention_days = var.log_retention_days
  tags               = local.tags
}

module "cluster_standby" {
  source = "../../modules/aws/cluster"
  count  = local.standbys

  providers = {
    aws = aws.standby
  }

  name               = local.name
  kubernetes_version = var.kubernetes_version
  subnet_ids         = module.network_standby[0].private_subnet_ids
  firewall_ids       = [module.network_standby[0].firewall_ids["workloads"]]

  operator_firewall_ids = { operator = module.network_standby[0].firewall_ids["operator"] }

  administrator_ids  = local.administrators
  operator_ids       = local.operators
  node_pools         = { workloads = var.nodes }
  secret_key_id      = module.secrets_standby[0].key_ids["cluster"]
  disk_key_id        = module.secrets_standby[0].key_ids["data"]
  log_key_id         = module.secrets_standby[0].key_ids["logs"]
  log_retention_days = var.log_retention_days
  tags               = local.tags
}

locals {
  # Whoever sets the cluster up, and the pipeline that releases into it.
  administrators = merge(var.administrator_ids, { release = module.identity.pipeline_identity_ids["release"] })

  # In the clusters a drill stops and starts what works of its own accord, and nothing else.
  operators = local.drilled ? { operations = module.identity.pipeline_identity_ids["operations"] } : {}
}
