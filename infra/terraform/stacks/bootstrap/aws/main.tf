# Where the state of an environment's infrastructure is kept, and the key that encrypts it. Applied once, before anything
# else; its own state begins on the operator's disk and moves into the bucket afterwards.
provider "aws" {
  region = var.region
}

locals {
  name = "syndic-${var.environment}-state"

  tags = {
    owner       = var.owner
    environment = var.environment
  }
}

data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "key" {
  # Without this the key could become unmanageable; who may use it is decided by policies of roles.
  statement {
    sid       = "Account"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }
}

resource "aws_kms_key" "state" {
  description             = "State of the infrastructure of ${var.environment}"
  enable_key_rotation     = true
  rotation_period_in_days = 365
  deletion_window_in_days = 30
  policy                  = data.aws_iam_policy_document.key.json

  tags = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "state" {
  name          = "alias/${local.name}"
  target_key_id = aws_kms_key.state.key_id
}

# Every version of the state is locked for a while: whoever breaks it, or deletes it, can be undone.
module "state" {
  source = "../../../modules/aws/object_storage"

  name             = local.name
  buckets          = { state = { name = var.state_bucket_name, lock_days = var.lock_days } }
  lock_mode        = "GOVERNANCE"
  old_version_days = 365
  key_id           = aws_kms_key.state.arn
  tags             = local.tags
}
