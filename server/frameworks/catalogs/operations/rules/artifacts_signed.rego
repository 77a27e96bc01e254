# METADATA
# title: Artifacts are signed
# description: >-
#   Before a release the signatures of its artifacts were verified, and they are the very artifacts that were tried before.
# related_resources:
# - description: NIST SP 800-53 Rev. 5, SI-7 and CM-14
# - description: SLSA 1.0, verifying artifacts
package syndic.frameworks.operations.artifacts_signed

import data.syndic.finding
import data.syndic.frameworks.operations.records
import rego.v1

not_applicable contains records.retired("CHG 4")

not_applicable contains records.not_operated("CHG 4")

not_applicable contains records.not_relied_on("CHG 4")

findings contains records.unknown_environments("CHG 4")

findings contains records.every_release("CHG 4", "consist of verified artifacts, the same as were tried before") if {
	count(unverified) + count(different) == 0
}

findings contains finding.failed(sprintf("CHG 4: no signature was verified before the %s", [records.named(release)])) if {
	some release in unverified
}

findings contains finding.failed(sprintf("CHG 4: %s has other artifacts than were verified in %s", [records.named(release), place])) if {
	some [release, place] in different
}

unverified := [release |
	some release in records.releases
	count(digests(release.environment, release)) == 0
]

different := [[release, place] |
	some release in records.releases
	some place in records.tried_in
	place != "ci"
	digests(release.environment, release) != digests(place, release)
]

# The digests whose signatures were verified in an environment, the last time before a release.
default digests(_, _) := set()

digests(environment, release) := {artifact.digest | some artifact in records.items(last, ["artifacts"])} if {
	verified := [run |
		some run in records.stages({environment}, "verify-signatures")
		records.same_revision(run, release)
		records.precedes(run, release)
	]
	last := records.newest(verified)
	last.outcome == "succeeded"
}

result := finding.decide(not_applicable, findings)
