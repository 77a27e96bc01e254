"""Disaster recovery of an environment in two regions: failing over, coming back, and practising it."""
