# METADATA
# title: Duties
# description: Findings in forms that the text of the Regulation has and the shared library does not.
# related_resources:
# - description: Regulation (EU) 2024/1689
#   ref: https://eur-lex.europa.eu/eli/reg/2024/1689/oj
package syndic.frameworks.eu_ai_act.duty

import data.syndic.finding
import rego.v1

# The fact must be true where a condition is. A fact that is true satisfies the duty whatever the condition.
require_fact_where(condition, path, citation) := finding.require_fact(path, citation) if {
	condition_counts(condition, path)
}

require_fact_where(condition, path, citation) := finding.passed(reason) if {
	not condition_counts(condition, path)
	finding.fact(condition) == false
	reason := sprintf("%s: does not arise, %s is false", [citation, condition])
}

require_fact_where(condition, path, citation) := finding.needs(reason, [sprintf("fact:%s", [condition])]) if {
	not condition_counts(condition, path)
	finding.fact(condition) == null
	reason := sprintf("%s: not known whether it arises, %s is not stated", [citation, condition])
}

condition_counts(condition, _) if finding.fact(condition) == true

condition_counts(_, path) if finding.fact(path) == true

# The fact must be true, unless an exception in the text holds. A legal opinion linked to the control documents it.
require_fact_or_exception(path, control, citation) := finding.passed(reason) if {
	finding.fact(path) == false
	exception_documented(control)
	reason := sprintf("%s: %s is false under an exception, which a legal opinion on record explains", [citation, path])
}

require_fact_or_exception(path, control, citation) := finding.failed(reason) if {
	finding.fact(path) == false
	not exception_documented(control)
	reason := sprintf("%s: %s is false and no legal opinion linked to this control explains an exception", [citation, path])
}

require_fact_or_exception(path, _, citation) := finding.require_fact(path, citation) if finding.fact(path) != false

exception_documented(control) if {
	some opinion in finding.current_evidence("legal_opinion")
	sprintf("eu_ai_act/%s", [control]) in opinion.controls
}

# Kept up to date, where the text sets no interval: an old date asks for a look, it does not fail.
require_current(path, days, citation) := finding.passed(reason) if {
	finding.age_days(finding.fact(path)) >= 0
	finding.age_days(finding.fact(path)) <= days
	reason := sprintf("%s: %s is %s, within %d days", [citation, path, finding.fact(path), days])
}

require_current(path, days, citation) := finding.needs(reason, [sprintf("fact:%s", [path])]) if {
	finding.age_days(finding.fact(path)) > days
	reason := sprintf("%s: %s is %s, more than %d days ago; confirm it", [citation, path, finding.fact(path), days])
}

require_current(path, _, citation) := finding.require_within(path, 0, citation) if {
	not past(finding.fact(path))
}

past(date) if finding.age_days(date) >= 0

# A count must be zero.
require_none(path, citation) := finding.passed(sprintf("%s: %s is 0", [citation, path])) if finding.fact(path) == 0

require_none(path, citation) := finding.failed(sprintf("%s: %s is %v", [citation, path, finding.fact(path)])) if {
	finding.fact(path) > 0
}

require_none(path, citation) := finding.needs(reason, [sprintf("fact:%s", [path])]) if {
	finding.fact(path) == null
	reason := sprintf("%s: %s is not known", [citation, path])
}

# Logs must be kept for at least six months, unless other law, data protection above all, provides otherwise.
require_log_retention(control, citation) := finding.passed(reason) if {
	shorter_by_exception(control)
	reason := sprintf("%s: shorter retention of logs, which a legal opinion on record explains", [citation])
}

require_log_retention(control, citation) := finding.require_at_least("logging.retention_days", six_months_in_days, citation) if {
	not shorter_by_exception(control)
}

shorter_by_exception(control) if {
	is_number(finding.fact("logging.retention_days"))
	finding.fact("logging.retention_days") < six_months_in_days
	exception_documented(control)
}

# Six months last up to 184 days: only then is the log of every day kept for six months.
six_months_in_days := 184
