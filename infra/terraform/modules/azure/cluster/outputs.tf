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

output "node_identity_id" {
  description = "Who the nodes are when they pull images."
  value       = azurerm_user_assigned_identity.nodes.principal_id
}

output "entrance_link_id" {
  description = "Private link by which the edge reaches the proxies, once the cluster has made it for their Service."
  value       = "/subscriptions/${data.azurerm_client_config.current.subscription_id}/resourceGroups/${local.node_resource_group}/providers/Microsoft.Network/privateLinkServices/entrance"
}
