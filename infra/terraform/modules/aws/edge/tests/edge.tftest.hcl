provider "aws" {
  region = "eu-central-1"
}

variables {
  name            = "syndic-test"
  host_name       = "syndic.example.com"
  live            = true
  zone_id         = "Z0123456789ABCDEFGHIJ"
  network_id      = "vpc-0"
  subnet_ids      = ["subnet-0a", "subnet-0b", "subnet-0c"]
  firewall_ids    = ["sg-0"]
  log_bucket_name = "syndic-test-access-logs"
  tags            = { owner = "platform", environment = "test" }
}

run "users_and_proxies_are_reached_by_tls_alone" {
  command = plan

  assert {
    condition     = aws_lb_listener.tls.protocol == "HTTPS" && startswith(aws_lb_listener.tls.ssl_policy, "ELBSecurityPolicy-TLS13-1-2") && aws_lb_target_group.this.protocol == "HTTPS"
    error_message = "TLS 1.2 or newer, on both sides."
  }

  assert {
    condition     = one(one(aws_lb_listener.clear.default_action).redirect).protocol == "HTTPS"
    error_message = "Who comes in clear is sent on."
  }
}

run "the_balancer_is_kept_and_says_who_came" {
  command = plan

  assert {
    condition     = aws_lb.this.enable_deletion_protection && one(aws_lb.this.access_logs).enabled && aws_lb.this.drop_invalid_header_fields
    error_message = "Nobody deletes it by mistake, it keeps an access log, and passes no malformed header on."
  }
}

run "access_logs_are_private_and_end" {
  command = plan

  assert {
    condition     = one(aws_s3_bucket_lifecycle_configuration.logs.rule[0].expiration).days == 90 && aws_s3_bucket_public_access_block.logs.restrict_public_buckets
    error_message = "They are kept for ninety days, and nobody on the internet reads them."
  }

  assert {
    condition     = one([for statement in data.aws_iam_policy_document.logs.statement : statement if statement.sid == "Balancers"]).resources == toset(["arn:aws:s3:::syndic-test-access-logs/syndic-test/AWSLogs/${data.aws_caller_identity.current.account_id}/*"])
    error_message = "The balancers of this account write them, and nobody else."
  }
}

run "access_logs_kept_for_a_month_are_refused" {
  command = plan

  variables {
    log_retention_days = 30
  }

  expect_failures = [var.log_retention_days]
}

run "the_live_region_is_asked_by_a_name_of_its_own" {
  command = plan

  assert {
    condition     = aws_route53_health_check.this.fqdn == "eu-central-1.syndic.example.com" && aws_route53_record.region.name == "eu-central-1.syndic.example.com"
    error_message = "The shared name would say how the other region is."
  }

  assert {
    condition     = one(aws_route53_record.shared.failover_routing_policy).type == "PRIMARY" && aws_route53_record.shared.set_identifier == "eu-central-1"
    error_message = "Users are sent here."
  }

  assert {
    condition     = aws_acm_certificate.this.domain_name == var.host_name && contains(aws_acm_certificate.this.subject_alternative_names, "eu-central-1.syndic.example.com")
    error_message = "The certificate is for both names."
  }
}

run "a_region_that_stands_by_comes_second" {
  command = plan

  variables {
    live = false
  }

  assert {
    condition     = one(aws_route53_record.shared.failover_routing_policy).type == "SECONDARY"
    error_message = "Users are sent here while the live region fails."
  }
}

run "a_bare_domain_is_refused" {
  command = plan

  variables {
    host_name = "example.com"
  }

  expect_failures = [var.host_name]
}

run "a_zone_by_its_name_is_refused" {
  command = plan

  variables {
    zone_id = "example.com"
  }

  expect_failures = [var.zone_id]
}

run "a_network_by_its_name_is_refused" {
  command = plan

  variables {
    network_id = "syndic"
  }

  expect_failures = [var.network_id]
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

run "a_bucket_in_capitals_is_refused" {
  command = plan

  variables {
    log_bucket_name = "Logs"
  }

  expect_failures = [var.log_bucket_name]
}

run "a_path_without_a_slash_is_refused" {
  command = plan

  variables {
    health_path = "health"
  }

  expect_failures = [var.health_path]
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
