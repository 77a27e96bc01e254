package syndic.policies.terraform.aws_database_tls_forced_test

import data.syndic.policies.library.given
import data.syndic.policies.library.terraform
import data.syndic.policies.terraform.aws_database_tls_forced
import rego.v1

test_a_group_that_does_not_force_tls_violates if {
	every parameters in [null, [], [{"name": "rds.force_ssl", "value": "0"}], [{"name": "log_connections", "value": "1"}]] {
		found := aws_database_tls_forced.findings with input as group(parameters)
		given.violates(found)
	}
}

test_a_group_that_forces_tls_passes if {
	every value in ["1", 1] {
		found := aws_database_tls_forced.findings with input as group([{"name": "rds.force_ssl", "value": value}])
		count(found) == 0
	}
}

test_a_group_of_another_engine_passes if {
	found := aws_database_tls_forced.findings with input as given.plan("aws_db_parameter_group", {"family": "mysql8.0", "parameter": []})
	count(found) == 0
}

test_parameters_unknown_until_apply_are_undecided if {
	unknown := terraform.unknown
	every parameters in [unknown, [{"name": "rds.force_ssl", "value": unknown}]] {
		found := aws_database_tls_forced.findings with input as group(parameters)
		given.undecided(found)
	}
}

test_a_database_with_default_parameters_violates if {
	found := aws_database_tls_forced.findings with input as given.plan("aws_db_instance", {"engine": "postgres"})
	given.violates(found)
}

group(parameters) := given.plan("aws_db_parameter_group", {"family": "postgres18", "parameter": parameters})
