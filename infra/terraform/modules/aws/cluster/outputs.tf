output "cluster_name" {
  description = "Name of the cluster."
  value       = aws_eks_cluster.this.name
}

output "cluster_endpoint" {
  description = "Where the cluster's API is reached from inside the network."
  value       = aws_eks_cluster.this.endpoint
}

output "oidc_issuer" {
  description = "Who signs the tokens of service accounts; identities believe it."
  value       = aws_eks_cluster.this.identity[0].oidc[0].issuer
}

output "node_pool_names" {
  description = "Pools of nodes."
  value       = [for pool in aws_eks_node_group.this : pool.node_group_name]
}

output "cluster_id" {
  description = "The cluster, as permissions name it."
  value       = aws_eks_cluster.this.arn
}

output "node_identity_id" {
  description = "Who the nodes are when they pull images."
  value       = aws_iam_role.nodes.arn
}

output "entrance_link_id" {
  description = "Private link by which the edge reaches the proxies; none on AWS, where they register with the edge themselves."
  value       = null
}
