"""The register of AI systems and what is stated about them."""
