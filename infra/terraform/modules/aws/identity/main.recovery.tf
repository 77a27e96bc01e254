# All that `syndic dr` calls to put one region in the other's place and to bring it back (infra/backups/cloud), as a policy
# of its own: people on call are given it too. It deletes no database and no version of an object.
locals {
  instances = try(values(var.recovery.instance_ids), [])

  # What a replica is made with: groups of options, which RDS makes itself, of parameters and of subnets.
  shapes = flatten([
    for instance in local.instances : [
      replace(replace(instance, ":db:", ":og:default:"), "/[^:]+$/", "*"),
      "${replace(instance, ":db:", ":pg:")}-*",
      replace(instance, ":db:", ":subgrp:"),
    ]
  ])
}

data "aws_iam_policy_document" "recovery" {
  count = var.recovery == null ? 0 : 1

  # To find the instance of a name, and those that were put aside, by which a replica is shaped: RDS lists all or none.
  statement {
    sid       = "FindDatabases"
    actions   = ["rds:DescribeDBInstances"]
    resources = distinct([for instance in local.instances : replace(instance, "/[^:]+$/", "*")])
  }

  # Fencing writes tags, changes groups and restarts; a return renames what was fenced. Nothing here deletes.
  statement {
    sid       = "TurnDatabases"
    actions   = ["rds:AddTagsToResource", "rds:ModifyDBInstance", "rds:PromoteReadReplica", "rds:RebootDBInstance"]
    resources = local.instances
  }

  # In the region of the replica, and, by an address that is signed in advance, in that of its source.
  statement {
    sid       = "MakeReplicas"
    actions   = ["rds:CreateDBInstanceReadReplica"]
    resources = concat(local.instances, local.shapes)
  }

  # RDS encrypts the replica with the key of its region, on the caller's behalf alone.
  statement {
    sid       = "EncryptReplicas"
    actions   = ["kms:CreateGrant", "kms:DescribeKey"]
    resources = values(var.recovery.key_ids)

    condition {
      test     = "StringLike"
      variable = "kms:ViaService"
      values   = ["rds.*.amazonaws.com"]
    }
  }

  # Both records of the shared name in one batch, and no other record of the zone.
  statement {
    sid       = "LeadUsers"
    actions   = ["route53:ChangeResourceRecordSets"]
    resources = ["arn:aws:route53:::hostedzone/${var.recovery.zone_id}"]

    condition {
      test     = "ForAllValues:StringEquals"
      variable = "route53:ChangeResourceRecordSetsNormalizedRecordNames"
      values   = [var.recovery.host_name]
    }

    condition {
      test     = "ForAllValues:StringEquals"
      variable = "route53:ChangeResourceRecordSetsRecordTypes"
      values   = ["A", "AAAA", "CNAME"]
    }

    condition {
      test     = "ForAllValues:StringEquals"
      variable = "route53:ChangeResourceRecordSetsActions"
      values   = ["DELETE", "UPSERT"]
    }
  }

  statement {
    sid       = "ReadRecords"
    actions   = ["route53:ListResourceRecordSets"]
    resources = ["arn:aws:route53:::hostedzone/${var.recovery.zone_id}"]
  }

  # A change has an id of Route 53's own.
  statement {
    sid       = "AwaitRecords"
    actions   = ["route53:GetChange"]
    resources = ["arn:aws:route53:::change/*"]
  }

  # Starting and stopping the copying are one right.
  statement {
    sid       = "TurnCopies"
    actions   = ["s3:GetReplicationConfiguration", "s3:PutReplicationConfiguration"]
    resources = values(var.recovery.bucket_ids)
  }

  # How the regions stand is read and written in both stores; a return completes each from the other.
  statement {
    sid       = "Objects"
    actions   = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListBucket", "s3:PutObject"]
    resources = flatten([for bucket in values(var.recovery.bucket_ids) : [bucket, "${bucket}/*"]])
  }

  # A drill takes away what it wrote.
  statement {
    sid       = "ClearDrills"
    actions   = ["s3:DeleteObject"]
    resources = [for bucket in values(var.recovery.bucket_ids) : "${bucket}/drills/*"]
  }

  statement {
    sid       = "ObjectKeys"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = concat(values(var.recovery.key_ids), values(var.recovery.secret_key_ids))
  }

  # The owner of the database, as whom the operator asks it how far it is.
  statement {
    sid       = "Secrets"
    actions   = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
    resources = values(var.recovery.secret_ids)
  }

  # Buckets are copied, and figures of databases are taken, by roles that only these services take on.
  statement {
    sid       = "PassRoles"
    actions   = ["iam:PassRole"]
    resources = concat(values(var.recovery.copier_ids), values(var.recovery.monitor_ids))
  }

  statement {
    sid       = "FindClusters"
    actions   = ["eks:DescribeCluster"]
    resources = values(var.recovery.cluster_ids)
  }
}

resource "aws_iam_policy" "recovery" {
  count = var.recovery == null ? 0 : 1

  name        = "${var.name}-recovery"
  description = "All that syndic dr calls in ${var.name}."
  policy      = data.aws_iam_policy_document.recovery[0].json

  tags = var.tags
}
