# Who the processes and the pipelines are: roles that a token of a named issuer takes on for an hour. Nobody has a key
# that could be copied.
locals {
  # "https://example.com/id" names the claims of its tokens "example.com/id:sub".
  claims = { for issuer, stated in var.issuers : issuer => trimprefix(stated.url, "https://") }

  bearers = merge(
    { for workload, stated in var.workloads : "workload/${workload}" => { issuer = stated.issuer, subject = stated.subject } },
    { for pipeline, stated in var.pipelines : "pipeline/${pipeline}" => { issuer = stated.issuer, subject = stated.subject } },
  )
}

resource "aws_iam_openid_connect_provider" "this" {
  for_each = var.issuers

  url            = each.value.url
  client_id_list = [each.value.audience]

  tags = var.tags
}

data "aws_iam_policy_document" "trust" {
  for_each = local.bearers

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.this[each.value.issuer].arn]
    }

    # One subject, letter by letter: a pattern would let in whoever can make a branch or a service account.
    condition {
      test     = "StringEquals"
      variable = "${local.claims[each.value.issuer]}:sub"
      values   = [each.value.subject]
    }

    condition {
      test     = "StringEquals"
      variable = "${local.claims[each.value.issuer]}:aud"
      values   = [var.issuers[each.value.issuer].audience]
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
