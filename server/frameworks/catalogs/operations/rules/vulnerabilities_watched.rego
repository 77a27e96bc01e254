# METADATA
# title: Known vulnerabilities are looked for
# description: >-
#   Every day the dependencies are looked up in the databases of known vulnerabilities, and the last look found none.
# related_resources:
# - description: ISO/IEC 27001:2022, Annex A 8.8
# - description: NIST SP 800-53 Rev. 5, RA-5 and SI-2
package syndic.frameworks.operations.vulnerabilities_watched

import data.syndic.finding
import data.syndic.frameworks.operations.records
import rego.v1

not_applicable contains records.retired("CFG 2")

not_applicable contains records.not_operated("CFG 2")

not_applicable contains records.not_relied_on("CFG 2")

findings contains records.unknown_environments("CFG 2")

looked := records.stages({"ci"}, "advisories")

findings contains records.require_recent(looked, "advisories", 1, "CFG 2: dependencies are looked up in the advisories")

findings contains finding.failed(sprintf("CFG 2: the look of %s found a known vulnerability, or did not end", [records.day(last)])) if {
	last := records.newest(looked)
	last.outcome != "succeeded"
}

result := finding.decide(not_applicable, findings)
