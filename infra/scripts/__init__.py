"""Automation across areas: what several areas of infra do together is wired here."""
