resource "aws_cloudwatch_log_group" "flows" {
  name              = "/syndic/${var.name}/flows"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.log_key_id

  tags = var.tags
}

data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "flows_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["vpc-flow-logs.amazonaws.com"]
    }

    # Another account's flow logs cannot borrow the role.
    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

data "aws_iam_policy_document" "flows" {
  statement {
    actions = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = [
      "arn:aws:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:${aws_cloudwatch_log_group.flows.name}:*",
    ]
  }
}

resource "aws_iam_role" "flows" {
  name_prefix        = "${substr(var.name, 0, 24)}-flows-" # AWS allows 38 characters
  assume_role_policy = data.aws_iam_policy_document.flows_trust.json

  tags = var.tags
}

resource "aws_iam_role_policy" "flows" {
  name   = "write"
  role   = aws_iam_role.flows.id
  policy = data.aws_iam_policy_document.flows.json
}

resource "aws_flow_log" "this" {
  vpc_id                   = aws_vpc.this.id
  traffic_type             = "ALL"
  log_destination_type     = "cloud-watch-logs"
  log_destination          = aws_cloudwatch_log_group.flows.arn
  iam_role_arn             = aws_iam_role.flows.arn
  max_aggregation_interval = 60

  tags = merge(var.tags, { Name = var.name })
}
