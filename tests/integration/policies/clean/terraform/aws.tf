resource "aws_kms_key" "data" {
  description         = "Data of the platform"
  enable_key_rotation = true
}

module "buckets" {
  source = "./bucket"

  names   = ["syndic-evidence", "syndic-backups"]
  key_arn = aws_kms_key.data.arn
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_flow_log" "main" {
  vpc_id          = aws_vpc.main.id
  traffic_type    = "ALL"
  log_destination = aws_cloudwatch_log_group.flows.arn
  iam_role_arn    = aws_iam_role.pipeline.arn
}

resource "aws_subnet" "data" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_security_group" "edge" {
  name        = "edge"
  description = "What the internet reaches"
  vpc_id      = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  security_group_id = aws_security_group.edge.id
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"
}

resource "aws_vpc_security_group_ingress_rule" "database" {
  security_group_id            = aws_security_group.edge.id
  referenced_security_group_id = aws_security_group.edge.id
  from_port                    = 5432
  to_port                      = 5432
  ip_protocol                  = "tcp"
}

resource "aws_cloudwatch_log_group" "flows" {
  name              = "/syndic/flows"
  retention_in_days = 90
  kms_key_id        = aws_kms_key.data.arn
}

resource "aws_db_parameter_group" "main" {
  name   = "syndic"
  family = "postgres18"

  parameter {
    name  = "log_connections"
    value = "1"
  }

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
}

resource "aws_db_instance" "main" {
  identifier                          = "syndic"
  engine                              = "postgres"
  instance_class                      = "db.r7g.large"
  allocated_storage                   = 100
  username                            = "owner"
  manage_master_user_password         = true
  parameter_group_name                = aws_db_parameter_group.main.name
  storage_encrypted                   = true
  kms_key_id                          = aws_kms_key.data.arn
  multi_az                            = true
  backup_retention_period             = 14
  deletion_protection                 = true
  final_snapshot_identifier           = "syndic-final"
  iam_database_authentication_enabled = true
  enabled_cloudwatch_logs_exports     = ["postgresql", "upgrade"]
}

resource "aws_secretsmanager_secret" "database" {
  name       = "syndic/database"
  kms_key_id = aws_kms_key.data.arn
}

resource "aws_iam_role" "pipeline" {
  name = "pipeline"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }
      Condition = {
        StringEquals = { "token.actions.githubusercontent.com:sub" = "repo:syndic/syndic:environment:production" }
      }
    }]
  })
}

data "aws_iam_policy_document" "evidence" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["arn:aws:s3:::syndic-evidence/*"]
  }

  statement {
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }
}

resource "aws_iam_policy" "evidence" {
  name   = "evidence"
  policy = data.aws_iam_policy_document.evidence.json
}

resource "aws_ecr_repository" "server" {
  name                 = "syndic/server"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.data.arn
  }
}

resource "aws_eks_cluster" "main" {
  name                      = "syndic"
  role_arn                  = aws_iam_role.pipeline.arn
  enabled_cluster_log_types = ["api", "audit", "authenticator", "scheduler"]

  vpc_config {
    subnet_ids              = [aws_subnet.data.id]
    endpoint_public_access  = false
    endpoint_private_access = true
  }

  encryption_config {
    resources = ["secrets"]

    provider {
      key_arn = aws_kms_key.data.arn
    }
  }
}

resource "aws_launch_template" "nodes" {
  name = "nodes"

  metadata_options {
    http_tokens = "required"
  }
}

resource "aws_lb" "edge" {
  name                       = "edge"
  enable_deletion_protection = true

  access_logs {
    bucket  = "syndic-logs"
    enabled = true
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"

  default_action {
    type = "forward"
  }
}

resource "aws_lb_listener" "redirect" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_sns_topic" "alarms" {
  name              = "alarms"
  kms_master_key_id = aws_kms_key.data.id
}

resource "aws_backup_vault" "main" {
  name        = "syndic"
  kms_key_arn = aws_kms_key.data.arn
}

resource "aws_backup_vault_lock_configuration" "main" {
  backup_vault_name  = aws_backup_vault.main.name
  min_retention_days = 14
}

resource "aws_backup_plan" "main" {
  name = "syndic"

  rule {
    rule_name         = "daily"
    target_vault_name = aws_backup_vault.main.name

    copy_action {
      destination_vault_arn = "arn:aws:backup:eu-central-1:111122223333:backup-vault:syndic"
    }
  }
}
