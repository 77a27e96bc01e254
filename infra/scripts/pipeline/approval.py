"""Whether a release may begin: somebody else approved it, and the job can prove that it was let in for that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from infra import records
from infra.scripts.pipeline.code_host import Involved
from infra.version import Version

PROVEN = ("iss", "sub", "environment", "sha", "run_id", "pipeline_id", "ref", "actor", "user_login")


def refusal(revision: str, claims: Mapping[str, Any], involved: Involved) -> str | None:
    """Why a release is not approved, as a clause; None when it is."""
    if claims.get("sha") != revision:
        return f"the job was let in for commit {claims.get('sha') or 'unknown'}, and this is {revision}"
    if not involved.author:
        return "it is not known who wrote the change"
    own = {involved.author.lower(), involved.requested_by.lower()}
    if not involved.approvers:
        return "nobody approved it"
    if not {approver.lower() for approver in involved.approvers} - own:
        return f"only {', '.join(involved.approvers)} did, who wrote it or asked for it"
    return None


def operation(
    environment: str, version: Version, claims: Mapping[str, Any], involved: Involved, at: datetime, link: str
) -> dict[str, Any]:
    """The record of an approval."""
    return records.record(
        "approval",
        environment,
        (at, at),
        "succeeded",
        f"{', '.join(involved.approvers)} approved the release of {version.version} to {environment}.",
        details={
            "version": version.version,
            "revision": version.revision,
            "approvers": list(involved.approvers),
            "author": involved.author,
            "requested_by": involved.requested_by,
            "proven": {name: str(claims[name]) for name in PROVEN if name in claims},
            "link": link,
        },
    )
