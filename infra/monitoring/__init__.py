"""Monitoring: alert rules, what they may be written about, and the checks that hold them to it."""
