# Where users arrive in one region: a balancer that ends TLS and begins it anew towards the proxies. A web application
# firewall is a module of its own (web_firewall) and is attached to the balancer.
resource "aws_lb" "this" {
  name                       = var.name
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = var.subnet_ids
  security_groups            = var.firewall_ids
  enable_deletion_protection = true
  drop_invalid_header_fields = true
  idle_timeout               = 180

  access_logs {
    enabled = true
    bucket  = aws_s3_bucket.logs.bucket
    prefix  = var.name
  }

  tags = var.tags

  # AWS writes a first log at once, and makes no balancer when it may not.
  depends_on = [aws_s3_bucket_policy.logs]
}

# The proxies register themselves, by their addresses.
resource "aws_lb_target_group" "this" {
  name                 = var.name
  vpc_id               = var.network_id
  target_type          = "ip"
  protocol             = "HTTPS"
  port                 = 8443
  deregistration_delay = "35" # longer than a request may take, as in the manifests

  health_check {
    protocol            = "HTTPS"
    path                = var.health_path
    matcher             = "200"
    interval            = 5
    timeout             = 4
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }

  tags = var.tags
}

resource "aws_lb_listener" "tls" {
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate_validation.this.certificate_arn

  routing_http_response_strict_transport_security_header_value = "max-age=31536000; includeSubDomains"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this.arn
  }

  tags = var.tags
}

resource "aws_lb_listener" "clear" {
  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }

  tags = var.tags
}
