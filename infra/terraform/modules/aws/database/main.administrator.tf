# The administrator makes the roles of the processes and is used for nothing else. The password exists in the secret
# store and in the database: Terraform hands it on without keeping it, neither in the plan nor in the state. (RDS could keep it itself,
# but then the database could have no copy in another region.)
locals {
  administrator = local.follows ? { password = null } : jsondecode(ephemeral.aws_secretsmanager_secret_version.administrator[0].secret_string)
}

ephemeral "random_password" "administrator" {
  length           = 40
  override_special = "-_.~" # safe in a URL
}

resource "aws_secretsmanager_secret" "administrator" {
  count = local.follows ? 0 : 1

  name                    = var.administrator_secret_name
  description             = "Signs in to ${var.name} to make the roles of the processes."
  kms_key_id              = var.secret_key_id
  recovery_window_in_days = 30

  tags = var.tags
}

resource "aws_secretsmanager_secret_version" "administrator" {
  count = local.follows ? 0 : 1

  secret_id                = aws_secretsmanager_secret.administrator[0].id
  secret_string_wo         = jsonencode({ username = var.administrator_name, password = ephemeral.random_password.administrator.result })
  secret_string_wo_version = var.administrator_password_version
}

# Read back, not handed on: an apply that was interrupted between the two goes on with the password that was stored.
ephemeral "aws_secretsmanager_secret_version" "administrator" {
  count = local.follows ? 0 : 1

  secret_id  = aws_secretsmanager_secret_version.administrator[0].secret_id
  version_id = aws_secretsmanager_secret_version.administrator[0].version_id
}
