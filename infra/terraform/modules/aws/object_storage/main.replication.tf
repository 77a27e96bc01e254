data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_iam_policy_document" "replication_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["s3.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

data "aws_iam_policy_document" "replication" {
  statement {
    actions   = ["s3:GetReplicationConfiguration", "s3:ListBucket"]
    resources = [for held in keys(var.replicas) : "arn:aws:s3:::${var.buckets[held].name}"]
  }

  # Locked objects keep their lock in the copy.
  statement {
    actions = [
      "s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging",
      "s3:GetObjectRetention", "s3:GetObjectLegalHold",
    ]
    resources = [for held in keys(var.replicas) : "arn:aws:s3:::${var.buckets[held].name}/*"]
  }

  statement {
    actions   = ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"]
    resources = [for replica in values(var.replicas) : "arn:aws:s3:::${replica.bucket_name}/*"]
  }

  statement {
    actions   = ["kms:Decrypt"]
    resources = [var.key_id]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${data.aws_region.current.region}.amazonaws.com"]
    }
  }

  statement {
    actions   = ["kms:Encrypt"]
    resources = distinct([for replica in values(var.replicas) : replica.key_id])
  }
}

# What copies out of this region, now or when a failover turns the direction: `syndic dr` names it.
resource "aws_iam_role" "replication" {
  count = length(var.replicas) > 0 ? 1 : 0

  name               = "${var.name}-copies-${data.aws_region.current.region}"
  assume_role_policy = data.aws_iam_policy_document.replication_trust.json

  tags = var.tags
}

resource "aws_iam_role_policy" "replication" {
  count = length(var.replicas) > 0 ? 1 : 0

  name   = "copy"
  role   = aws_iam_role.replication[0].id
  policy = data.aws_iam_policy_document.replication.json
}

resource "aws_s3_bucket_replication_configuration" "this" {
  for_each = var.copies ? var.replicas : {}

  bucket = aws_s3_bucket.this[each.key].id
  role   = aws_iam_role.replication[0].arn

  rule {
    id     = "everything"
    status = "Enabled"

    filter {}

    # A deletion here is not a deletion there.
    delete_marker_replication {
      status = "Disabled"
    }

    source_selection_criteria {
      sse_kms_encrypted_objects {
        status = "Enabled"
      }
    }

    destination {
      bucket = "arn:aws:s3:::${each.value.bucket_name}"

      encryption_configuration {
        replica_kms_key_id = each.value.key_id
      }

      replication_time {
        status = "Enabled"

        time {
          minutes = 15
        }
      }

      metrics {
        status = "Enabled"

        event_threshold {
          minutes = 15
        }
      }
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}
