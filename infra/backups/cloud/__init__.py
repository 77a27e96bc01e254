"""What a failover turns in a cloud: databases that are managed, names, replication of objects, workloads."""
