package syndic.policies.terraform.azure_database_tls_forced_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.azure_database_tls_forced
import rego.v1

test_a_setting_that_lets_clear_text_in_violates if {
	every pair in [["require_secure_transport", "off"], ["ssl_min_protocol_version", "TLSv1"]] {
		found := azure_database_tls_forced.findings with input as setting(pair[0], pair[1])
		given.violates(found)
	}
}

test_safe_and_other_settings_pass if {
	every pair in [["require_secure_transport", "on"], ["ssl_min_protocol_version", "TLSv1.3"], ["log_connections", "off"]] {
		found := azure_database_tls_forced.findings with input as setting(pair[0], pair[1])
		count(found) == 0
	}
}

test_a_setting_unknown_until_apply_is_undecided if {
	unknown := terraform.unknown
	found := azure_database_tls_forced.findings with input as setting("require_secure_transport", unknown)
	given.undecided(found)
}

setting(name, value) := given.plan("azurerm_postgresql_flexible_server_configuration", {"name": name, "value": value})
