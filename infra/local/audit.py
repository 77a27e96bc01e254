"""`syndic audit verify`: proves that the audit chain, and what it vouches for, is what it was."""

from __future__ import annotations

from infra import output
from infra.platform import Platform, Verification

VERIFY_SECONDS = 3600.0
"""Every object is read again, so this takes as long as reading all evidence."""


def verify(platform: Platform, *, objects: bool) -> Verification:
    """Have the platform verify the chain and, with `objects`, the content of every object it names."""
    return platform.post(Verification, "/api/audit/verifications", {"objects": objects}, VERIFY_SECONDS)


def print_verification(found: Verification, *, as_json: bool) -> None:
    """Print the verdict, and every finding."""
    if as_json:
        output.print_json(found.model_dump(mode="json"))
        return
    seconds = (found.finished_at - found.started_at).total_seconds()
    verdict = "The audit chain is intact" if found.intact else "The audit chain is NOT intact"
    output.print_text(
        f"{verdict}: {found.entries_checked} entries and {found.objects_checked} objects checked in {seconds:.1f} s."
    )
    output.print_text(f"Head: entry {found.head_sequence}, {found.head_hash}")
    if found.findings:
        rows = [(finding.kind, finding.subject, finding.detail) for finding in found.findings]
        output.print_table(["FINDING", "SUBJECT", "DETAIL"], rows)
        if found.findings_total > len(found.findings):
            output.print_text(f"… and {found.findings_total - len(found.findings)} more.")
