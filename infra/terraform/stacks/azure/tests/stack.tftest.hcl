# Run with the variables of an environment: terraform test -var-file=environments/staging.tfvars.json
run "each_region_has_a_network_and_keys_of_its_own" {
  command = plan

  assert {
    condition     = length(module.network_standby) == local.standbys && length(module.secrets_standby) == local.standbys && length(module.flow_logs_standby) == local.standbys
    error_message = "The second region has the shape of the first."
  }

  assert {
    condition     = length(output.object_store_urls) == 1 + local.standbys && length(azurerm_private_endpoint.objects) == 1 + local.standbys
    error_message = "The processes of each region reach the evidence by an address of their own network."
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
    standby = { location = "northeurope", address_space = "10.21.0.0/16", vault_name = "syndic-test-2", log_account_name = "syndictestflows2" }
  }

  assert {
    condition     = length(module.network_standby) == 1 && output.regions["standby"] == "northeurope"
    error_message = "The second region is made."
  }

  assert {
    condition     = length(azurerm_virtual_network_peering.to_standby) == 1 && length(azurerm_virtual_network_peering.to_primary) == 1
    error_message = "The databases of both regions reach each other."
  }

  assert {
    condition     = module.database_standby[0].administrator_secret_id == null && length(output.database_hosts) == 2
    error_message = "It has the administrator of the first, and a name of its own."
  }

  assert {
    condition     = keys(module.backup.plan_ids) == ["databases", "objects"]
    error_message = "Backups are kept in the second region as well."
  }

  assert {
    condition     = toset(keys(output.workload_identity_ids)) == toset(["cron", "migrate", "operations", "retention", "server", "worker"]) && length(output.cluster_names) == 2
    error_message = "One identity for each process, which the tokens of both clusters stand for."
  }

  assert {
    condition     = length(azurerm_role_assignment.pull) == 2 && alltrue([for grant in azurerm_role_assignment.pull : grant.role_definition_name == "AcrPull"])
    error_message = "The nodes of both clusters pull images, and push none."
  }

  assert {
    condition     = length(distinct(values(output.host_names))) == 1 && length(output.host_names) == 2
    error_message = "Users of both regions arrive under one name."
  }

  assert {
    condition     = output.recovery.origins == { (var.primary.location) = var.primary.location, northeurope = "northeurope" } && toset(keys(output.recovery.servers)) == toset(keys(output.recovery.origins))
    error_message = "What a failover turns is told by region: the servers, and the origins that users reach."
  }
}
