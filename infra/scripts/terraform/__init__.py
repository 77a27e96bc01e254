"""Terraform where it meets other areas: environments, the policy gate, permissions and operation records."""
