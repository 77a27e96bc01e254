"""What runs on Kubernetes: manifests in the folders here, and the modules that render and judge them."""
