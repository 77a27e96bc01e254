"""What is promised and kept: the objectives of monitoring, asked of the Prometheus that watches an environment."""
