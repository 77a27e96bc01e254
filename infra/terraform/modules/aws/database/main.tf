# The database of one region: the one that takes writes, or a copy of another region's that follows it and can be
# promoted. Both have the same shape, so that a copy can take over.
locals {
  # A copy brings its administrator, its databases and its version along.
  follows = var.source_instance != null
}

resource "aws_db_subnet_group" "this" {
  name        = var.name
  description = "Subnets of the database of ${var.name}."
  subnet_ids  = var.subnet_ids

  tags = var.tags
}

resource "aws_db_instance" "this" {
  identifier = var.name

  engine                      = local.follows ? null : "postgres"
  engine_version              = local.follows ? null : var.engine_version
  auto_minor_version_upgrade  = true
  allow_major_version_upgrade = false
  parameter_group_name        = aws_db_parameter_group.this.name
  replicate_source_db         = try(var.source_instance.id, null)

  # Of a copy that is promoted the password is the one of its source.
  db_name             = local.follows ? null : var.database_name
  username            = local.follows ? null : var.administrator_name
  password_wo         = local.follows ? null : local.administrator.password
  password_wo_version = local.follows ? null : var.administrator_password_version

  instance_class        = var.instance_class
  storage_type          = "gp3"
  allocated_storage     = local.follows ? null : var.storage_gb
  max_allocated_storage = var.maximum_storage_gb
  storage_encrypted     = true
  kms_key_id            = var.key_id
  multi_az              = true

  db_subnet_group_name                = aws_db_subnet_group.this.name
  vpc_security_group_ids              = var.firewall_ids
  publicly_accessible                 = false
  port                                = 5432
  ca_cert_identifier                  = "rds-ca-ecc384-g1"
  iam_database_authentication_enabled = true

  # Kept by copies as well: a copy that was promoted needs them from its first minute on.
  backup_retention_period  = var.backup_retention_days
  backup_window            = "01:00-02:00"
  maintenance_window       = "sun:02:30-sun:03:30"
  copy_tags_to_snapshot    = true
  delete_automated_backups = false

  deletion_protection       = true
  skip_final_snapshot       = local.follows # AWS takes none of a copy
  final_snapshot_identifier = local.follows ? null : "${var.name}-final"
  apply_immediately         = false

  enabled_cloudwatch_logs_exports       = ["postgresql", "upgrade"]
  performance_insights_enabled          = true
  performance_insights_kms_key_id       = var.key_id
  performance_insights_retention_period = 7
  monitoring_interval                   = 30
  monitoring_role_arn                   = aws_iam_role.monitoring.arn

  tags = var.tags

  lifecycle {
    prevent_destroy = true

    # Storage grows by itself, and what it grew to is not taken back.
    ignore_changes = [allocated_storage]
  }

  # RDS would make a group of its own, without a key and without an end.
  depends_on = [aws_cloudwatch_log_group.this]
}
