"""The closed list of what an auditor can attest."""

from typing import Literal, get_args

AttestationOutcome = Literal["pass", "fail", "not_applicable"]

ATTESTATION_OUTCOMES: tuple[str, ...] = get_args(AttestationOutcome)
