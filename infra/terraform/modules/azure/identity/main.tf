# Who the processes and the pipelines are: identities that a token of a named issuer signs in as. Nobody has a key or a
# password that could be copied.
locals {
  bearers = merge(
    { for workload, stated in var.workloads : "workload/${workload}" => { issuers = stated.issuers, subject = stated.subject } },
    { for pipeline, stated in var.pipelines : "pipeline/${pipeline}" => { issuers = toset([stated.issuer]), subject = stated.subject } },
  )

  credentials = merge([
    for bearer, stated in local.bearers : { for issuer in stated.issuers : "${bearer}/${issuer}" => { bearer = bearer, issuer = issuer } }
  ]...)
}

resource "azurerm_user_assigned_identity" "this" {
  for_each = local.bearers

  name                = "${var.name}-${replace(each.key, "/", "-")}"
  resource_group_name = var.resource_group_name
  location            = var.location

  tags = var.tags
}

# One subject, letter by letter: Azure knows no patterns here.
resource "azurerm_federated_identity_credential" "this" {
  for_each = local.credentials

  name                      = each.value.issuer
  user_assigned_identity_id = azurerm_user_assigned_identity.this[each.value.bearer].id
  issuer                    = var.issuers[each.value.issuer].url
  subject                   = local.bearers[each.value.bearer].subject
  audience                  = [var.issuers[each.value.issuer].audience]
}
