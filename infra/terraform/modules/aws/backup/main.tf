# Backups that AWS makes beside the platform's own: kept in a vault whose lock outlives an administrator's mistake, and
# copied to a vault of another region, which a call of this module makes there.
resource "aws_backup_vault" "this" {
  name        = var.name
  kms_key_arn = var.key_id

  tags = var.tags

  lifecycle {
    prevent_destroy = true
  }
}

# No backup is deleted before its time. Once the days of grace have passed, nobody takes the lock away, nor does AWS.
resource "aws_backup_vault_lock_configuration" "this" {
  backup_vault_name   = aws_backup_vault.this.name
  min_retention_days  = min(values(local.kept_days)...)
  max_retention_days  = max(values(local.kept_days)...)
  changeable_for_days = var.lock_grace_days
}

locals {
  kept_days = { for rule in ["daily", "weekly", "monthly"] : rule => var.retention_days[rule] }

  # Minutes apart from each other and from the databases' own backups.
  schedules = {
    daily   = "cron(15 3 * * ? *)"
    weekly  = "cron(45 3 ? * SUN *)"
    monthly = "cron(15 4 1 * ? *)"
  }

  # A vault that only holds copies has no plan.
  plans = length(var.resource_ids) > 0 ? 1 : 0
}

resource "aws_backup_plan" "this" {
  count = local.plans

  name = var.name

  dynamic "rule" {
    for_each = local.schedules

    content {
      rule_name                    = rule.key
      target_vault_name            = aws_backup_vault.this.name
      schedule                     = rule.value
      schedule_expression_timezone = "Etc/UTC"
      start_window                 = 60
      completion_window            = 360

      lifecycle {
        delete_after = local.kept_days[rule.key]
      }

      dynamic "copy_action" {
        for_each = var.copies

        content {
          destination_vault_arn = copy_action.value

          lifecycle {
            delete_after = local.kept_days[rule.key]
          }
        }
      }
    }
  }

  tags = var.tags
}

resource "aws_backup_selection" "this" {
  count = local.plans

  name         = var.name
  plan_id      = aws_backup_plan.this[0].id
  iam_role_arn = aws_iam_role.this[0].arn
  resources    = var.resource_ids
}

data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "trust" {
  count = local.plans

  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["backup.amazonaws.com"]
    }

    # Another account's plans cannot borrow the role.
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

# It makes backups and restores none: whoever restores does it under a role of their own.
resource "aws_iam_role" "this" {
  count = local.plans

  name_prefix        = "${substr(var.name, 0, 24)}-backup-" # AWS allows 38 characters
  assume_role_policy = data.aws_iam_policy_document.trust[0].json

  tags = var.tags
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = local.plans == 0 ? toset([]) : toset([
    "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
    "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
  ])

  role       = aws_iam_role.this[0].name
  policy_arn = each.key
}
