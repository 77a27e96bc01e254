# METADATA
# title: Buckets refuse requests without TLS
# description: >-
#   A request in clear shows data and signed headers to whoever is on the path.
# custom:
#   severity: high
#   fix: >-
#     Add aws_s3_bucket_policy that denies s3:* where aws:SecureTransport is false.
#   controls:
#     nist_800_53: [SC-8, SC-8(1)]
#     iso_27001: [A.8.24]
package syndic.policies.terraform.aws_bucket_tls_only

import data.syndic.policies.library.terraform
import rego.v1

findings contains finding if {
	some bucket in terraform.resources("aws_s3_bucket")
	finding := terraform.require_companion(bucket, "aws_s3_bucket_policy", "bucket", "no policy refuses requests without TLS")
}

findings contains finding if {
	some resource in terraform.resources("aws_s3_bucket_policy")
	is_string(resource.values.policy)
	not refuses_clear_text(resource.values.policy)
	finding := terraform.violation(resource, ["policy"], "the policy does not refuse requests without TLS")
}

findings contains finding if {
	some resource in terraform.resources("aws_s3_bucket_policy")
	terraform.at(resource, ["policy"]) == terraform.unknown
	finding := terraform.undecided(resource, ["policy"], "the policy does not refuse requests without TLS")
}

refuses_clear_text(policy) if {
	some statement in terraform.statements(policy)
	not statement.allows
	some action in statement.actions
	action in {"s3:*", "*"}
	some value in terraform.list(statement.conditions.Bool["aws:SecureTransport"])
	value == "false"
}
