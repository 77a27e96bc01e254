# A cluster whose API is reached from its network alone, and where people and pipelines sign in by identity: there is no
# local account whose certificate could be copied.
resource "azurerm_kubernetes_cluster" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  dns_prefix          = var.name
  kubernetes_version  = var.kubernetes_version
  node_resource_group = local.node_resource_group
  sku_tier            = "Standard"

  private_cluster_enabled           = true
  private_dns_zone_id               = "System"
  local_account_disabled            = true
  role_based_access_control_enabled = true
  azure_policy_enabled              = true
  oidc_issuer_enabled               = true
  workload_identity_enabled         = true
  run_command_enabled               = false
  automatic_upgrade_channel         = "patch"
  node_os_upgrade_channel           = "NodeImage"
  image_cleaner_enabled             = true
  image_cleaner_interval_hours      = 168
  disk_encryption_set_id            = azurerm_disk_encryption_set.this.id

  azure_active_directory_role_based_access_control {
    azure_rbac_enabled     = true
    tenant_id              = var.tenant_id
    admin_group_object_ids = var.administrator_ids
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.cluster.id]
  }

  kubelet_identity {
    client_id                 = azurerm_user_assigned_identity.nodes.client_id
    object_id                 = azurerm_user_assigned_identity.nodes.principal_id
    user_assigned_identity_id = azurerm_user_assigned_identity.nodes.id
  }

  # The API server stands in a subnet of ours: only so does it reach a vault that is not on the internet.
  api_server_access_profile {
    virtual_network_integration_enabled = true
    subnet_id                           = var.api_subnet_id
  }

  # Kubernetes encrypts Secrets with keys of its own, and these with ours.
  key_management_service {
    key_vault_key_id         = var.secret_key_id
    key_vault_network_access = "Private"
  }

  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_data_plane  = "cilium"
    network_policy      = "cilium"
    load_balancer_sku   = "standard"
    outbound_type       = "userAssignedNATGateway"
    pod_cidr            = var.pod_address_space
    service_cidr        = var.service_address_space
    dns_service_ip      = cidrhost(var.service_address_space, 10)
  }

  # What the manifests scale with.
  workload_autoscaler_profile {
    keda_enabled                    = true
    vertical_pod_autoscaler_enabled = true
  }

  # Runs what the cluster itself needs, and nothing of ours.
  default_node_pool {
    name                         = "system"
    vm_size                      = var.system_machine
    vnet_subnet_id               = var.subnet_id
    zones                        = var.zones
    auto_scaling_enabled         = true
    min_count                    = length(var.zones)
    max_count                    = length(var.zones) * 2
    only_critical_addons_enabled = true
    host_encryption_enabled      = true
    os_disk_size_gb              = 64
    temporary_name_for_rotation  = "systemtmp"

    upgrade_settings {
      max_surge = "33%"
    }
  }

  tags = var.tags

  lifecycle {
    prevent_destroy = true

    # The channel takes patch versions by itself.
    ignore_changes = [kubernetes_version, default_node_pool[0].node_count]
  }

  # Without the permissions Azure can neither join the subnets nor use the keys.
  depends_on = [azurerm_role_assignment.this]
}

resource "azurerm_kubernetes_cluster_node_pool" "this" {
  for_each = var.node_pools

  name                        = each.key
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.this.id
  mode                        = "User"
  vm_size                     = each.value.machine
  vnet_subnet_id              = var.subnet_id
  zones                       = var.zones
  auto_scaling_enabled        = true
  min_count                   = each.value.minimum
  max_count                   = each.value.maximum
  os_disk_size_gb             = each.value.disk_gb
  host_encryption_enabled     = true
  node_labels                 = { pool = each.key }
  temporary_name_for_rotation = "${substr(each.key, 0, 9)}tmp"

  upgrade_settings {
    max_surge = "33%"
  }

  tags = var.tags

  lifecycle {
    # The autoscaler decides, and the channel takes patch versions.
    ignore_changes = [node_count, orchestrator_version]
  }
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  name                       = "audit"
  target_resource_id         = azurerm_kubernetes_cluster.this.id
  log_analytics_workspace_id = var.log_workspace_id

  dynamic "enabled_log" {
    for_each = toset(["guard", "kube-apiserver", "kube-audit-admin", "kube-controller-manager", "kube-scheduler"])

    content {
      category = enabled_log.key
    }
  }
}
