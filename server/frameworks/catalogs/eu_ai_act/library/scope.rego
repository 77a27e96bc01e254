# METADATA
# title: Scope
# description: >-
#   Whether a duty applies. A condition is {"outside": reasons why it is not met, "open": findings that ask for what
#   would decide it}; it is met when both are empty. Rules combine conditions with every_of and weigh their duties by
#   the result: while it is open whether a duty applies, its own findings do not count.
# related_resources:
# - description: Regulation (EU) 2024/1689, Articles 2, 3, 6 and 16
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.scope

import data.syndic.finding
import data.syndic.frameworks.eu_ai_act.classification
import rego.v1

# What rules use: the applicability of the duties that many articles share.
provider := every_of([in_union, not_retired, holds({"provider"})])

deployer := every_of([in_union, in_operation, holds({"deployer"})])

high_risk_provider := every_of([provider, high_risk])

# Due when the system is placed on the market or put into service.
high_risk_provider_in_operation := every_of([high_risk_provider, in_operation])

# Lasts beyond the end of use: documentation and logs stay to be kept.
high_risk_provider_once_placed := every_of([in_union, once_placed, holds({"provider"}), high_risk])

high_risk_deployer := every_of([deployer, high_risk])

high_risk_deployer_once_used := every_of([in_union, once_placed, holds({"deployer"}), high_risk])

annex_iii_deployer := every_of([deployer, annex_iii])

every_of(conditions) := {
	"outside": {reason | some condition in conditions; some reason in condition.outside},
	"open": {question | some condition in conditions; some question in condition.open},
}

# The findings that count: the open questions of applicability before the duties themselves.
weigh(applicability, duties) := duties if count(applicability.open) == 0

weigh(applicability, _) := applicability.open if count(applicability.open) > 0

met := {"outside": set(), "open": set()}

not_met(reason) := {"outside": {reason}, "open": set()}

undecided(question, paths) := {
	"outside": set(),
	"open": {finding.needs(question, [sprintf("fact:%s", [path]) | some path in paths])},
}

# A fact must be true for the duty to arise.
when_true(path, _) := met if finding.fact(path) == true

when_true(path, reason) := not_met(reason) if finding.fact(path) == false

when_true(path, _) := undecided(sprintf("Not known whether the duty applies: %s is not stated", [path]), [path]) if {
	finding.fact(path) == null
}

# One of several facts must be true.
when_any_true(paths, _) := met if {
	some path in paths
	finding.fact(path) == true
}

when_any_true(paths, reason) := not_met(reason) if {
	every path in paths {
		finding.fact(path) == false
	}
}

when_any_true(paths, _) := undecided(question, unknown) if {
	unknown := [path | some path in paths; finding.fact(path) == null]
	count(unknown) > 0
	count([path | some path in paths; finding.fact(path) == true]) == 0
	question := sprintf("Not known whether the duty applies: %s not stated", [concat(", ", unknown)])
}

in_union := when_true(
	"scope.eu_market",
	"Article 2(1): the system is not on the market or in service in the Union and its output is not used there",
)

# Duties that end with the system.
not_retired := met if input.system.lifecycle != "retired"

not_retired := not_met("The system is retired: it is no longer made available or used") if {
	input.system.lifecycle == "retired"
}

# Duties that arise when the system is placed on the market, put into service or used, and end with it.
in_operation := met if input.system.lifecycle == "deployed"

in_operation := not_retired if input.system.lifecycle == "retired"

in_operation := not_met(before_placing) if input.system.lifecycle in before_market

# Duties that arise at the same moment and outlast the use of the system.
once_placed := met if not input.system.lifecycle in before_market

once_placed := not_met(before_placing) if input.system.lifecycle in before_market

before_market := {"design", "development", "testing"}

before_placing := sprintf(
	"The duty arises when the system is placed on the market or put into service; it is in %s",
	[input.system.lifecycle],
)

# The organisation must hold one of the roles for the system.
holds(roles) := met if count(roles & held_roles) > 0

holds(roles) := not_met(sprintf("The organisation is not the %s of the system", [concat(" or ", sort(roles))])) if {
	is_array(finding.fact("scope.roles"))
	count(roles & held_roles) == 0
}

holds(_) := undecided("Not known whether the duty applies: scope.roles is not stated", ["scope.roles"]) if {
	finding.fact("scope.roles") == null
}

held_roles contains role if {
	is_array(finding.fact("scope.roles"))
	some role in finding.fact("scope.roles")
}

high_risk := met if classification.high_risk == "yes"

high_risk := not_met("Article 6: the system is not high-risk") if classification.high_risk == "no"

high_risk := undecided("Article 6: not known whether the system is high-risk", sort(classification.high_risk_questions)) if {
	classification.high_risk == "unknown"
}

annex_iii := met if classification.annex_iii == "yes"

annex_iii := not_met("Article 6(2): the system is not high-risk under Annex III") if classification.annex_iii == "no"

annex_iii := undecided(
	"Article 6(2): not known whether the system is high-risk under Annex III",
	sort(classification.annex_iii_questions),
) if {
	classification.annex_iii == "unknown"
}

# Several duties leave out critical infrastructure, point 2 of Annex III.
beyond_critical_infrastructure(_) := met if not only_critical_infrastructure

beyond_critical_infrastructure(citation) := not_met(reason) if {
	only_critical_infrastructure
	reason := sprintf("%s: critical infrastructure, point 2 of Annex III, is left out of the duty", [citation])
}

# Functions here read rules of other packages through rules like this one: regorus leaves a function undefined that
# reads them itself after another rule has.
only_critical_infrastructure if classification.areas == {"critical_infrastructure"}

# Someone relies on Article 6(3) to take a listed system out of the high-risk class.
derogation_claimed := met if {
	classification.derogation_claimed
	not in_no_area
}

derogation_claimed := not_met("Article 6(3): the system is in no area of Annex III") if in_no_area

derogation_claimed := not_met("Article 6(3): no derogation is relied on") if {
	not in_no_area
	not classification.derogation_claimed
	classification.no_derogation
}

derogation_claimed := undecided("Article 6(3): not known whether a derogation is relied on", ["scope.annex_iii_exemption"]) if {
	not in_no_area
	not classification.derogation_claimed
	not classification.no_derogation
}

in_no_area if {
	classification.areas_stated
	count(classification.areas) == 0
}

# Article 27(1): public bodies and private providers of public services for any area of Annex III but point 2, everyone
# for credit and life or health insurance, points 5(b) and (c). The other uses of point 5 are public services anyhow.
fundamental_rights_deployer := every_of([
	annex_iii_deployer,
	beyond_critical_infrastructure("Article 27(1)"),
	public_service_or_essential,
])

public_service_or_essential := met if "essential_services" in classification.areas

public_service_or_essential := when_any_true(
	["scope.public_service_deployer", "scope.public_authority_deployer"],
	"Article 27(1): neither a public service nor credit or insurance",
) if {
	not "essential_services" in classification.areas
}

# Output that takes part in decisions about natural persons.
takes_part_in_decisions(_) := met if finding.fact("scope.decision_effect") in {"advisory", "automated"}

takes_part_in_decisions(citation) := not_met(sprintf("%s: output takes no part in decisions about persons", [citation])) if {
	finding.fact("scope.decision_effect") == "none"
}

takes_part_in_decisions(citation) := undecided(question, ["scope.decision_effect"]) if {
	finding.fact("scope.decision_effect") == null
	question := sprintf("%s: not known whether output takes part in decisions about persons", [citation])
}
