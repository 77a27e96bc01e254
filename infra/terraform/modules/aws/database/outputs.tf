output "host" {
  description = "Name under which the database is reached."
  value       = aws_db_instance.this.address
}

output "port" {
  description = "Port on which the database listens."
  value       = aws_db_instance.this.port
}

output "database_name" {
  description = "Name of the platform's database."
  value       = var.database_name
}

output "instance_id" {
  description = "The database, as one of another region follows it and as failovers name it."
  value       = aws_db_instance.this.arn
}

output "administrator_secret_id" {
  description = "Where the administrator's name and password are; null for a copy, which has those of its source."
  value       = local.follows ? null : aws_secretsmanager_secret.administrator[0].arn
}

output "monitor_id" {
  description = "Who reports figures of the database's machine; null on Azure, which does so itself."
  value       = aws_iam_role.monitoring.arn
}
