"""What the platform promises its users and how it keeps it, as the Prometheus that watches over it measures."""
