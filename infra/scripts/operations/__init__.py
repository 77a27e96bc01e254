"""The platform governs its own environments: it is a system of its own register, judged by its operation records."""
