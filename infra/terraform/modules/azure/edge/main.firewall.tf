resource "azurerm_cdn_frontdoor_firewall_policy" "this" {
  name                       = replace(var.name, "-", "")
  resource_group_name        = var.resource_group_name
  sku_name                   = azurerm_cdn_frontdoor_profile.this.sku_name
  mode                       = "Prevention"
  enabled                    = true
  request_body_check_enabled = true

  managed_rule {
    type    = "Microsoft_DefaultRuleSet"
    version = "2.1"
    action  = "Block"
  }

  managed_rule {
    type    = "Microsoft_BotManagerRuleSet"
    version = "1.1"
    action  = "Block"
  }

  custom_rule {
    name                           = "TooManyRequests"
    type                           = "RateLimitRule"
    action                         = "Block"
    priority                       = 10
    rate_limit_duration_in_minutes = 1
    rate_limit_threshold           = var.requests_per_minute

    # Every address counts on its own.
    match_condition {
      match_variable = "SocketAddr"
      operator       = "IPMatch"
      match_values   = ["0.0.0.0/0", "::/0"]
    }
  }

  tags = var.tags
}

resource "azurerm_cdn_frontdoor_security_policy" "this" {
  name                     = "all"
  cdn_frontdoor_profile_id = azurerm_cdn_frontdoor_profile.this.id

  security_policies {
    firewall {
      cdn_frontdoor_firewall_policy_id = azurerm_cdn_frontdoor_firewall_policy.this.id

      association {
        patterns_to_match = ["/*"]

        domain {
          cdn_frontdoor_domain_id = azurerm_cdn_frontdoor_custom_domain.this.id
        }
      }
    }
  }
}
