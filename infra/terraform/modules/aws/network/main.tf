data "aws_region" "current" {}

locals {
  numbered = { for number, zone in var.zones : zone => number }

  # One sixteenth of the network per zone and tier.
  ranges = {
    public  = { for zone, number in local.numbered : zone => cidrsubnet(var.address_space, 4, number) }
    private = { for zone, number in local.numbered : zone => cidrsubnet(var.address_space, 4, number + 4) }
    data    = { for zone, number in local.numbered : zone => cidrsubnet(var.address_space, 4, number + 8) }
  }
}

resource "aws_vpc" "this" {
  cidr_block           = var.address_space
  enable_dns_hostnames = true
  enable_dns_support   = true

  tags = merge(var.tags, { Name = var.name })
}

# What AWS puts beside every network lets everything in it talk; here it lets nothing.
resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id

  tags = merge(var.tags, { Name = "${var.name}-unused" })
}

resource "aws_subnet" "public" {
  for_each = local.ranges.public

  vpc_id                  = aws_vpc.this.id
  availability_zone       = each.key
  cidr_block              = each.value
  map_public_ip_on_launch = false

  tags = merge(var.tags, { Name = "${var.name}-public-${each.key}", "kubernetes.io/role/elb" = "1" })
}

resource "aws_subnet" "private" {
  for_each = local.ranges.private

  vpc_id                  = aws_vpc.this.id
  availability_zone       = each.key
  cidr_block              = each.value
  map_public_ip_on_launch = false

  tags = merge(var.tags, { Name = "${var.name}-private-${each.key}", "kubernetes.io/role/internal-elb" = "1" })
}

resource "aws_subnet" "data" {
  for_each = local.ranges.data

  vpc_id                  = aws_vpc.this.id
  availability_zone       = each.key
  cidr_block              = each.value
  map_public_ip_on_launch = false

  tags = merge(var.tags, { Name = "${var.name}-data-${each.key}" })
}
