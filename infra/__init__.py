"""The operator: everything that deploys, observes and recovers the platform."""
