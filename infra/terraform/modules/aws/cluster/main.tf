# A cluster whose API is reached from its network alone. Rights in it come from access entries: whoever made it has none.
resource "aws_eks_cluster" "this" {
  name     = var.name
  version  = var.kubernetes_version
  role_arn = aws_iam_role.cluster.arn

  enabled_cluster_log_types     = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
  deletion_protection           = true
  bootstrap_self_managed_addons = false

  access_config {
    authentication_mode                         = "API"
    bootstrap_cluster_creator_admin_permissions = false
  }

  vpc_config {
    subnet_ids              = var.subnet_ids
    security_group_ids      = var.firewall_ids
    endpoint_private_access = true
    endpoint_public_access  = false
  }

  # Kubernetes encrypts Secrets with keys of its own, and these with ours.
  encryption_config {
    resources = ["secrets"]

    provider {
      key_arn = var.secret_key_id
    }
  }

  # Without it a version that is out of support costs six times as much, and nobody is asked.
  upgrade_policy {
    support_type = "STANDARD"
  }

  tags = var.tags

  lifecycle {
    prevent_destroy = true
  }

  # EKS would make a log group of its own, without a key and without an end.
  depends_on = [aws_cloudwatch_log_group.this, aws_iam_role_policy_attachment.cluster]
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/eks/${var.name}/cluster"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_key_id

  tags = var.tags
}

# In the order in which nodes need them: no pod starts without a network, and network policies are enforced by it.
resource "aws_eks_addon" "network" {
  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = "vpc-cni"
  resolve_conflicts_on_update = "OVERWRITE"
  configuration_values        = jsonencode({ enableNetworkPolicy = "true" })

  pod_identity_association {
    role_arn        = aws_iam_role.network.arn
    service_account = "aws-node"
  }

  tags = var.tags
}

resource "aws_eks_addon" "this" {
  for_each = toset(["coredns", "eks-pod-identity-agent", "kube-proxy", "metrics-server"])

  cluster_name                = aws_eks_cluster.this.name
  addon_name                  = each.key
  resolve_conflicts_on_update = "OVERWRITE"

  tags = var.tags

  # What runs as pods waits for a node.
  depends_on = [aws_eks_addon.network]
}

# EKS makes a group for the cluster and its nodes, which lets in nobody else.
resource "aws_vpc_security_group_ingress_rule" "operators" {
  for_each = var.operator_firewall_ids

  security_group_id            = aws_eks_cluster.this.vpc_config[0].cluster_security_group_id
  description                  = "The ${each.key}'s machines, to the cluster's API."
  referenced_security_group_id = each.value
  from_port                    = 443
  to_port                      = 443
  ip_protocol                  = "tcp"

  tags = var.tags
}

resource "aws_eks_access_entry" "administrators" {
  for_each = var.administrator_ids

  cluster_name  = aws_eks_cluster.this.name
  principal_arn = each.value

  tags = var.tags
}

resource "aws_eks_access_policy_association" "administrators" {
  for_each = aws_eks_access_entry.administrators

  cluster_name  = each.value.cluster_name
  principal_arn = each.value.principal_arn
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy"

  access_scope {
    type = "cluster"
  }
}

# No policy of EKS gives rights on routes and on the scaling of worker, so the rights are a Role of the manifests.
resource "aws_eks_access_entry" "operators" {
  for_each = var.operator_ids

  cluster_name      = aws_eks_cluster.this.name
  principal_arn     = each.value
  kubernetes_groups = ["syndic:operations"]

  tags = var.tags
}
