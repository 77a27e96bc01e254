# METADATA
# title: Changes are tested before
# description: >-
#   Before a release its commit passed every check and test, and was released, tried by the smoke tests and by the integration tests wherever changes are tried before.
# related_resources:
# - description: ISO/IEC 27001:2022, Annex A 8.29 and 8.31
# - description: NIST SP 800-53 Rev. 5, CM-4
package syndic.frameworks.operations.tested_before

import data.syndic.finding
import data.syndic.frameworks.operations.records
import rego.v1

not_applicable contains records.retired("CHG 3")

not_applicable contains records.not_operated("CHG 3")

not_applicable contains records.not_relied_on("CHG 3")

findings contains records.unknown_environments("CHG 3")

findings contains records.undecided("operations.tried_in", "CHG 3")

findings contains finding.failed("CHG 3: changes are tried nowhere before") if {
	finding.fact("operations.tried_in") == []
}

findings contains records.every_release("CHG 3", "were tested before") if {
	count(records.tried_in) > 0
	count(missing) == 0
}

findings contains finding.failed(sprintf("CHG 3: %s", [sentence])) if some sentence in missing

# What lacks, as a sentence each.
missing contains sprintf("%s did not pass in %s before the %s", [stage, place, records.named(release)]) if {
	some release in records.releases
	some place in records.tried_in
	some stage in stages_of(place)
	not passed(stage, place, release)
}

missing contains sprintf("the version was not released to %s before the %s", [place, records.named(release)]) if {
	some release in records.releases
	some place in records.tried_in
	place != "ci"
	not released(place, release)
}

# The pipelines' own environment tests the commit; the others run it.
default stages_of(_) := ["smoke", "integration"]

stages_of("ci") := ["check", "test"]

passed(stage, place, release) if {
	tried := [run |
		some run in records.stages({place}, stage)
		records.same_revision(run, release)
		records.precedes(run, release)
	]
	records.newest(tried).outcome == "succeeded"
}

released(place, release) if {
	some earlier in records.in_environments({place}, "release")
	earlier.outcome == "succeeded"
	records.same_revision(earlier, release)
	records.precedes(earlier, release)
}

result := finding.decide(not_applicable, findings)
