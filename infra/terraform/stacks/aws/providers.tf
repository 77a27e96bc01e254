# Credentials come from the caller's environment: a role that a pipeline or a person assumes, never a key in a file.
provider "aws" {
  region = var.primary.region

  default_tags {
    tags = local.tags
  }
}

# With one region the alias points at it and nothing uses it.
provider "aws" {
  alias  = "standby"
  region = try(var.standby.region, var.primary.region)

  default_tags {
    tags = local.tags
  }
}
