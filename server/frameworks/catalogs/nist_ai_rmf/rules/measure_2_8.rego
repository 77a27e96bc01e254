# METADATA
# title: Transparency and accountability
# description: >-
#   Checks that an executive is accountable and logs are traceable; that people who interact with the system know it
#   is AI; that affected persons are told, and can have a decision explained where the system decides alone.
# related_resources:
# - description: NIST AI 100-1, MEASURE 2.8
#   ref: https://doi.org/10.6028/NIST.AI.100-1
package syndic.frameworks.nist_ai_rmf.measure_2_8

import data.syndic.finding
import data.syndic.frameworks.nist_ai_rmf.scope
import rego.v1

not_applicable contains scope.retired("MEASURE 2.8")

findings contains scope.undecided("scope.interacts_with_people", "MEASURE 2.8")

findings contains scope.undecided("scope.decision_effect", "MEASURE 2.8")

findings contains finding.require_fact("governance.accountable_executive", "MEASURE 2.8: somebody answers for the system")

findings contains finding.require_fact("logging.traceable", "MEASURE 2.8: what happened can be traced")

findings contains finding.require_fact("transparency.users_informed_of_ai", "MEASURE 2.8: users know that they deal with AI") if scope.interacts_with_people

findings contains finding.require_fact("transparency.affected_persons_informed", "MEASURE 2.8: affected persons know of the system") if scope.affects_people

findings contains finding.require_fact("transparency.explanation_available", "MEASURE 2.8: decisions made alone can be explained") if scope.decides_alone

result := finding.decide(not_applicable, findings)
