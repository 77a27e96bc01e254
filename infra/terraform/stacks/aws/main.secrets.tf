# Keys are of one region; secrets are written in the first and copied to the second.
module "secrets" {
  source = "../../modules/aws/secrets"

  name            = local.name
  secret_names    = var.secret_names
  replica_regions = var.standby == null ? {} : { (var.standby.region) = module.secrets_standby[0].key_ids["secrets"] }
  tags            = local.tags
}

module "secrets_standby" {
  source = "../../modules/aws/secrets"
  count  = local.standbys

  providers = {
    aws = aws.standby
  }

  name         = local.name
  secret_names = []
  tags         = local.tags
}
