# One resource per rule, called as the rule it breaks. Nothing here is ever applied.

resource "aws_db_instance" "aws_database_storage_encrypted" {
  instance_class    = "example"
  storage_encrypted = false
}

resource "aws_db_instance" "aws_database_customer_key" {
  instance_class = "example"
}

resource "aws_db_instance" "aws_database_not_public" {
  instance_class      = "example"
  publicly_accessible = true
}

resource "aws_db_instance" "aws_database_backup_retention" {
  backup_retention_period = 6
  instance_class          = "example"
}

resource "aws_db_instance" "aws_database_multiple_zones" {
  instance_class = "example"
  multi_az       = false
}

resource "aws_db_instance" "aws_database_deletion_protection" {
  deletion_protection = false
  instance_class      = "example"
}

resource "aws_db_instance" "aws_database_final_snapshot" {
  instance_class      = "example"
  skip_final_snapshot = true
}

resource "aws_db_instance" "aws_database_no_password" {
  instance_class = "example"
  password       = "given"
  username       = "owner"
}

resource "aws_db_instance" "aws_database_logs_exported" {
  instance_class = "example"
}

resource "aws_db_instance" "aws_database_minor_upgrades" {
  auto_minor_version_upgrade = false
  instance_class             = "example"
}

resource "aws_db_instance" "aws_database_identity_authentication" {
  iam_database_authentication_enabled = false
  instance_class                      = "example"
}

resource "aws_db_parameter_group" "aws_database_tls_forced" {
  family = "postgres18"
}

resource "aws_s3_bucket" "aws_bucket_public_access_blocked" {
}

resource "aws_s3_bucket" "aws_bucket_customer_key" {
}

resource "aws_s3_bucket" "aws_bucket_versioned" {
}

resource "aws_s3_bucket" "aws_bucket_lifecycle" {
}

resource "aws_s3_bucket_acl" "aws_bucket_no_public_acl" {
  acl    = "public-read"
  bucket = "example"
}

resource "aws_s3_bucket" "aws_bucket_kept_when_not_empty" {
  force_destroy = true
}

resource "aws_s3_bucket" "aws_bucket_tls_only" {
}

resource "aws_s3_bucket" "aws_bucket_locked_by_default" {
  object_lock_enabled = true
}

resource "aws_kms_key" "aws_key_rotated" {
}

resource "aws_kms_key" "aws_key_deletion_window" {
  deletion_window_in_days = 7
}

resource "aws_iam_policy" "aws_policy_no_wildcard_action" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "arn:aws:s3:::evidence/*" }] })
}

resource "aws_iam_policy" "aws_policy_no_wildcard_resource" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:PutObject", Resource = "*" }] })
}

resource "aws_iam_policy" "aws_policy_no_role_passing" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = "*" }] })
}

resource "aws_iam_role" "aws_role_trusts_named_principals" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "*" } }] })
}

resource "aws_iam_role" "aws_role_federation_bound" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.example" } }] })
}

resource "aws_iam_access_key" "aws_no_access_keys" {
  user = "example"
}

resource "aws_vpc_security_group_ingress_rule" "aws_firewall_not_open" {
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = 22
  ip_protocol       = "tcp"
  security_group_id = "example"
  to_port           = 22
}

resource "aws_vpc" "aws_network_flow_logs" {
}

resource "aws_subnet" "aws_subnet_no_public_addresses" {
  map_public_ip_on_launch = true
  vpc_id                  = "example"
}

resource "aws_cloudwatch_log_group" "aws_log_group_retention" {
  retention_in_days = 89
}

resource "aws_cloudwatch_log_group" "aws_log_group_customer_key" {
}

resource "aws_eks_cluster" "aws_cluster_private_endpoint" {
  name     = "example"
  role_arn = "example"

  vpc_config {
    endpoint_public_access = true
    subnet_ids             = ["example"]
  }
}

resource "aws_eks_cluster" "aws_cluster_secrets_encrypted" {
  name     = "example"
  role_arn = "example"

  vpc_config {
    subnet_ids = ["example"]
  }
}

resource "aws_eks_cluster" "aws_cluster_audit_logs" {
  name     = "example"
  role_arn = "example"

  vpc_config {
    subnet_ids = ["example"]
  }
}

resource "aws_launch_template" "aws_machine_metadata_tokens" {
  metadata_options {
    http_tokens = "other"
  }
}

resource "aws_ecr_repository" "aws_registry_immutable_tags" {
  image_tag_mutability = "other"
  name                 = "example"
}

resource "aws_ecr_repository" "aws_registry_scanned" {
  name = "example"
}

resource "aws_ecr_repository" "aws_registry_customer_key" {
  name = "example"

  encryption_configuration {
    encryption_type = "other"
  }
}

resource "aws_secretsmanager_secret" "aws_secret_customer_key" {
}

resource "aws_secretsmanager_secret" "aws_secret_recoverable" {
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "aws_secret_value_elsewhere" {
  secret_id     = "example"
  secret_string = "given"
}

resource "aws_lb_listener" "aws_listener_tls" {
  load_balancer_arn = "example"
  protocol          = "HTTP"

  default_action {
    type = "forward"
  }
}

resource "aws_lb_listener" "aws_listener_modern_tls" {
  load_balancer_arn = "example"
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-2016-08"

  default_action {
    type = "forward"
  }
}

resource "aws_lb" "aws_balancer_deletion_protection" {
  enable_deletion_protection = false
}

resource "aws_lb" "aws_balancer_access_logs" {
  access_logs {
    bucket  = "example"
    enabled = false
  }
}

resource "aws_sns_topic" "aws_topic_customer_key" {
}

resource "aws_sqs_queue" "aws_queue_customer_key" {
}

resource "aws_backup_vault" "aws_backup_vault_locked" {
  name = "example"
}

resource "aws_backup_vault" "aws_backup_vault_customer_key" {
  name = "example"
}

resource "aws_backup_plan" "aws_backup_copied_elsewhere" {
  name = "example"

  rule {
    rule_name         = "daily"
    target_vault_name = "daily"
  }
}

resource "aws_efs_file_system" "aws_file_system_encrypted" {
  encrypted = false
}

resource "aws_cloudtrail" "aws_trail_complete" {
  is_multi_region_trail = false
  name                  = "example"
  s3_bucket_name        = "example"
}

resource "aws_sns_topic" "tagged" {
}
