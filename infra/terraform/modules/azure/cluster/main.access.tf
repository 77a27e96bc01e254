data "azurerm_client_config" "current" {}

locals {
  # Azure makes it for what belongs to the nodes: machines, the balancer, and the private link to it.
  node_resource_group = "${var.resource_group_name}-nodes"
}

resource "azurerm_user_assigned_identity" "cluster" {
  name                = "${var.name}-cluster"
  resource_group_name = var.resource_group_name
  location            = var.location

  tags = var.tags
}

# Who the nodes are when they pull images; Azure would make an identity of its own, which nobody could grant anything
# before the nodes want it.
resource "azurerm_user_assigned_identity" "nodes" {
  name                = "${var.name}-nodes"
  resource_group_name = var.resource_group_name
  location            = var.location

  tags = var.tags
}

resource "azurerm_user_assigned_identity" "disks" {
  name                = "${var.name}-disks"
  resource_group_name = var.resource_group_name
  location            = var.location

  tags = var.tags
}

resource "azurerm_disk_encryption_set" "this" {
  name                      = "${var.name}-disks"
  resource_group_name       = var.resource_group_name
  location                  = var.location
  key_vault_key_id          = var.disk_key_id
  auto_key_rotation_enabled = true

  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.disks.id]
  }

  tags = var.tags

  depends_on = [azurerm_role_assignment.this]
}

# Each identity may use its one key of the vault, and the cluster the subnets it puts something into. That the cluster may
# change the vault, though not read it, is what Azure asks for to reach a vault that is not on the internet.
resource "azurerm_role_assignment" "this" {
  for_each = {
    secrets = { scope = "${var.key_vault_id}/keys/${split("/", var.secret_key_id)[4]}", role = "Key Vault Crypto User", bearer = azurerm_user_assigned_identity.cluster.principal_id }
    disks   = { scope = "${var.key_vault_id}/keys/${split("/", var.disk_key_id)[4]}", role = "Key Vault Crypto Service Encryption User", bearer = azurerm_user_assigned_identity.disks.principal_id }
    vault   = { scope = var.key_vault_id, role = "Key Vault Contributor", bearer = azurerm_user_assigned_identity.cluster.principal_id }
    nodes   = { scope = var.subnet_id, role = "Network Contributor", bearer = azurerm_user_assigned_identity.cluster.principal_id }
    pulling = { scope = azurerm_user_assigned_identity.nodes.id, role = "Managed Identity Operator", bearer = azurerm_user_assigned_identity.cluster.principal_id }
    links   = { scope = var.link_subnet_id, role = "Network Contributor", bearer = azurerm_user_assigned_identity.cluster.principal_id }
    api     = { scope = var.api_subnet_id, role = "Network Contributor", bearer = azurerm_user_assigned_identity.cluster.principal_id }
  }

  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = each.value.bearer
  principal_type       = "ServicePrincipal"
}
