"""Policy: Rego rules over Terraform plans, Kubernetes manifests, Dockerfiles and workflows, and the gate they form."""
