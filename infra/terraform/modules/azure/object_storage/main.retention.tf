# Final: nobody shortens it any more, and Azure deletes neither container nor account while one holds objects.
resource "azurerm_storage_container_immutability_policy" "this" {
  for_each = var.buckets

  storage_container_resource_manager_id = azurerm_storage_container.this[each.key].id
  immutability_period_in_days           = each.value.lock_days
  locked                                = true
}

resource "azurerm_storage_management_policy" "this" {
  storage_account_id = azurerm_storage_account.this.id

  rule {
    name    = "old-versions"
    enabled = true

    filters {
      blob_types = ["blockBlob"]
    }

    actions {
      version {
        delete_after_days_since_creation = var.old_version_days + max(0, [for bucket in values(var.buckets) : bucket.lock_days]...)
      }
    }
  }
}
