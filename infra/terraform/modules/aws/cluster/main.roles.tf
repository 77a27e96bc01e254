locals {
  # Who takes each role on.
  trusted = {
    cluster = { service = "eks.amazonaws.com", actions = ["sts:AssumeRole"] }
    nodes   = { service = "ec2.amazonaws.com", actions = ["sts:AssumeRole"] }
    network = { service = "pods.eks.amazonaws.com", actions = ["sts:AssumeRole", "sts:TagSession"] }
  }
}

data "aws_iam_policy_document" "trust" {
  for_each = local.trusted

  statement {
    actions = each.value.actions

    principals {
      type        = "Service"
      identifiers = [each.value.service]
    }
  }
}

resource "aws_iam_role" "cluster" {
  name_prefix        = "${substr(var.name, 0, 24)}-cluster-" # AWS allows 38 characters
  assume_role_policy = data.aws_iam_policy_document.trust["cluster"].json

  tags = var.tags
}

resource "aws_iam_role" "nodes" {
  name_prefix        = "${substr(var.name, 0, 24)}-nodes-"
  assume_role_policy = data.aws_iam_policy_document.trust["nodes"].json

  tags = var.tags
}

resource "aws_iam_role" "network" {
  name_prefix        = "${substr(var.name, 0, 24)}-network-"
  assume_role_policy = data.aws_iam_policy_document.trust["network"].json

  tags = var.tags
}

resource "aws_iam_role_policy_attachment" "cluster" {
  role       = aws_iam_role.cluster.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"
}

# Nodes join the cluster and pull images. What pods need, pods have as identities of their own.
resource "aws_iam_role_policy_attachment" "nodes" {
  for_each = toset(["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodePolicy"])

  role       = aws_iam_role.nodes.name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}

resource "aws_iam_role_policy_attachment" "network" {
  role       = aws_iam_role.network.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"
}
