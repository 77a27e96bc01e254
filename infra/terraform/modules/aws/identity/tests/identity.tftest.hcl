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
  }

  pipelines = {
    plan = {
      issuer     = "pipelines"
      subject    = "repo:acme/syndic:pull_request"
      policy_ids = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
    }
  }
}

run "a_role_is_taken_on_by_one_subject" {
  command = plan

  assert {
    condition = {
      for bearer, document in data.aws_iam_policy_document.trust : bearer => one([for condition in document.statement[0].condition : one(condition.values) if endswith(condition.variable, ":sub")])
      } == {
      "workload/server"    = "system:serviceaccount:syndic:server"
      "workload/verify"    = "system:serviceaccount:syndic:operations"
      "workload/rotate"    = "system:serviceaccount:syndic:rotate"
      "workload/retention" = "system:serviceaccount:syndic:retention"
      "pipeline/plan"      = "repo:acme/syndic:pull_request"
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
    condition     = contains(one(data.aws_iam_policy_document.workloads["rotate"].statement).actions, "secretsmanager:PutSecretValue") && one(one(data.aws_iam_policy_document.workloads["rotate"].statement).resources) == "arn:aws:secretsmanager:eu-central-1:123456789012:secret:database-api"
    error_message = "It is one secret."
  }

  assert {
    condition     = !anytrue([for statement in data.aws_iam_policy_document.workloads["server"].statement : contains(statement.actions, "secretsmanager:PutSecretValue")])
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
    condition     = toset(data.aws_iam_policy_document.workloads["server"].statement[*].sid) == toset(["Secrets", "WriteObjects", "Keys"])
    error_message = "The server reads its secrets and writes objects."
  }

  assert {
    condition     = flatten([for workload, document in data.aws_iam_policy_document.workloads : [for statement in document.statement : [for action in statement.actions : "${workload} ${action}" if can(regex("Delete|[*]", action))]]]) == ["retention s3:DeleteObject"]
    error_message = "Only retention deletes objects, nobody deletes a version, and none has a pattern of actions."
  }

  assert {
    condition     = toset(one(data.aws_iam_policy_document.workloads["verify"].statement).resources) == toset(["arn:aws:s3:::backups", "arn:aws:s3:::backups/*"])
    error_message = "Whoever verifies backups reads them."
  }
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
