# Secrets without values: whoever reads the state or a plan learns names only.
resource "aws_secretsmanager_secret" "this" {
  for_each = var.secret_names

  name                    = each.key
  description             = "Written and rotated by `syndic secrets`."
  kms_key_id              = aws_kms_key.this["secrets"].arn
  recovery_window_in_days = var.deletion_window_days

  dynamic "replica" {
    for_each = var.replica_regions

    content {
      region     = replica.key
      kms_key_id = replica.value
    }
  }

  tags = var.tags
}
