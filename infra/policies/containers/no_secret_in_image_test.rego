package syndic.policies.containers.no_secret_in_image_test

import data.syndic.policies.library.given
import data.syndic.policies.containers.no_secret_in_image
import rego.v1

test_bad_instructions_violate if {
	every instructions in [[["ENV", "DATABASE_PASSWORD=x"]], [["ARG", "NPM_TOKEN"]], [["ENV", "API_KEY x"]]] {
		found := no_secret_in_image.findings with input as given.dockerfile(instructions)
		given.violates(found)
	}
}

test_good_instructions_pass if {
	every instructions in [[["ENV", "PYTHONUNBUFFERED=1"]], [["ARG", "VERSION=1.2.3"]], [["ENV", "TOKENIZERS_PARALLELISM=false"]]] {
		found := no_secret_in_image.findings with input as given.dockerfile(instructions)
		count(found) == 0
	}
}
