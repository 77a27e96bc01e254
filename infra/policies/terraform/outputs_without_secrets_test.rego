package syndic.policies.terraform.outputs_without_secrets_test

import data.syndic.policies.library.given
import data.syndic.policies.terraform.outputs_without_secrets
import rego.v1

test_a_secret_in_clear_violates if {
	every name in ["password", "database_password", "storage_connection_string"] {
		found := outputs_without_secrets.findings with input as plan(name, false)
		given.violates(found)
	}
}

test_sensitive_and_harmless_outputs_pass if {
	sensitive := outputs_without_secrets.findings with input as plan("password", true)
	count(sensitive) == 0
	harmless := outputs_without_secrets.findings with input as plan("password_secret_name", false)
	count(harmless) == 0
}

plan(name, sensitive) := {"resources": {}, "outputs": [{"name": name, "sensitive": sensitive}]}
