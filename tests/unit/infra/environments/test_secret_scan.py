"""What the scanner leaves alone, and that it never repeats what it found."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.environments import secret_scan
from infra.findings import Finding
from infra.tree import Tree

PASSWORD = "".join(reversed("zP9w4KxT2mVq7RbN"))


def findings_in(tmp_path: Path, file: str, text: str) -> list[Finding]:
    path = tmp_path / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return list(secret_scan.check(Tree.of_directory(tmp_path)))


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://app:PASSWORD@localhost/db",
        "postgresql://app:${PASSWORD}@db.acme.net/db",
        "postgresql://app:<password>@db.acme.net/db",
        "postgresql://app:{aws:syndic/production/database#password}@db.acme.net/db",
        "postgresql://{vault-database:app#username}:{vault-database:app#password}@db.acme.net/db",
        "sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "uuid: 018f2f6e-7c3a-7b1e-9d2a-2f6e7c3a7b1e",
        "DATABASE_URL: aws:syndic/production/database-api#url",
        "password_hash = argon2.hash(password)",
    ],
)
def test_placeholders_references_and_digests_are_no_secrets(tmp_path: Path, text: str) -> None:
    assert findings_in(tmp_path, "notes.yaml", f"{text}\n") == []


def test_a_password_for_a_host_without_domain_is_left_alone_in_tests_only(tmp_path: Path) -> None:
    text = f"postgresql://app:{PASSWORD}@db:5432/x\n"
    assert findings_in(tmp_path, "tests/test_it.py", text) == []
    assert [finding.file for finding in findings_in(tmp_path, "server/it.py", text)] == ["server/it.py"]


def test_a_line_marked_as_harmless_is_left_alone(tmp_path: Path) -> None:
    text = f'PASSWORD = "{PASSWORD}"'
    assert findings_in(tmp_path, "notes.py", f"{text}\n")
    assert findings_in(tmp_path, "notes.py", f"{text}  # kingfisher:ignore\n") == []


def test_lock_files_are_hashes_and_left_alone(tmp_path: Path) -> None:
    assert findings_in(tmp_path, "requirements/runtime.lock", f"token = {PASSWORD}{PASSWORD}\n") == []


def test_a_finding_never_repeats_the_secret(tmp_path: Path) -> None:
    found = findings_in(tmp_path, "notes.py", f'PASSWORD = "{PASSWORD}"\n')
    assert found
    assert PASSWORD not in str(found)
