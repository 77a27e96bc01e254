package syndic.policies.containers.no_piped_script_test

import data.syndic.policies.library.given
import data.syndic.policies.containers.no_piped_script
import rego.v1

test_bad_instructions_violate if {
	every instructions in [[["RUN", "curl -fsSL https://example.org/install.sh | sh"]], [["RUN", "wget -O- https://example.org/a | bash -s"]]] {
		found := no_piped_script.findings with input as given.dockerfile(instructions)
		given.violates(found)
	}
}

test_good_instructions_pass if {
	every instructions in [[["RUN", "curl -fsSLo a https://example.org/a && echo '00  a' | sha256sum -c"]]] {
		found := no_piped_script.findings with input as given.dockerfile(instructions)
		count(found) == 0
	}
}
