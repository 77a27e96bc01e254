# METADATA
# title: Changes are approved
# description: >-
#   Every release of the last 90 days to an environment that runs the system was approved by somebody, before it began.
# related_resources:
# - description: ISO/IEC 27001:2022, Annex A 8.32
# - description: NIST SP 800-53 Rev. 5, CM-3
package syndic.frameworks.operations.change_approved

import data.syndic.finding
import data.syndic.frameworks.operations.records
import rego.v1

not_applicable contains records.retired("CHG 1")

not_applicable contains records.not_operated("CHG 1")

not_applicable contains records.not_relied_on("CHG 1")

findings contains records.unknown_environments("CHG 1")

findings contains records.every_release("CHG 1", "were approved before they began") if count(unapproved) == 0

findings contains finding.failed(sprintf("CHG 1: nobody approved the %s", [records.named(release)])) if some release in unapproved

unapproved := [release |
	some release in records.releases
	not approved(release)
]

approved(release) if {
	some approval in records.own("approval")
	approval.outcome == "succeeded"
	approval.environment == release.environment
	records.same_revision(approval, release)
	records.precedes(approval, release)
	some approver in records.items(approval, ["approvers"])
	is_string(approver)
	approver != ""
}

result := finding.decide(not_applicable, findings)
