# What each process may do, and nothing beside it: a role on a single secret, container or key.
locals {
  granted = merge(
    [for workload, stated in var.workloads : merge(
      { for called, secret in stated.secret_ids : "${workload}/secret/${called}" => { bearer = "workload/${workload}", role = "Key Vault Secrets User", scope = secret } },
      { for called, secret in stated.rotated_secret_ids : "${workload}/rotate/${called}" => { bearer = "workload/${workload}", role = "Key Vault Secrets Officer", scope = secret } },
      { for called, bucket in stated.read_buckets : "${workload}/read/${called}" => { bearer = "workload/${workload}", role = "Storage Blob Data Reader", scope = bucket } },
      { for called, bucket in stated.write_buckets : "${workload}/write/${called}" => { bearer = "workload/${workload}", role = "Storage Blob Data Contributor", scope = bucket } },
      { for called, key in stated.key_ids : "${workload}/key/${called}" => { bearer = "workload/${workload}", role = "Key Vault Crypto User", scope = key } },
    )]...
  )

  piped = merge(
    [for pipeline, stated in var.pipelines : { for called, grant in stated.grants : "${pipeline}/${called}" => { bearer = "pipeline/${pipeline}", role = grant.role, scope = grant.scope } }]...
  )
}

resource "azurerm_role_assignment" "this" {
  for_each = merge(local.granted, local.piped)

  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = azurerm_user_assigned_identity.this[each.value.bearer].principal_id
  principal_type       = "ServicePrincipal"
}
