"""Who may do what: accounts, sessions, API tokens and permissions."""
