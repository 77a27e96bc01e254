"""The environments: what differs between development, staging and production, declared, typed and checked."""
