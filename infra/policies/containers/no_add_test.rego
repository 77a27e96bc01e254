package syndic.policies.containers.no_add_test

import data.syndic.policies.library.given
import data.syndic.policies.containers.no_add
import rego.v1

test_bad_instructions_violate if {
	every instructions in [[["ADD", "https://example.org/a.tar.gz /a"]], [["ADD", ". /app"]]] {
		found := no_add.findings with input as given.dockerfile(instructions)
		given.violates(found)
	}
}

test_good_instructions_pass if {
	every instructions in [[["COPY", ". /app"]], [["ADD", "--checksum=sha256:00 https://example.org/a /a"]]] {
		found := no_add.findings with input as given.dockerfile(instructions)
		count(found) == 0
	}
}
