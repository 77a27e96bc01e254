# The registry of one region. Where images are copied to, the repositories are made before by a call of this module in
# that region: a repository that AWS made by itself would have a key of AWS's.
resource "aws_ecr_repository" "this" {
  for_each = var.image_names

  name                 = "${var.name}/${each.key}"
  image_tag_mutability = "IMMUTABLE"
  force_delete         = false

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = var.key_id
  }

  image_scanning_configuration {
    scan_on_push = true
  }

  tags = var.tags

  lifecycle {
    prevent_destroy = true
  }
}

# An image with a tag was released, or can be gone back to. What has none is a layer of what was built anew.
resource "aws_ecr_lifecycle_policy" "this" {
  for_each = aws_ecr_repository.this

  repository = each.value.name

  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "Images without a tag end."
        selection = {
          tagStatus   = "untagged"
          countType   = "sinceImagePushed"
          countUnit   = "days"
          countNumber = var.untagged_days
        }
        action = { type = "expire" }
      },
    ]
  })
}

data "aws_caller_identity" "current" {}

data "aws_region" "current" {}

# An account has one of these in each region, so one call of this module at most names copies.
resource "aws_ecr_replication_configuration" "this" {
  count = length(var.copy_regions) > 0 ? 1 : 0

  replication_configuration {
    rule {
      dynamic "destination" {
        for_each = var.copy_regions

        content {
          region      = destination.value
          registry_id = data.aws_caller_identity.current.account_id
        }
      }

      repository_filter {
        filter      = "${var.name}/"
        filter_type = "PREFIX_MATCH"
      }
    }
  }
}
