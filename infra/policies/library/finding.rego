# METADATA
# title: Findings
# description: The two things a rule can find. What the gate does with them is decided outside.
package syndic.policies.library.finding

import rego.v1

# Something breaks the rule. The path leads from the subject to the value in question.
violation(subject, path, problem) := {
	"outcome": "violation",
	"subject": subject,
	"path": path,
	"problem": problem,
}

# A value that decides the rule is unknown until apply.
unknown(subject, path, problem) := {
	"outcome": "unknown",
	"subject": subject,
	"path": path,
	"problem": problem,
}
