# Who the processes and the pipelines are: roles that a token of a named issuer takes on for an hour. Nobody has a key
# that could be copied.
locals {
  # "https://example.com/id" names the claims of its tokens "example.com/id:sub".
  claims = { for issuer, stated in var.issuers : issuer => trimprefix(stated.url, "https://") }

  issuer_ids = {
    for issuer, stated in var.issuers : issuer => (
      stated.existing
      ? "arn:aws:iam::${data.aws_caller_identity.current.account_id}:oidc-provider/${local.claims[issuer]}"
      : aws_iam_openid_connect_provider.this[issuer].arn
    )
  }

  bearers = merge(
    { for workload, stated in var.workloads : "workload/${workload}" => { issuers = stated.issuers, subject = stated.subject } },
    { for pipeline, stated in var.pipelines : "pipeline/${pipeline}" => { issuers = toset([stated.issuer]), subject = stated.subject } },
  )
}

data "aws_caller_identity" "current" {}

resource "aws_iam_openid_connect_provider" "this" {
  for_each = { for issuer, stated in var.issuers : issuer => stated if !stated.existing }

  url            = each.value.url
  client_id_list = [each.value.audience]

  tags = var.tags
}

data "aws_iam_policy_document" "trust" {
  for_each = local.bearers

  dynamic "statement" {
    for_each = each.value.issuers

    content {
      actions = ["sts:AssumeRoleWithWebIdentity"]

      principals {
        type        = "Federated"
        identifiers = [local.issuer_ids[statement.value]]
      }

      # One subject, letter by letter: a pattern would let in whoever can make a branch or a service account.
      condition {
        test     = "StringEquals"
        variable = "${local.claims[statement.value]}:sub"
        values   = [each.value.subject]
      }

      condition {
        test     = "StringEquals"
        variable = "${local.claims[statement.value]}:aud"
        values   = [var.issuers[statement.value].audience]
      }
    }
  }
}

resource "aws_iam_role" "this" {
  for_each = local.bearers

  name                 = "${var.name}-${replace(each.key, "/", "-")}"
  description          = "Taken on by ${each.value.subject}."
  assume_role_policy   = data.aws_iam_policy_document.trust[each.key].json
  max_session_duration = 3600

  tags = var.tags
}
