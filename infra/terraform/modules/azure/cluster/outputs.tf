output "cluster_name" {
  description = "Name of the cluster."
  value       = azurerm_kubernetes_cluster.this.name
}

output "cluster_endpoint" {
  description = "Where the cluster's API is reached from inside the network."
  value       = "https://${azurerm_kubernetes_cluster.this.private_fqdn}"
}

output "oidc_issuer" {
  description = "Who signs the tokens of service accounts; identities believe it."
  value       = azurerm_kubernetes_cluster.this.oidc_issuer_url
}

output "node_pool_names" {
  description = "Pools of nodes."
  value       = [for pool in azurerm_kubernetes_cluster_node_pool.this : pool.name]
}

output "cluster_id" {
  description = "The cluster, as permissions name it."
  value       = azurerm_kubernetes_cluster.this.id
}
