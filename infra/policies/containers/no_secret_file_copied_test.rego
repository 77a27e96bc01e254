package syndic.policies.containers.no_secret_file_copied_test

import data.syndic.policies.library.given
import data.syndic.policies.containers.no_secret_file_copied
import rego.v1

test_bad_instructions_violate if {
	every instructions in [[["COPY", ".env /app/.env"]], [["COPY", "certificates/server.key /tls/"]]] {
		found := no_secret_file_copied.findings with input as given.dockerfile(instructions)
		given.violates(found)
	}
}

test_good_instructions_pass if {
	every instructions in [[["COPY", "server/ /app/server/"]], [["COPY", ".env.example.md /app/"]]] {
		found := no_secret_file_copied.findings with input as given.dockerfile(instructions)
		count(found) == 0
	}
}
