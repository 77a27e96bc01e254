# METADATA
# title: Secrets are replaced in time
# description: >-
#   Every kind of credential that has a longest age was replaced within it; a secret that was replaced once is expected to be replaced again.
# related_resources:
# - description: ISO/IEC 27001:2022, Annex A 5.17
# - description: NIST SP 800-53 Rev. 5, IA-5
package syndic.frameworks.operations.rotation_in_date

import data.syndic.finding
import data.syndic.frameworks.operations.records
import rego.v1

not_applicable contains records.retired("SEC 1")

not_applicable contains records.not_operated("SEC 1")

findings contains records.unknown_environments("SEC 1")

kinds := ["database_roles", "object_store_key", "session_signing_keys", "api_tokens", "tls_certificate"]

longest(kind) := days if {
	days := finding.fact(sprintf("operations.%s_days", [kind]))
	is_number(days)
}

findings contains finding.needs("SEC 1: no longest age of a credential is known", [need]) if {
	count([kind | some kind in kinds; longest(kind)]) == 0
	some need in [sprintf("fact:operations.%s_days", [kind]) | some kind in kinds]
}

rotations(kind) := [rotation |
	some rotation in records.succeeded(records.own("rotation"))
	records.text(rotation, ["kind"]) == kind
]

findings contains finding.needs(sprintf("SEC 1: no rotation of %s is on record", [kind]), ["operation:rotation"]) if {
	count(records.environments) > 0
	some kind in kinds
	longest(kind)
	count(rotations(kind)) == 0
}

findings contains finding.passed(sprintf("SEC 1: %s was replaced on %s, within %v days", [secret, records.day(last), longest(kind)])) if {
	some kind in kinds
	some secret, last in newest_of(kind)
	records.age_days(last) <= longest(kind)
}

findings contains finding.failed(sprintf("SEC 1: %s was replaced on %s, more than %v days ago", [secret, records.day(last), longest(kind)])) if {
	some kind in kinds
	some secret, last in newest_of(kind)
	records.age_days(last) > longest(kind)
}

# The last rotation of each secret of a kind.
newest_of(kind) := {secret: records.newest([one | some one in done; secret_of(one) == secret]) |
	done := rotations(kind)
	some rotation in done
	secret := secret_of(rotation)
}

secret_of(rotation) := records.text(rotation, ["secret"])

result := finding.decide(not_applicable, findings)
