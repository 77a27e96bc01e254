# What each process and each pipeline may do, and nothing beside it.
locals {
  rights = merge(
    { for workload, stated in var.workloads : "workload/${workload}" => merge(stated, { cluster_ids = {} }) },
    { for pipeline, stated in var.pipelines : "pipeline/${pipeline}" => stated if length(merge(stated.secret_ids, stated.rotated_secret_ids, stated.read_buckets, stated.write_buckets, stated.cluster_ids)) > 0 },
  )

  recovering = toset(concat(
    [for workload, stated in var.workloads : "workload/${workload}" if stated.recovers],
    [for pipeline, stated in var.pipelines : "pipeline/${pipeline}" if stated.recovers],
  ))
}

data "aws_iam_policy_document" "rights" {
  for_each = local.rights

  dynamic "statement" {
    for_each = length(each.value.secret_ids) > 0 ? [1] : []

    content {
      sid       = "Secrets"
      actions   = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
      resources = values(each.value.secret_ids)
    }
  }

  dynamic "statement" {
    for_each = length(each.value.rotated_secret_ids) > 0 ? [1] : []

    content {
      sid = "RotateSecrets"
      actions = [
        "secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue", "secretsmanager:ListSecretVersionIds",
        "secretsmanager:PutSecretValue", "secretsmanager:UpdateSecretVersionStage",
      ]
      resources = values(each.value.rotated_secret_ids)
    }
  }

  dynamic "statement" {
    for_each = length(each.value.read_buckets) > 0 ? [1] : []

    content {
      sid       = "ReadObjects"
      actions   = ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"]
      resources = flatten([for bucket in values(each.value.read_buckets) : [bucket, "${bucket}/*"]])
    }
  }

  # Objects are written once.
  dynamic "statement" {
    for_each = length(each.value.write_buckets) > 0 ? [1] : []

    content {
      sid       = "WriteObjects"
      actions   = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket", "s3:PutObject"]
      resources = flatten([for bucket in values(each.value.write_buckets) : [bucket, "${bucket}/*"]])
    }
  }

  # Deleting hides an object. Its version stays until the retention of the bucket lets it go; nobody may delete that.
  dynamic "statement" {
    for_each = length(each.value.delete_buckets) > 0 ? [1] : []

    content {
      sid       = "DeleteObjects"
      actions   = ["s3:DeleteObject"]
      resources = [for bucket in values(each.value.delete_buckets) : "${bucket}/*"]
    }
  }

  # `syndic backup` asks until when nobody can delete what it wrote, and what it would delete.
  dynamic "statement" {
    for_each = length(each.value.locked_buckets) > 0 ? [1] : []

    content {
      sid       = "ReadLocks"
      actions   = ["s3:GetObjectRetention"]
      resources = [for bucket in values(each.value.locked_buckets) : "${bucket}/*"]
    }
  }

  # `syndic kubernetes connect` finds the cluster. What may be done in it is decided there.
  dynamic "statement" {
    for_each = length(each.value.cluster_ids) > 0 ? [1] : []

    content {
      sid       = "FindClusters"
      actions   = ["eks:DescribeCluster"]
      resources = values(each.value.cluster_ids)
    }
  }

  dynamic "statement" {
    for_each = length(each.value.key_ids) > 0 ? [1] : []

    content {
      sid       = "Keys"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = values(each.value.key_ids)
    }
  }
}

resource "aws_iam_role_policy" "rights" {
  for_each = local.rights

  name   = split("/", each.key)[0]
  role   = aws_iam_role.this[each.key].id
  policy = data.aws_iam_policy_document.rights[each.key].json
}

resource "aws_iam_role_policy_attachment" "pipelines" {
  for_each = merge([
    for pipeline, stated in var.pipelines : { for policy in stated.policy_ids : "${pipeline}/${element(split("/", policy), -1)}" => { pipeline = pipeline, policy = policy } }
  ]...)

  role       = aws_iam_role.this["pipeline/${each.value.pipeline}"].name
  policy_arn = each.value.policy
}

resource "aws_iam_role_policy_attachment" "recovery" {
  for_each = local.recovering

  role       = aws_iam_role.this[each.key].name
  policy_arn = aws_iam_policy.recovery[0].arn
}
