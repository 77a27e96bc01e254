# One account for both regions: Azure copies it to the paired region, where it can be read and becomes the account's
# place when the account is failed over.
module "object_storage" {
  source = "../../modules/azure/object_storage"

  name                = local.name
  resource_group_name = azurerm_resource_group.primary.name
  location            = azurerm_resource_group.primary.location
  account_name        = var.account_name
  replication         = var.standby == null ? "ZRS" : "RAGZRS"
  buckets             = { for held, name in var.containers : held => { name = name, lock_days = var.lock_days[held] } }
  key_id              = module.secrets.key_ids["data"]
  key_vault_id        = module.secrets.vault_id
  tags                = local.tags
}

# The processes of both regions reach it by an address in their own network.
resource "azurerm_private_endpoint" "objects" {
  for_each = merge(
    { primary = { group = azurerm_resource_group.primary, network = module.network } },
    { for network in module.network_standby : "standby" => { group = azurerm_resource_group.standby[0], network = network } },
  )

  name                = "${local.name}-objects"
  resource_group_name = each.value.group.name
  location            = each.value.group.location
  subnet_id           = each.value.network.endpoint_subnet_ids[0]

  private_service_connection {
    name                           = "blob"
    private_connection_resource_id = module.object_storage.store_id
    subresource_names              = ["blob"]
    is_manual_connection           = false
  }

  private_dns_zone_group {
    name                 = "blob"
    private_dns_zone_ids = [each.value.network.private_zone_ids["blob"]]
  }

  tags = local.tags
}
