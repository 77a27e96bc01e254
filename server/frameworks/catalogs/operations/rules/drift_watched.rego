# METADATA
# title: Drift is looked for
# description: >-
#   Every day the infrastructure is compared with its declaration, and the last comparison found no difference.
# related_resources:
# - description: ISO/IEC 27001:2022, Annex A 8.9
# - description: NIST SP 800-53 Rev. 5, CM-2 and CM-6
package syndic.frameworks.operations.drift_watched

import data.syndic.finding
import data.syndic.frameworks.operations.records
import rego.v1

not_applicable contains records.retired("CFG 1")

not_applicable contains records.not_operated("CFG 1")

not_applicable contains records.not_relied_on("CFG 1")

findings contains records.unknown_environments("CFG 1")

compared := records.stages(records.environments, "drift")

findings contains records.require_recent(compared, "drift", 1, "CFG 1: infrastructure is compared with its declaration")

findings contains finding.failed(sprintf("CFG 1: the comparison of %s did not find what is declared", [records.day(last)])) if {
	last := records.newest(compared)
	last.outcome != "succeeded"
}

result := finding.decide(not_applicable, findings)
