provider "aws" {
  region = "eu-central-1"
}

variables {
  name = "syndic-test"
  tags = { owner = "platform", environment = "test" }

  issuers = {
    pipelines = { url = "https://token.actions.githubusercontent.com", audience = "sts.amazonaws.com" }
    cluster   = { url = "https://oidc.eks.eu-central-1.amazonaws.com/id/TEST", audience = "sts.amazonaws.com" }
    standby   = { url = "https://oidc.eks.eu-west-1.amazonaws.com/id/TEST", audience = "sts.amazonaws.com" }
  }

  workloads = {
    server = {
      issuers       = ["cluster"]
      subject       = "system:serviceaccount:syndic:server"
      secret_ids    = { database_api = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:database-api" }
      write_buckets = { evidence = "arn:aws:s3:::evidence" }
      key_ids       = { data = "arn:aws:kms:eu-central-1:123456789012:key/data" }
    }
    verify = {
      issuers      = ["cluster", "standby"]
      subject      = "system:serviceaccount:syndic:operations"
      read_buckets = { backups = "arn:aws:s3:::backups" }
    }
    rotate = {
      issuers            = ["cluster"]
      subject            = "system:serviceaccount:syndic:rotate"
      rotated_secret_ids = { database_api = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:database-api" }
    }
    retention = {
      issuers        = ["cluster"]
      subject        = "system:serviceaccount:syndic:retention"
      write_buckets  = { evidence = "arn:aws:s3:::evidence" }
      delete_buckets = { evidence = "arn:aws:s3:::evidence" }
    }
    operations = {
      issuers        = ["cluster"]
      subject        = "system:serviceaccount:syndic:operations"
      write_buckets  = { backups = "arn:aws:s3:::backups", evidence = "arn:aws:s3:::evidence" }
      delete_buckets = { backups = "arn:aws:s3:::backups" }
      locked_buckets = { backups = "arn:aws:s3:::backups" }
    }
  }

  pipelines = {
    plan = {
      issuer     = "pipelines"
      subject    = "repo:acme/syndic:pull_request"
      policy_ids = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
    }
    release = {
      issuer      = "pipelines"
      subject     = "repo:acme/syndic:environment:test"
      cluster_ids = { primary = "arn:aws:eks:eu-central-1:123456789012:cluster/syndic-test" }
    }
    operations = {
      issuer             = "pipelines"
      subject            = "repo:acme/syndic:environment:test-operations"
      rotated_secret_ids = { database_api = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:database-api" }
      recovers           = true
    }
  }

  recovery = {
    instance_ids   = { primary = "arn:aws:rds:eu-central-1:123456789012:db:syndic-test", standby = "arn:aws:rds:eu-west-1:123456789012:db:syndic-test" }
    monitor_ids    = { primary = "arn:aws:iam::123456789012:role/monitor" }
    bucket_ids     = { primary = "arn:aws:s3:::evidence", standby = "arn:aws:s3:::evidence-standby" }
    copier_ids     = { primary = "arn:aws:iam::123456789012:role/copies" }
    key_ids        = { primary = "arn:aws:kms:eu-central-1:123456789012:key/data" }
    secret_ids     = { owner = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:database-owner" }
    secret_key_ids = { primary = "arn:aws:kms:eu-central-1:123456789012:key/secrets" }
    cluster_ids    = { primary = "arn:aws:eks:eu-central-1:123456789012:cluster/syndic-test" }
    zone_id        = "Z0123456789ABCDEFGHIJ"
    host_name      = "syndic.test.example.com"
  }
}

run "a_role_is_taken_on_by_one_subject" {
  command = plan

  assert {
    condition = {
      for bearer, document in data.aws_iam_policy_document.trust : bearer => one([for condition in document.statement[0].condition : one(condition.values) if endswith(condition.variable, ":sub")])
      } == {
      "workload/server"     = "system:serviceaccount:syndic:server"
      "workload/verify"     = "system:serviceaccount:syndic:operations"
      "workload/rotate"     = "system:serviceaccount:syndic:rotate"
      "workload/retention"  = "system:serviceaccount:syndic:retention"
      "workload/operations" = "system:serviceaccount:syndic:operations"
      "pipeline/plan"       = "repo:acme/syndic:pull_request"
      "pipeline/release"    = "repo:acme/syndic:environment:test"
      "pipeline/operations" = "repo:acme/syndic:environment:test-operations"
    }
    error_message = "Each role has one subject."
  }

  assert {
    condition     = alltrue(flatten([for document in data.aws_iam_policy_document.trust : [for condition in document.statement[0].condition : condition.test == "StringEquals"]]))
    error_message = "The subject and the audience are compared letter by letter."
  }

  assert {
    condition     = alltrue([for role in aws_iam_role.this : role.max_session_duration == 3600])
    error_message = "A session ends after an hour."
  }
}

run "an_issuer_that_the_account_knows_is_not_made_again" {
  command = plan

  variables {
    issuers = {
      pipelines = { url = "https://token.actions.githubusercontent.com", audience = "sts.amazonaws.com", existing = true }
      cluster   = { url = "https://oidc.eks.eu-central-1.amazonaws.com/id/TEST", audience = "sts.amazonaws.com" }
      standby   = { url = "https://oidc.eks.eu-west-1.amazonaws.com/id/TEST", audience = "sts.amazonaws.com" }
    }
  }

  assert {
    condition     = keys(aws_iam_openid_connect_provider.this) == ["cluster", "standby"] && endswith(output.issuer_ids["pipelines"], ":oidc-provider/token.actions.githubusercontent.com")
    error_message = "An account knows an issuer once."
  }
}

run "who_rotates_a_secret_may_replace_it_and_no_other" {
  command = plan

  assert {
    condition     = contains(one(data.aws_iam_policy_document.rights["workload/rotate"].statement).actions, "secretsmanager:PutSecretValue") && one(one(data.aws_iam_policy_document.rights["workload/rotate"].statement).resources) == "arn:aws:secretsmanager:eu-central-1:123456789012:secret:database-api"
    error_message = "It is one secret."
  }

  assert {
    condition     = !anytrue([for statement in data.aws_iam_policy_document.rights["workload/server"].statement : contains(statement.actions, "secretsmanager:PutSecretValue")])
    error_message = "Who only reads a secret replaces none."
  }
}

run "a_process_is_the_same_in_both_clusters" {
  command = plan

  assert {
    condition = [for statement in data.aws_iam_policy_document.trust["workload/verify"].statement : one([for condition in statement.condition : condition.variable if one(condition.values) == "system:serviceaccount:syndic:operations"])] == [
      "oidc.eks.eu-central-1.amazonaws.com/id/TEST:sub", "oidc.eks.eu-west-1.amazonaws.com/id/TEST:sub"
    ]
    error_message = "The tokens of each cluster are believed for this subject."
  }
}

run "a_process_may_do_what_is_stated_and_nothing_else" {
  command = plan

  assert {
    condition     = toset(data.aws_iam_policy_document.rights["workload/server"].statement[*].sid) == toset(["Secrets", "WriteObjects", "Keys"])
    error_message = "The server reads its secrets and writes objects."
  }

  assert {
    condition = toset(flatten([for bearer, document in data.aws_iam_policy_document.rights : [for statement in document.statement : [for action in statement.actions : "${bearer} ${action} ${one(statement.resources)}" if can(regex("Delete|[*]", action))]]])) == toset([
      "workload/operations s3:DeleteObject arn:aws:s3:::backups/*", "workload/retention s3:DeleteObject arn:aws:s3:::evidence/*"
    ])
    error_message = "Retention deletes evidence and operations backups, nobody deletes a version, and none has a pattern of actions."
  }

  assert {
    condition     = toset(one(data.aws_iam_policy_document.rights["workload/verify"].statement).resources) == toset(["arn:aws:s3:::backups", "arn:aws:s3:::backups/*"])
    error_message = "Whoever verifies backups reads them."
  }
}

run "who_deletes_backups_sees_their_locks_and_changes_none" {
  command = plan

  assert {
    condition     = one([for statement in data.aws_iam_policy_document.rights["workload/operations"].statement : statement if statement.sid == "ReadLocks"]).actions == toset(["s3:GetObjectRetention"])
    error_message = "It asks until when a backup is locked."
  }

  assert {
    condition     = !anytrue(flatten([for document in values(data.aws_iam_policy_document.rights) : [for statement in document.statement : [for action in statement.actions : can(regex("s3:(Put.*Retention|Bypass|PutObjectLegalHold)", action))]]]))
    error_message = "Nobody shortens a lock."
  }
}

run "a_failover_turns_what_is_named_and_deletes_nothing" {
  command = plan

  assert {
    condition     = keys(aws_iam_role_policy_attachment.recovery) == ["pipeline/operations"] && aws_iam_policy.recovery[0].name == "syndic-test-recovery"
    error_message = "Only who is said to recover may."
  }

  assert {
    condition = toset(flatten([for statement in data.aws_iam_policy_document.recovery[0].statement : statement.resources if contains(["TurnDatabases", "MakeReplicas"], statement.sid)])) == toset(flatten([
      for region in ["eu-central-1", "eu-west-1"] : [for named in ["db:syndic-test", "og:default:*", "pg:syndic-test-*", "subgrp:syndic-test"] : "arn:aws:rds:${region}:123456789012:${named}"]
    ]))
    error_message = "These databases are turned, and what a replica of them is made with."
  }

  assert {
    condition     = [for statement in data.aws_iam_policy_document.recovery[0].statement : "${one(statement.actions)} ${join(" ", sort(statement.resources))}" if anytrue([for action in statement.actions : can(regex("Delete|[*]", action))])] == ["s3:DeleteObject arn:aws:s3:::evidence-standby/drills/* arn:aws:s3:::evidence/drills/*"]
    error_message = "Nothing is deleted but what a drill wrote, and no action is a pattern."
  }

  assert {
    condition     = alltrue([for statement in data.aws_iam_policy_document.recovery[0].statement : !contains(statement.resources, "*")])
    error_message = "Nothing is turned but what is named."
  }

  assert {
    condition     = one([for statement in data.aws_iam_policy_document.recovery[0].statement : [for condition in statement.condition : one(condition.values) if endswith(condition.variable, "NormalizedRecordNames")] if statement.sid == "LeadUsers"]) == ["syndic.test.example.com"]
    error_message = "Of the zone, one name is changed."
  }
}

run "one_region_recovers_nowhere" {
  command = plan

  variables {
    recovery  = null
    pipelines = {}
  }

  assert {
    condition     = length(aws_iam_policy.recovery) == 0 && output.recovery_policy_id == null
    error_message = "Nothing can be turned."
  }
}

run "a_pipeline_that_recovers_nothing_is_refused" {
  command = plan

  variables {
    recovery = null
  }

  expect_failures = [var.pipelines]
}

run "a_workload_that_recovers_nothing_is_refused" {
  command = plan

  variables {
    recovery  = null
    pipelines = {}
    workloads = { operations = { issuers = ["cluster"], subject = "system:serviceaccount:syndic:operations", write_buckets = { evidence = "arn:aws:s3:::evidence" }, recovers = true } }
  }

  expect_failures = [var.workloads]
}

run "a_pipeline_with_all_secrets_is_refused" {
  command = plan

  variables {
    pipelines = { operations = { issuer = "pipelines", subject = "repo:acme/syndic:environment:test", secret_ids = { all = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:*" } } }
  }

  expect_failures = [var.pipelines]
}

run "all_databases_are_refused" {
  command = plan

  variables {
    recovery = {
      instance_ids   = { primary = "arn:aws:rds:eu-central-1:123456789012:db:*", standby = "arn:aws:rds:eu-west-1:123456789012:db:*" }
      monitor_ids    = {}
      bucket_ids     = {}
      copier_ids     = {}
      key_ids        = {}
      secret_ids     = {}
      secret_key_ids = {}
      cluster_ids    = {}
      zone_id        = "Z0123456789ABCDEFGHIJ"
      host_name      = "syndic.test.example.com"
    }
  }

  expect_failures = [var.recovery]
}

run "any_role_that_is_passed_on_is_refused" {
  command = plan

  variables {
    recovery = {
      instance_ids   = { primary = "arn:aws:rds:eu-central-1:123456789012:db:syndic-test", standby = "arn:aws:rds:eu-west-1:123456789012:db:syndic-test" }
      monitor_ids    = { primary = "arn:aws:iam::123456789012:role/*" }
      bucket_ids     = {}
      copier_ids     = {}
      key_ids        = {}
      secret_ids     = {}
      secret_key_ids = {}
      cluster_ids    = {}
      zone_id        = "Z0123456789ABCDEFGHIJ"
      host_name      = "syndic.test.example.com"
    }
  }

  expect_failures = [var.recovery]
}

run "pipelines_have_the_policies_stated" {
  command = plan

  assert {
    condition     = [for attachment in aws_iam_role_policy_attachment.pipelines : attachment.policy_arn] == ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
    error_message = "They have these and no others."
  }
}

run "a_pattern_of_service_accounts_is_refused" {
  command = plan

  variables {
    workloads = { server = { issuers = ["cluster"], subject = "system:serviceaccount:syndic:*", secret_ids = { database_api = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:database-api" } } }
  }

  expect_failures = [var.workloads]
}

run "a_workload_of_an_unknown_issuer_is_refused" {
  command = plan

  variables {
    workloads = { server = { issuers = ["elsewhere"], subject = "system:serviceaccount:syndic:server", secret_ids = { database_api = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:database-api" } } }
  }

  expect_failures = [var.workloads]
}

run "a_workload_in_capitals_is_refused" {
  command = plan

  variables {
    workloads = { Server = { issuers = ["cluster"], subject = "system:serviceaccount:syndic:server", secret_ids = { database_api = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:database-api" } } }
  }

  expect_failures = [var.workloads]
}

run "a_workload_that_may_do_nothing_is_refused" {
  command = plan

  variables {
    workloads = { server = { issuers = ["cluster"], subject = "system:serviceaccount:syndic:server", secret_ids = {} } }
  }

  expect_failures = [var.workloads]
}

run "a_pattern_of_pipelines_is_refused" {
  command = plan

  variables {
    pipelines = { plan = { issuer = "pipelines", subject = "repo:acme/*", policy_ids = ["arn:aws:iam::aws:policy/ReadOnlyAccess"] } }
  }

  expect_failures = [var.pipelines]
}

run "a_pipeline_of_an_unknown_issuer_is_refused" {
  command = plan

  variables {
    pipelines = { plan = { issuer = "elsewhere", subject = "repo:acme/syndic:pull_request", policy_ids = ["arn:aws:iam::aws:policy/ReadOnlyAccess"] } }
  }

  expect_failures = [var.pipelines]
}

run "a_pipeline_in_capitals_is_refused" {
  command = plan

  variables {
    pipelines = { Plan = { issuer = "pipelines", subject = "repo:acme/syndic:pull_request", policy_ids = ["arn:aws:iam::aws:policy/ReadOnlyAccess"] } }
  }

  expect_failures = [var.pipelines]
}

run "an_issuer_without_tls_is_refused" {
  command = plan

  variables {
    issuers = { cluster = { url = "http://example.com", audience = "syndic" }, pipelines = { url = "https://example.org", audience = "syndic" } }
  }

  expect_failures = [var.issuers]
}

run "any_audience_is_refused" {
  command = plan

  variables {
    issuers = { cluster = { url = "https://example.com", audience = "*" }, pipelines = { url = "https://example.org", audience = "syndic" } }
  }

  expect_failures = [var.issuers]
}

run "a_bad_name_is_refused" {
  command = plan

  variables {
    name = "Syndic_"
  }

  expect_failures = [var.name]
}

run "missing_tags_are_refused" {
  command = plan

  variables {
    tags = { owner = "platform" }
  }

  expect_failures = [var.tags]
}

run "all_secrets_are_refused" {
  command = plan

  variables {
    workloads = { server = { issuers = ["cluster"], subject = "system:serviceaccount:syndic:server", secret_ids = { all = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:*" } } }
  }

  expect_failures = [var.workloads]
}

run "a_pipeline_that_may_do_everything_is_refused" {
  command = plan

  variables {
    pipelines = { plan = { issuer = "pipelines", subject = "repo:acme/syndic:pull_request", policy_ids = ["arn:aws:iam::aws:policy/AdministratorAccess"] } }
  }

  expect_failures = [var.pipelines]
}
