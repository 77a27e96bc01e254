"""Manifests from environments: what the overlays hold, and what they are judged by."""
