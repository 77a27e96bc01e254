"""The audit log: append-only, hash-chained, anchored in the object store."""
