# Backups that AWS makes beside the platform's own, with a copy in the second region: an environment of one region has
# the database's own, and can be made anew.
module "backup" {
  source = "../../modules/aws/backup"
  count  = local.standbys

  name         = local.name
  key_id       = module.secrets.key_ids["backups"]
  resource_ids = [module.database.instance_id, "arn:aws:s3:::${module.object_storage.bucket_names["evidence"]}"]
  copies       = { (var.standby.region) = module.backup_standby[0].vault_id }
  tags         = local.tags
}

module "backup_standby" {
  source = "../../modules/aws/backup"
  count  = local.standbys

  providers = {
    aws = aws.standby
  }

  name   = local.name
  key_id = module.secrets_standby[0].key_ids["backups"]
  tags   = local.tags
}
