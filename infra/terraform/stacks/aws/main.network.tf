module "network" {
  source = "../../modules/aws/network"

  name               = local.name
  address_space      = var.primary.address_space
  zones              = var.primary.zones
  nat_per_zone       = var.nat_per_zone
  log_key_id         = module.secrets.key_ids["logs"]
  log_retention_days = var.log_retention_days
  tags               = local.tags
}

module "network_standby" {
  source = "../../modules/aws/network"
  count  = local.standbys

  providers = {
    aws = aws.standby
  }

  name               = local.name
  address_space      = var.standby.address_space
  zones              = var.standby.zones
  nat_per_zone       = var.nat_per_zone
  log_key_id         = module.secrets_standby[0].key_ids["logs"]
  log_retention_days = var.log_retention_days
  tags               = local.tags
}
