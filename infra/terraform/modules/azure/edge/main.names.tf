resource "azurerm_cdn_frontdoor_custom_domain" "this" {
  name                     = replace(var.host_name, ".", "-")
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.this.id
  dns_zone_id              = var.zone.id
  host_name                = var.host_name

  tls {
    certificate_type    = "ManagedCertificate"
    minimum_tls_version = "TLS12"
  }
}

locals {
  # What stands before the zone's own name.
  label = trimsuffix(var.host_name, ".${var.zone.name}")
}

# Azure renews the certificate by itself as long as these records stand.
resource "azurerm_dns_txt_record" "proof" {
  name                = "_dnsauth.${local.label}"
  zone_name           = var.zone.name
  resource_group_name = var.zone.resource_group_name
  ttl                 = 300

  record {
    value = azurerm_cdn_frontdoor_custom_domain.this.validation_token
  }

  tags = var.tags
}

resource "azurerm_dns_cname_record" "this" {
  name                = local.label
  zone_name           = var.zone.name
  resource_group_name = var.zone.resource_group_name
  record              = azurerm_cdn_frontdoor_endpoint.this.host_name
  ttl                 = 300

  tags = var.tags

  # A name that leads to a route that is not there yet could be taken by somebody else.
  depends_on = [azurerm_cdn_frontdoor_route.this]
}
