"""Versioned governance frameworks: OSCAL catalogs and the Rego rules that decide their controls."""
