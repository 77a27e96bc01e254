# Run with the variables of an environment: terraform test -var-file=environments/staging.tfvars.json
run "each_region_has_a_network_keys_and_buckets_of_its_own" {
  command = plan

  assert {
    condition     = length(module.network_standby) == local.standbys && length(module.secrets_standby) == local.standbys && length(module.object_storage_standby) == local.standbys
    error_message = "The second region has the shape of the first."
  }

  assert {
    condition     = length(output.object_store_urls) == 1 + local.standbys && length(distinct(values(output.object_store_urls))) == 1 + local.standbys
    error_message = "Each region keeps evidence in a bucket of its own."
  }

  assert {
    condition     = toset(keys(output.secret_references)) == var.secret_names
    error_message = "Every secret has a reference."
  }
}

run "users_arrive_nowhere_before_the_edge_is_made" {
  command = plan

  variables {
    edge = false
  }

  assert {
    condition     = length(module.edge) == 0 && output.host_names == {} && length(output.cluster_names) == 1 + local.standbys
    error_message = "Everything else is made without it."
  }
}

run "a_second_region_doubles_the_shape" {
  command = plan

  variables {
    standby = { region = "eu-west-1", zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"], address_space = "10.11.0.0/16", buckets = { evidence = "syndic-test-eu-west-1", backups = "syndic-test-backups-eu-west-1" }, log_bucket_name = "syndic-test-access-eu-west-1" }
  }

  assert {
    condition     = length(module.network_standby) == 1 && output.regions["standby"] == "eu-west-1"
    error_message = "The second region is made."
  }

  assert {
    condition     = module.database_standby[0].administrator_secret_id == null && length(output.database_hosts) == 2
    error_message = "It has the administrator of the first, and an endpoint of its own, by which its region's processes know it."
  }

  assert {
    condition     = contains(keys(module.backup[0].copy_vault_ids), "eu-west-1") && length(module.backup_standby[0].plan_ids) == 0
    error_message = "Backups are kept in the second region as well."
  }

  assert {
    condition     = toset(keys(output.workload_identity_ids)) == toset(["cron", "migrate", "operations", "retention", "server", "worker"]) && length(output.cluster_names) == 2
    error_message = "One identity for each process, which the tokens of both clusters stand for."
  }

  assert {
    condition     = local.stores["server"] == { "primary/evidence" = "arn:aws:s3:::${var.primary.buckets["evidence"]}", "standby/evidence" = "arn:aws:s3:::syndic-test-eu-west-1" } && local.stores["migrate"] == {}
    error_message = "The server writes evidence and no backups; migrations write no objects."
  }

  assert {
    condition     = length(module.edge_standby) == length(module.edge) && length(output.registry_addresses) == 2
    error_message = "Users can arrive in both, and both pull images of their own."
  }

  assert {
    condition     = local.drilled == var.drills && length(local.operators) == (var.drills ? 1 : 0)
    error_message = "The scheduled jobs fail over where they drill, and reach the clusters for that."
  }

  assert {
    condition     = local.backups == { "primary/backups" = "arn:aws:s3:::${var.primary.buckets["backups"]}", "standby/backups" = "arn:aws:s3:::syndic-test-backups-eu-west-1" }
    error_message = "Backups are removed from these buckets, and their locks read."
  }
}

run "nobody_drills_where_nobody_takes_over" {
  command = plan

  variables {
    drills  = true
    standby = null
  }

  assert {
    condition     = !local.drilled && length(local.operators) == 0 && output.recovery_policy_id == null && contains(keys(output.pipeline_identity_ids), "operations")
    error_message = "The scheduled jobs back up and rotate, and turn nothing."
  }
}

run "production_is_not_lost_to_practise" {
  command = plan

  variables {
    drills  = false
    standby = { region = "eu-west-1", zones = ["eu-west-1a", "eu-west-1b", "eu-west-1c"], address_space = "10.11.0.0/16", buckets = { evidence = "syndic-test-eu-west-1", backups = "syndic-test-backups-eu-west-1" }, log_bucket_name = "syndic-test-access-eu-west-1" }
  }

  assert {
    condition     = !local.drilled && length(local.operators) == 0
    error_message = "Only people on call may fail over."
  }
}
