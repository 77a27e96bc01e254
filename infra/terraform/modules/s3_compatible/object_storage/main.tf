# Buckets in a store of your own that speaks S3, such as MinIO: with versions, locks, an end of what was replaced, and no
# access in clear. The caller's aws provider names the store as its endpoint of S3; its key comes from AWS_ACCESS_KEY_ID
# and AWS_SECRET_ACCESS_KEY. Users, replication, and the keys that objects are encrypted with are the store's own affair.
resource "aws_s3_bucket" "this" {
  for_each = var.buckets

  bucket              = each.value.name
  object_lock_enabled = true

  tags = var.tags

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_object_lock_configuration" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  rule {
    default_retention {
      mode = var.lock_mode
      days = var.buckets[each.key].lock_days
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

# MinIO ends incomplete uploads by itself and knows no rule for them.
resource "aws_s3_bucket_lifecycle_configuration" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id

  rule {
    id     = "old-versions"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = var.old_version_days
    }
  }

  depends_on = [aws_s3_bucket_versioning.this]
}

# A store without a service of keys refuses this; it is encrypted by its disks then.
resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = { for held, bucket in aws_s3_bucket.this : held => bucket if var.encrypts_objects }

  bucket = each.value.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# Written from the names, not from the buckets' answers, so that the gate can judge it before anything exists.
data "aws_iam_policy_document" "this" {
  for_each = var.buckets

  statement {
    sid       = "RefuseClearText"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = ["arn:aws:s3:::${each.value.name}", "arn:aws:s3:::${each.value.name}/*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "this" {
  for_each = aws_s3_bucket.this

  bucket = each.value.id
  policy = data.aws_iam_policy_document.this[each.key].json
}
