"""Content-addressed evidence and auditors' attestations."""
