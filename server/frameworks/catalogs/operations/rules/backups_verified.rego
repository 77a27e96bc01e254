# METADATA
# title: Backups are proved
# description: >-
#   Within the interval of the system a backup was restored and proved, and the last proof did not fail.
# related_resources:
# - description: ISO/IEC 27001:2022, Annex A 8.13
# - description: NIST SP 800-53 Rev. 5, CP-9(1)
package syndic.frameworks.operations.backups_verified

import data.syndic.finding
import data.syndic.frameworks.operations.records
import rego.v1

not_applicable contains records.retired("REC 2")

not_applicable contains records.not_operated("REC 2")

findings contains records.unknown_environments("REC 2")

findings contains records.undecided("operations.backup_verification_hours", "REC 2")

findings contains records.require_recent(records.succeeded(proofs(environment)), "backup-verification", records.days_of("operations.backup_verification_hours"), sprintf("REC 2: a backup of %s is proved by restoring it", [environment])) if {
	some environment in records.environments
}

findings contains finding.failed(sprintf("REC 2: the proof of %s in %s failed", [records.day(last), environment])) if {
	some environment in records.environments
	last := records.newest(proofs(environment))
	last.outcome != "succeeded"
}

proofs(environment) := records.in_environments({environment}, "backup-verification")

result := finding.decide(not_applicable, findings)
