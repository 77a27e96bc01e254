# METADATA
# title: Backups are made
# description: >-
#   The last backup that succeeded is no older than the interval of the system, in every environment that runs it.
# related_resources:
# - description: ISO/IEC 27001:2022, Annex A 8.13
# - description: NIST SP 800-53 Rev. 5, CP-9
package syndic.frameworks.operations.backups_made

import data.syndic.finding
import data.syndic.frameworks.operations.records
import rego.v1

not_applicable contains records.retired("REC 1")

not_applicable contains records.not_operated("REC 1")

findings contains records.unknown_environments("REC 1")

findings contains records.undecided("operations.backup_interval_hours", "REC 1")

findings contains records.require_recent(made, "backup", records.days_of("operations.backup_interval_hours"), sprintf("REC 1: %s is backed up", [environment])) if {
	some environment in records.environments
	made := records.succeeded(records.in_environments({environment}, "backup"))
}

result := finding.decide(not_applicable, findings)
