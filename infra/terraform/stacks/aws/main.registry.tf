# Every image is pushed to the first region, and AWS copies it to the second.
module "registry" {
  source = "../../modules/aws/registry"

  name         = local.name
  key_id       = module.secrets.key_ids["data"]
  copy_regions = var.standby == null ? [] : [var.standby.region]
  tags         = local.tags

  # What is copied needs its place first.
  depends_on = [module.registry_standby]
}

module "registry_standby" {
  source = "../../modules/aws/registry"
  count  = local.standbys

  providers = {
    aws = aws.standby
  }

  name   = local.name
  key_id = module.secrets_standby[0].key_ids["data"]
  tags   = local.tags
}
