# METADATA
# title: Scope of Annex A
# description: >-
#   Which controls concern the organisation for one system: by the roles it holds, the stage the system is in and the
#   risk it carries. The standard lets an organisation exclude a control with a reason; these are those reasons. It
#   leaves intervals to the organisation; the periods below are the platform's own defaults.
# related_resources:
# - description: ISO/IEC 42001:2023, Clause 6.1.3 and Annex A
package syndic.frameworks.iso_42001.scope

import data.syndic.finding
import rego.v1

# Undefined while the roles are unknown.
roles := finding.fact("scope.roles") if finding.known("scope.roles")

roles_known if is_array(roles)

# Builds the system, or has it built under its own name.
develops if "provider" in roles

uses if "deployer" in roles

# Passes the system on to others.
supplies if {
	some role in roles
	role in {"provider", "importer", "distributor"}
}

# Not yet far enough for users, releases or operation.
before_testing if input.system.lifecycle in {"design", "development"}

operating if input.system.lifecycle == "deployed"

high_risk if input.system.risk_tier in {"high", "prohibited"}

# The output advises or replaces a decision about persons.
affects_decisions if finding.fact("scope.decision_effect") in {"advisory", "automated"}

# Days between two assessments of the same kind.
default assessment_days := 730

assessment_days := 365 if high_risk

# Days that event logs are kept at least.
default log_retention_days := 30

log_retention_days := 183 if high_risk

# Reasons that exclude even the keeping of records, which outlives the system.
without_role contains "The organisation holds no role for the system: scope.roles is empty" if roles == []

# Reasons that exclude every duty towards a living system.
outside contains reason if some reason in without_role

outside contains "The system is retired" if input.system.lifecycle == "retired"

outside_records contains reason if some reason in without_role

outside_records contains reason if some reason in not_developing

outside_development contains reason if some reason in outside

outside_development contains reason if some reason in not_developing

outside_use contains reason if some reason in outside

outside_use contains sprintf("The organisation does not use the system: scope.roles is %s", [concat(", ", roles)]) if {
	count(roles) > 0
	not uses
}

outside_supply contains reason if some reason in outside

outside_supply contains sprintf("The organisation supplies the system to nobody: scope.roles is %s", [concat(", ", roles)]) if {
	count(roles) > 0
	not supplies
}

outside_testing contains reason if some reason in outside

outside_testing contains sprintf("The system is in %s, which is before testing", [input.system.lifecycle]) if before_testing

not_developing contains sprintf("The organisation does not develop the system: scope.roles is %s", [concat(", ", roles)]) if {
	count(roles) > 0
	not develops
}

# While the roles are unknown it is open whether the control applies. Undefined once they are known.
roles_unknown(control) := finding.needs(
	sprintf("%s: scope.roles is not known, so it is open whether the control applies", [control]),
	["fact:scope.roles"],
) if {
	not roles_known
}

# While a fact that widens the control is unknown it is open what is asked for. Undefined once it is known.
undecided(path, control) := finding.needs(
	sprintf("%s: %s is not known, so it is open what the control asks for", [control, path]),
	[sprintf("fact:%s", [path])],
) if {
	not finding.known(path)
}
