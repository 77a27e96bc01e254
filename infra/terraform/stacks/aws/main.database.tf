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

# Names that processes know the databases by; a failover turns them.
resource "aws_route53_record" "databases" {
  for_each = var.database_names == null ? {} : { for role, name in var.database_names : role => name if name != null }

  zone_id = var.public_zone_id
  name    = each.value
  type    = "CNAME"
  ttl     = 30
  records = [each.key == "replica" && var.standby != null ? module.database_standby[0].host : module.database.host]

  lifecycle {
    ignore_changes = [records]
  }
}
