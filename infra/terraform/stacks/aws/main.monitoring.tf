module "monitoring" {
  source = "../../modules/aws/monitoring"

  name               = local.name
  mail_addresses     = var.alarm_mail_addresses
  databases          = { platform = { identifier = local.name } }
  log_key_id         = module.secrets.key_ids["logs"]
  metrics_key_id     = module.secrets.key_ids["data"]
  log_retention_days = var.log_retention_days
  tags               = local.tags
}

module "monitoring_standby" {
  source = "../../modules/aws/monitoring"
  count  = local.standbys

  providers = {
    aws = aws.standby
  }

  name               = local.name
  mail_addresses     = var.alarm_mail_addresses
  databases          = { platform = { identifier = local.name, follows = true } }
  log_key_id         = module.secrets_standby[0].key_ids["logs"]
  metrics_key_id     = module.secrets_standby[0].key_ids["data"]
  log_retention_days = var.log_retention_days
  tags               = local.tags
}
