"""`python -m tests.integration.policies.known_bad` writes the bad examples that the gate proves itself by.

They are what the rules see of the planted examples; of plans without what is null.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from infra.policies.rules import FOLDER, SUBJECTS
from tests.integration.policies import examples
from tests.terraform_mirror import Terraform, running_terraform

# Values that every resource takes and only one rule looks at: null says that the resource takes them.
KEPT = frozenset({"tags", "tags_all"})


def of(subject: str, terraform: Terraform, scratch: Path) -> list[Any]:
    """The bad examples of a subject."""
    if subject == "terraform":
        found = examples.plan(terraform, "planted", scratch)
        return [_smaller(examples.judged_plan(found, "planted").data)]
    return [dict(judged.data) for judged in examples.judged_files("planted", subject)]


def _smaller(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        kept = {name: _smaller(part) for name, part in value.items() if part not in (None, {}, []) or name in KEPT}
        return {**kept, **({"targets": {}} if "values" in value and "targets" not in kept else {})}
    return [_smaller(part) for part in value] if isinstance(value, list) else value


def main() -> None:
    """Write every example."""
    with running_terraform() as terraform, tempfile.TemporaryDirectory() as scratch:
        for subject in SUBJECTS:
            path = FOLDER / "known_bad" / f"{subject}.json"
            path.write_text(json.dumps(of(subject, terraform, Path(scratch)), indent=1, sort_keys=True) + "\n")
            sys.stdout.write(f"{path} was written.\n")


if __name__ == "__main__":
    main()
