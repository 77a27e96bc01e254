# The second region's database follows the first's and can be promoted.
module "database" {
  source = "../../modules/aws/database"

  name                      = local.name
  administrator_secret_name = "syndic/${var.environment}/database-administrator"
  subnet_ids                = module.network.data_subnet_ids
  firewall_ids              = [module.network.firewall_ids["data"]]
  key_id                    = module.secrets.key_ids["data"]
  secret_key_id             = module.secrets.key_ids["secrets"]
  log_key_id                = module.secrets.key_ids["logs"]
  log_retention_days        = var.log_retention_days
  tags                      = local.tags
}

module "database_standby" {
  source = "../../modules/aws/database"
  count  = local.standbys

  providers = {
    aws = aws.standby
  }

  name                      = local.name
  source_instance           = { id = module.database.instance_id }
  administrator_secret_name = "syndic/${var.environment}/database-administrator"
  subnet_ids                = module.network_standby[0].data_subnet_ids
  firewall_ids              = [module.network_standby[0].firewall_ids["data"]]
  key_id                    = module.secrets_standby[0].key_ids["data"]
  secret_key_id             = module.secrets_standby[0].key_ids["secrets"]
  log_key_id                = module.secrets_standby[0].key_ids["logs"]
  log_retention_days        = var.log_retention_days
  tags                      = local.tags
}
