# METADATA
# title: Recovery is practised
# description: >-
#   Within the interval of the system its recovery was practised, where it runs or where its changes are tried, and the last drill succeeded.
# related_resources:
# - description: ISO/IEC 27001:2022, Annex A 5.30
# - description: NIST SP 800-53 Rev. 5, CP-4
package syndic.frameworks.operations.drill_in_date

import data.syndic.finding
import data.syndic.frameworks.operations.records
import rego.v1

not_applicable contains records.retired("REC 3")

not_applicable contains records.not_operated("REC 3")

not_applicable contains records.not_relied_on("REC 3")

findings contains records.unknown_environments("REC 3")

drills := records.in_environments(records.environments | records.tried_in, "drill")

findings contains records.undecided("operations.drill_interval_days", "REC 3")

findings contains records.require_recent(drills, "drill", finding.fact("operations.drill_interval_days"), "REC 3: recovery is practised")

findings contains finding.failed(sprintf("REC 3: the drill of %s failed", [records.day(last)])) if {
	last := records.newest(drills)
	last.outcome != "succeeded"
}

result := finding.decide(not_applicable, findings)
