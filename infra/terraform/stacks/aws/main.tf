# An environment on AWS: one region, or two of the same shape. A file per subject calls its module once per region.
locals {
  name = "syndic-${var.environment}"

  tags = {
    owner       = var.owner
    environment = var.environment
  }

  # A module of the second region is called once or not at all.
  standbys = var.standby == null ? 0 : 1
}
