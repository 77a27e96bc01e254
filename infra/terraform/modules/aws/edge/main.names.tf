data "aws_region" "current" {}

locals {
  # The region itself has a name, by which its health is asked: the shared one leads to whichever region is live. The
  # routes of the cluster accept both.
  region_host_name = "${data.aws_region.current.region}.${var.host_name}"
}

resource "aws_acm_certificate" "this" {
  domain_name               = var.host_name
  subject_alternative_names = [local.region_host_name]
  validation_method         = "DNS"
  key_algorithm             = "EC_prime256v1"

  tags = var.tags

  lifecycle {
    create_before_destroy = true
  }
}

# AWS renews the certificate by itself as long as these records stand. Both regions prove the shared name by the same one.
resource "aws_route53_record" "proof" {
  for_each = toset([var.host_name, local.region_host_name])

  zone_id         = var.zone_id
  name            = one([for option in aws_acm_certificate.this.domain_validation_options : option.resource_record_name if option.domain_name == each.key])
  type            = one([for option in aws_acm_certificate.this.domain_validation_options : option.resource_record_type if option.domain_name == each.key])
  records         = [one([for option in aws_acm_certificate.this.domain_validation_options : option.resource_record_value if option.domain_name == each.key])]
  ttl             = 300
  allow_overwrite = true
}

resource "aws_acm_certificate_validation" "this" {
  certificate_arn         = aws_acm_certificate.this.arn
  validation_record_fqdns = [for record in aws_route53_record.proof : record.fqdn]
}

resource "aws_route53_record" "region" {
  zone_id = var.zone_id
  name    = local.region_host_name
  type    = "A"

  alias {
    name                   = aws_lb.this.dns_name
    zone_id                = aws_lb.this.zone_id
    evaluate_target_health = true
  }
}

# Three of the places of the world that ask must agree three times that the region is gone: half a minute.
resource "aws_route53_health_check" "this" {
  fqdn              = local.region_host_name
  type              = "HTTPS"
  port              = 443
  resource_path     = var.health_path
  enable_sni        = true
  request_interval  = 10
  failure_threshold = 3

  tags = merge(var.tags, { Name = local.region_host_name })
}

# Who asks for the shared name is sent to the live region, and to the other one while its health check fails. That the
# other one may take writes is decided by `syndic dr`, not by DNS.
resource "aws_route53_record" "shared" {
  zone_id         = var.zone_id
  name            = var.host_name
  type            = "A"
  set_identifier  = data.aws_region.current.region
  health_check_id = aws_route53_health_check.this.id

  failover_routing_policy {
    type = var.live ? "PRIMARY" : "SECONDARY"
  }

  alias {
    name                   = aws_lb.this.dns_name
    zone_id                = aws_lb.this.zone_id
    evaluate_target_health = true
  }

  # A failover turns it; an apply would send users back to the region that was lost.
  lifecycle {
    ignore_changes = [failover_routing_policy]
  }
}
