# Security groups name each other as sources, so that an address alone opens nothing.
resource "aws_security_group" "edge" {
  name_prefix = "${var.name}-edge-"
  description = "What the internet reaches: the load balancer."
  vpc_id      = aws_vpc.this.id

  tags = merge(var.tags, { Name = "${var.name}-edge" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "edge" {
  for_each = { http = 80, https = 443 }

  security_group_id = aws_security_group.edge.id
  description       = "Everybody, over ${each.key}."
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = each.value
  to_port           = each.value
  ip_protocol       = "tcp"

  tags = var.tags
}

resource "aws_vpc_security_group_egress_rule" "edge" {
  security_group_id            = aws_security_group.edge.id
  description                  = "The proxy's listener in the cluster."
  referenced_security_group_id = aws_security_group.workloads.id
  from_port                    = 8443
  to_port                      = 8443
  ip_protocol                  = "tcp"

  tags = var.tags
}

resource "aws_security_group" "workloads" {
  name_prefix = "${var.name}-workloads-"
  description = "The machines that run the platform's processes."
  vpc_id      = aws_vpc.this.id

  tags = merge(var.tags, { Name = "${var.name}-workloads" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "workloads" {
  security_group_id            = aws_security_group.workloads.id
  description                  = "The load balancer, to the proxy's listener."
  referenced_security_group_id = aws_security_group.edge.id
  from_port                    = 8443
  to_port                      = 8443
  ip_protocol                  = "tcp"

  tags = var.tags
}

resource "aws_vpc_security_group_egress_rule" "workloads" {
  security_group_id = aws_security_group.workloads.id
  description       = "Outside services and the cloud's interfaces, over TLS."
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"

  tags = var.tags
}

resource "aws_vpc_security_group_egress_rule" "workloads_database" {
  security_group_id            = aws_security_group.workloads.id
  description                  = "The database."
  referenced_security_group_id = aws_security_group.data.id
  from_port                    = 5432
  to_port                      = 5432
  ip_protocol                  = "tcp"

  tags = var.tags
}

resource "aws_security_group" "data" {
  name_prefix = "${var.name}-data-"
  description = "Databases. Nothing in it opens a connection."
  vpc_id      = aws_vpc.this.id

  tags = merge(var.tags, { Name = "${var.name}-data" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "data" {
  security_group_id            = aws_security_group.data.id
  description                  = "The platform's processes, to PostgreSQL."
  referenced_security_group_id = aws_security_group.workloads.id
  from_port                    = 5432
  to_port                      = 5432
  ip_protocol                  = "tcp"

  tags = var.tags
}

resource "aws_security_group" "operator" {
  name_prefix = "${var.name}-operator-"
  description = "Machines that people and pipelines operate from. Nobody connects to them."
  vpc_id      = aws_vpc.this.id

  tags = merge(var.tags, { Name = "${var.name}-operator" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_egress_rule" "operator" {
  security_group_id = aws_security_group.operator.id
  description       = "The cluster's API, the cloud's interfaces and outside services, over TLS."
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = 443
  to_port           = 443
  ip_protocol       = "tcp"

  tags = var.tags
}

resource "aws_vpc_security_group_egress_rule" "operator_database" {
  for_each = local.databases

  security_group_id            = aws_security_group.operator.id
  description                  = "The database, ${each.key == "data" ? "while it serves" : "while it is fenced"}."
  referenced_security_group_id = each.value
  from_port                    = 5432
  to_port                      = 5432
  ip_protocol                  = "tcp"

  tags = var.tags
}

# What fences a database: `syndic dr failover` gives it this group in place of its own.
resource "aws_security_group" "quarantine" {
  name_prefix = "${var.name}-quarantine-"
  description = "A database that was given up. Nobody but the operator reaches it."
  vpc_id      = aws_vpc.this.id

  tags = merge(var.tags, { Name = "${var.name}-quarantine" })

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_vpc_security_group_ingress_rule" "operator_database" {
  for_each = local.databases

  security_group_id            = each.value
  description                  = "The operator, to PostgreSQL."
  referenced_security_group_id = aws_security_group.operator.id
  from_port                    = 5432
  to_port                      = 5432
  ip_protocol                  = "tcp"

  tags = var.tags
}

locals {
  databases = { data = aws_security_group.data.id, quarantine = aws_security_group.quarantine.id }
}
