provider "aws" {
  region = "eu-central-1"
}

variables {
  name               = "syndic-test"
  kubernetes_version = "1.36"
  subnet_ids         = ["subnet-0a", "subnet-0b", "subnet-0c"]
  firewall_ids       = ["sg-0"]
  administrator_ids  = { release = "arn:aws:iam::123456789012:role/release" }
  secret_key_id      = "arn:aws:kms:eu-central-1:123456789012:key/cluster"
  disk_key_id        = "arn:aws:kms:eu-central-1:123456789012:key/data"
  log_key_id         = "arn:aws:kms:eu-central-1:123456789012:key/logs"
  tags               = { owner = "platform", environment = "test" }
}

run "the_api_is_reached_from_the_network_alone" {
  command = plan

  assert {
    condition     = one(aws_eks_cluster.this.vpc_config).endpoint_public_access == false && one(aws_eks_cluster.this.vpc_config).endpoint_private_access
    error_message = "The internet does not reach it."
  }

  assert {
    condition     = one(aws_eks_cluster.this.access_config).authentication_mode == "API" && one(aws_eks_cluster.this.access_config).bootstrap_cluster_creator_admin_permissions == false
    error_message = "Rights are stated, and whoever made the cluster has none."
  }
}

run "the_operator_reaches_the_api" {
  command = plan

  variables {
    operator_firewall_ids = { operator = "sg-0operator" }
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.operators["operator"].from_port == 443 && aws_vpc_security_group_ingress_rule.operators["operator"].referenced_security_group_id == "sg-0operator"
    error_message = "By TLS, from its own machines."
  }
}

run "an_operator_by_address_is_refused" {
  command = plan

  variables {
    operator_firewall_ids = { everybody = "0.0.0.0/0" }
  }

  expect_failures = [var.operator_firewall_ids]
}

run "secrets_and_disks_are_encrypted_with_keys_of_ours" {
  command = plan

  assert {
    condition     = one(one(aws_eks_cluster.this.encryption_config).provider).key_arn == var.secret_key_id
    error_message = "Kubernetes' Secrets are encrypted with their key."
  }

  assert {
    condition     = alltrue([for template in aws_launch_template.this : one(one(template.block_device_mappings).ebs).encrypted == "true" && one(one(template.block_device_mappings).ebs).kms_key_id == var.disk_key_id])
    error_message = "Disks are encrypted with theirs."
  }

  assert {
    condition     = aws_kms_grant.nodes.key_id == var.disk_key_id && endswith(aws_kms_grant.nodes.grantee_principal, "/AWSServiceRoleForAutoScaling")
    error_message = "What starts machines may use the key of their disks."
  }
}

run "pods_do_not_take_on_the_role_of_their_node" {
  command = plan

  assert {
    condition     = alltrue([for template in aws_launch_template.this : one(template.metadata_options).http_tokens == "required" && one(template.metadata_options).http_put_response_hop_limit == 1])
    error_message = "The metadata of a node is not reached from a pod."
  }
}

run "what_happens_is_logged" {
  command = plan

  assert {
    condition     = toset(aws_eks_cluster.this.enabled_cluster_log_types) == toset(["api", "audit", "authenticator", "controllerManager", "scheduler"]) && aws_cloudwatch_log_group.this.kms_key_id == var.log_key_id
    error_message = "Every log is kept and encrypted."
  }
}

run "the_cluster_survives_a_mistake" {
  command = plan

  assert {
    condition     = aws_eks_cluster.this.deletion_protection && one(aws_eks_cluster.this.upgrade_policy).support_type == "STANDARD"
    error_message = "Nobody deletes it by mistake, and no version out of support costs six times as much."
  }

  assert {
    condition     = jsondecode(aws_eks_addon.network.configuration_values).enableNetworkPolicy == "true"
    error_message = "Network policies are enforced."
  }
}

run "one_zone_is_refused" {
  command = plan

  variables {
    subnet_ids = ["subnet-0a"]
  }

  expect_failures = [var.subnet_ids]
}

run "no_firewall_is_refused" {
  command = plan

  variables {
    firewall_ids = []
  }

  expect_failures = [var.firewall_ids]
}

run "everybody_as_administrator_is_refused" {
  command = plan

  variables {
    administrator_ids = { everybody = "*" }
  }

  expect_failures = [var.administrator_ids]
}

run "an_operator_has_what_the_manifests_give_and_no_policy" {
  command = plan

  variables {
    operator_ids = { operations = "arn:aws:iam::123456789012:role/operations" }
  }

  assert {
    condition     = aws_eks_access_entry.operators["operations"].kubernetes_groups == toset(["syndic:operations"]) && keys(aws_eks_access_policy_association.administrators) == ["release"]
    error_message = "It is a member of the group and no administrator."
  }
}

run "everybody_as_operator_is_refused" {
  command = plan

  variables {
    operator_ids = { everybody = "*" }
  }

  expect_failures = [var.operator_ids]
}

run "a_pool_of_one_node_is_refused" {
  command = plan

  variables {
    node_pools = { workloads = { machines = ["m7i.large"], minimum = 1, maximum = 2 } }
  }

  expect_failures = [var.node_pools]
}

run "a_pool_without_machines_is_refused" {
  command = plan

  variables {
    node_pools = { workloads = { machines = [], minimum = 3, maximum = 6 } }
  }

  expect_failures = [var.node_pools]
}

run "a_key_of_secrets_by_its_alias_is_refused" {
  command = plan

  variables {
    secret_key_id = "alias/cluster"
  }

  expect_failures = [var.secret_key_id]
}

run "a_key_of_disks_by_its_alias_is_refused" {
  command = plan

  variables {
    disk_key_id = "alias/data"
  }

  expect_failures = [var.disk_key_id]
}

run "a_key_of_logs_by_its_alias_is_refused" {
  command = plan

  variables {
    log_key_id = "alias/logs"
  }

  expect_failures = [var.log_key_id]
}

run "logs_kept_for_a_month_are_refused" {
  command = plan

  variables {
    log_retention_days = 30
  }

  expect_failures = [var.log_retention_days]
}

run "a_version_that_is_not_validated_is_refused" {
  command = plan

  variables {
    kubernetes_version = "1.29"
  }

  expect_failures = [var.kubernetes_version]
}

run "nobody_as_administrator_is_refused" {
  command = plan

  variables {
    administrator_ids = {}
  }

  expect_failures = [var.administrator_ids]
}

run "no_pools_are_refused" {
  command = plan

  variables {
    node_pools = {}
  }

  expect_failures = [var.node_pools]
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
