provider "aws" {
  region = "eu-central-1"
}

variables {
  name          = "syndic-test"
  address_space = "10.10.0.0/16"
  zones         = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
  log_key_id    = "arn:aws:kms:eu-central-1:123456789012:key/logs"
  tags          = { owner = "platform", environment = "test" }
}

run "three_zones_in_each_tier" {
  command = plan

  assert {
    condition     = length(aws_subnet.public) == 3 && length(aws_subnet.private) == 3 && length(aws_subnet.data) == 3
    error_message = "Each tier has a subnet in each zone."
  }

  assert {
    condition     = alltrue([for subnet in concat(values(aws_subnet.public), values(aws_subnet.private), values(aws_subnet.data)) : subnet.map_public_ip_on_launch == false])
    error_message = "No subnet gives its machines public addresses."
  }

  assert {
    condition     = length(distinct([for subnet in concat(values(aws_subnet.public), values(aws_subnet.private), values(aws_subnet.data)) : subnet.cidr_block])) == 9
    error_message = "No two subnets have the same range."
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 3
    error_message = "Losing a zone does not cut the others off."
  }
}

run "only_web_is_open" {
  command = plan

  assert {
    condition     = toset([for rule in aws_vpc_security_group_ingress_rule.edge : rule.to_port]) == toset([80, 443])
    error_message = "The internet reaches ports 80 and 443 of the edge only."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.data.cidr_ipv4 == null && aws_vpc_security_group_ingress_rule.workloads.cidr_ipv4 == null
    error_message = "Databases and processes are reached from named security groups, not from addresses."
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints.cidr_ipv4 == "10.10.0.0/16"
    error_message = "The cloud's interfaces are reached from the network only."
  }
}

run "a_fenced_database_lets_the_operator_in_and_nobody_else" {
  command = plan

  assert {
    condition     = toset(keys(aws_vpc_security_group_ingress_rule.operator_database)) == toset(["data", "quarantine"]) && alltrue([for rule in aws_vpc_security_group_ingress_rule.operator_database : rule.cidr_ipv4 == null && rule.from_port == 5432])
    error_message = "The operator's machines reach databases on PostgreSQL's port, fenced or not."
  }

  assert {
    condition     = toset(keys(output.firewall_ids)) == toset(["data", "edge", "operator", "quarantine", "workloads"])
    error_message = "Each is named."
  }
}

run "all_flows_are_logged" {
  command = plan

  assert {
    condition     = aws_flow_log.this.traffic_type == "ALL" && aws_cloudwatch_log_group.flows.kms_key_id == var.log_key_id && aws_cloudwatch_log_group.flows.retention_in_days == 90
    error_message = "Accepted and rejected flows are logged, encrypted, and kept for ninety days."
  }
}

run "one_nat_gateway_serves_all_when_asked" {
  command = plan

  variables {
    nat_per_zone = false
  }

  assert {
    condition     = length(aws_nat_gateway.this) == 1 && length(aws_route.private) == 3
    error_message = "All zones leave through one gateway."
  }
}

run "two_zones_are_refused" {
  command = plan

  variables {
    zones = ["eu-central-1a", "eu-central-1b"]
  }

  expect_failures = [var.zones]
}

run "public_ranges_are_refused" {
  command = plan

  variables {
    address_space = "8.8.0.0/16"
  }

  expect_failures = [var.address_space]
}

run "short_log_retention_is_refused" {
  command = plan

  variables {
    log_retention_days = 30
  }

  expect_failures = [var.log_retention_days]
}

run "a_missing_owner_is_refused" {
  command = plan

  variables {
    tags = { environment = "test" }
  }

  expect_failures = [var.tags]
}

run "a_bad_name_is_refused" {
  command = plan

  variables {
    name = "Syndic_"
  }

  expect_failures = [var.name]
}

run "a_key_that_is_no_arn_is_refused" {
  command = plan

  variables {
    log_key_id = "alias/logs"
  }

  expect_failures = [var.log_key_id]
}

run "a_listed_s3_endpoint_is_refused" {
  command = plan

  variables {
    private_services = ["s3"]
  }

  expect_failures = [var.private_services]
}
