provider "azurerm" {
  features {}
}

variables {
  name                = "syndic-test"
  resource_group_name = "syndic-test"
  location            = "westeurope"
  tags                = { owner = "platform", environment = "test" }

  issuers = {
    pipelines = { url = "https://token.actions.githubusercontent.com", audience = "api://AzureADTokenExchange" }
    cluster   = { url = "https://westeurope.oic.prod-aks.azure.com/test", audience = "api://AzureADTokenExchange" }
    standby   = { url = "https://northeurope.oic.prod-aks.azure.com/test", audience = "api://AzureADTokenExchange" }
  }

  workloads = {
    server = {
      issuers       = ["cluster"]
      subject       = "system:serviceaccount:syndic:server"
      secret_ids    = { database_api = "/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/v/secrets/database-api" }
      write_buckets = { evidence = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/a/blobServices/default/containers/evidence" }
    }
    verify = {
      issuers            = ["cluster", "standby"]
      subject            = "system:serviceaccount:syndic:operations"
      read_buckets       = { backups = "/subscriptions/s/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/a/blobServices/default/containers/backups" }
      rotated_secret_ids = { database_api = "/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/v/secrets/database-api" }
      key_ids            = { backups = "/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/v/keys/backups" }
    }
  }

  pipelines = {
    plan = {
      issuer  = "pipelines"
      subject = "repo:acme/syndic:pull_request"
      grants  = { read = { role = "Reader", scope = "/subscriptions/s/resourceGroups/syndic-test" } }
    }
  }
}

run "an_identity_is_used_by_one_subject" {
  command = plan

  assert {
    condition = { for bearer, credential in azurerm_federated_identity_credential.this : bearer => credential.subject } == {
      "workload/server/cluster" = "system:serviceaccount:syndic:server"
      "workload/verify/cluster" = "system:serviceaccount:syndic:operations"
      "workload/verify/standby" = "system:serviceaccount:syndic:operations"
      "pipeline/plan/pipelines" = "repo:acme/syndic:pull_request"
    }
    error_message = "Each identity has one subject, in as many clusters as are stated."
  }
}

run "a_process_may_do_what_is_stated_and_nothing_else" {
  command = plan

  assert {
    condition = { for name, grant in azurerm_role_assignment.this : name => grant.role_definition_name } == {
      "server/secret/database_api" = "Key Vault Secrets User"
      "server/write/evidence"      = "Storage Blob Data Contributor"
      "verify/read/backups"        = "Storage Blob Data Reader"
      "verify/key/backups"         = "Key Vault Crypto User"
      "verify/rotate/database_api" = "Key Vault Secrets Officer"
      "plan/read"                  = "Reader"
    }
    error_message = "Each role is on a single secret, container, key or group."
  }
}

run "a_pattern_of_service_accounts_is_refused" {
  command = plan

  variables {
    workloads = { server = { issuers = ["cluster"], subject = "system:serviceaccount:syndic:*", secret_ids = { database_api = "/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/v/secrets/database-api" } } }
  }

  expect_failures = [var.workloads]
}

run "a_workload_of_an_unknown_issuer_is_refused" {
  command = plan

  variables {
    workloads = { server = { issuers = ["elsewhere"], subject = "system:serviceaccount:syndic:server", secret_ids = { database_api = "/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/v/secrets/database-api" } } }
  }

  expect_failures = [var.workloads]
}

run "a_workload_in_capitals_is_refused" {
  command = plan

  variables {
    workloads = { Server = { issuers = ["cluster"], subject = "system:serviceaccount:syndic:server", secret_ids = { database_api = "/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/v/secrets/database-api" } } }
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
    pipelines = { plan = { issuer = "pipelines", subject = "repo:acme/*", grants = { read = { role = "Reader", scope = "/subscriptions/s/resourceGroups/r" } } } }
  }

  expect_failures = [var.pipelines]
}

run "a_pipeline_of_an_unknown_issuer_is_refused" {
  command = plan

  variables {
    pipelines = { plan = { issuer = "elsewhere", subject = "repo:acme/syndic:pull_request", grants = { read = { role = "Reader", scope = "/subscriptions/s/resourceGroups/r" } } } }
  }

  expect_failures = [var.pipelines]
}

run "a_pipeline_in_capitals_is_refused" {
  command = plan

  variables {
    pipelines = { Plan = { issuer = "pipelines", subject = "repo:acme/syndic:pull_request", grants = { read = { role = "Reader", scope = "/subscriptions/s/resourceGroups/r" } } } }
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

run "a_whole_vault_is_refused" {
  command = plan

  variables {
    workloads = { server = { issuers = ["cluster"], subject = "system:serviceaccount:syndic:server", secret_ids = { v = "/subscriptions/s/resourceGroups/r/providers/Microsoft.KeyVault/vaults/v" } } }
  }

  expect_failures = [var.workloads]
}

run "a_pipeline_that_owns_is_refused" {
  command = plan

  variables {
    pipelines = { plan = { issuer = "pipelines", subject = "repo:acme/syndic:pull_request", grants = { read = { role = "Owner", scope = "/subscriptions/s/resourceGroups/r" } } } }
  }

  expect_failures = [var.pipelines]
}

run "a_pipeline_of_the_whole_subscription_is_refused" {
  command = plan

  variables {
    pipelines = { plan = { issuer = "pipelines", subject = "repo:acme/syndic:pull_request", grants = { read = { role = "Reader", scope = "/subscriptions/s" } } } }
  }

  expect_failures = [var.pipelines]
}

run "a_bad_resource_group_is_refused" {
  command = plan

  variables {
    resource_group_name = "ends-with-a-dot."
  }

  expect_failures = [var.resource_group_name]
}

run "a_region_by_its_display_name_is_refused" {
  command = plan

  variables {
    location = "West Europe"
  }

  expect_failures = [var.location]
}
