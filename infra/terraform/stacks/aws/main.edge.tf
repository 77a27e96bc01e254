# Users of both regions arrive under one name, which leads to the first region while it answers.
module "edge" {
  source = "../../modules/aws/edge"
  count  = var.edge ? 1 : 0

  name               = local.name
  host_name          = var.host_name
  live               = true
  zone_id            = var.public_zone_id
  network_id         = module.network.network_id
  subnet_ids         = module.network.public_subnet_ids
  firewall_ids       = [module.network.firewall_ids["edge"]]
  log_bucket_name    = var.primary.log_bucket_name
  log_retention_days = var.log_retention_days
  tags               = local.tags
}

module "edge_standby" {
  source = "../../modules/aws/edge"
  count  = var.edge ? local.standbys : 0

  providers = {
    aws = aws.standby
  }

  name               = local.name
  host_name          = var.host_name
  live               = false
  zone_id            = var.public_zone_id
  network_id         = module.network_standby[0].network_id
  subnet_ids         = module.network_standby[0].public_subnet_ids
  firewall_ids       = [module.network_standby[0].firewall_ids["edge"]]
  log_bucket_name    = var.standby.log_bucket_name
  log_retention_days = var.log_retention_days
  tags               = local.tags
}
