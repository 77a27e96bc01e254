# What the first region's buckets hold is copied into the second's, under its key; a failover turns the direction.
module "object_storage" {
  source = "../../modules/aws/object_storage"

  name    = local.name
  buckets = local.buckets.primary
  key_id  = module.secrets.key_ids["data"]
  tags    = local.tags

  replicas = var.standby == null ? {} : {
    for held in keys(local.buckets.primary) : held => {
      bucket_name = module.object_storage_standby[0].bucket_names[held]
      key_id      = module.secrets_standby[0].key_ids["data"]
    }
  }
}

module "object_storage_standby" {
  source = "../../modules/aws/object_storage"
  count  = local.standbys

  providers = {
    aws = aws.standby
  }

  name    = local.name
  buckets = local.buckets.standby
  key_id  = module.secrets_standby[0].key_ids["data"]
  copies  = false
  tags    = local.tags

  replicas = {
    for held, name in var.primary.buckets : held => { bucket_name = name, key_id = module.secrets.key_ids["data"] }
  }
}

locals {
  buckets = {
    for role, region in { primary = var.primary, standby = var.standby } : role => {
      for held, name in try(region.buckets, {}) : held => { name = name, lock_days = var.lock_days[held] }
    }
  }
}
