from __future__ import annotations

from pathlib import Path

import pytest

from tests.jobs.artifacts import ArtifactError, Artifacts


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name in ("build/1.4.0/manifest", "build/1.4.0/bills/one", ".hidden/records/a", ".hidden/records/data/b"):
        file = tmp_path / "checkout" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
        file.chmod(0o755)
    return tmp_path / "checkout"


@pytest.fixture
def artifacts(tmp_path: Path) -> Artifacts:
    return Artifacts(tmp_path / "artifacts")


def kept(artifacts: Artifacts, name: str) -> set[str]:
    root = artifacts.directory / name
    return {file.relative_to(root).as_posix() for file in root.rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    ("path", "files"),
    [
        ("build/1.4.0", {"manifest", "bills/one"}),
        ("build/1.4.0/", {"manifest", "bills/one"}),
        # What is above the wildcard is left out, what it stands for is not.
        ("build/*/", {"1.4.0/manifest", "1.4.0/bills/one"}),
        ("build/*/manifest", {"1.4.0/manifest"}),
        (".hidden/records", {"a", "data/b"}),
        (".hidden/records\n!.hidden/records/**/data", {"a"}),
    ],
)
def test_an_artifact_begins_below_what_its_path_fixes(
    artifacts: Artifacts, checkout: Path, path: str, files: set[str]
) -> None:
    artifacts.upload({"name": "one", "path": path}, checkout.joinpath)
    assert kept(artifacts, "one") == files


def test_hidden_files_are_left_out_unless_they_are_asked_for(artifacts: Artifacts, checkout: Path) -> None:
    artifacts.upload({"name": "open", "path": "."}, checkout.joinpath)
    assert kept(artifacts, "open") == {"build/1.4.0/manifest", "build/1.4.0/bills/one"}
    artifacts.upload({"name": "all", "path": ".", "include-hidden-files": "true"}, checkout.joinpath)
    assert ".hidden/records/a" in kept(artifacts, "all")


def test_what_is_brought_back_cannot_be_executed(artifacts: Artifacts, checkout: Path, tmp_path: Path) -> None:
    artifacts.upload({"name": "one", "path": "build"}, checkout.joinpath)
    artifacts.download({"name": "one", "path": "back"}, tmp_path.joinpath)
    assert (tmp_path / "back" / "1.4.0" / "manifest").stat().st_mode & 0o777 == 0o644


def test_artifacts_are_found_by_a_pattern_and_put_together(
    artifacts: Artifacts, checkout: Path, tmp_path: Path
) -> None:
    for name in ("records-a", "records-b", "other"):
        artifacts.upload({"name": name, "path": "build/1.4.0"}, checkout.joinpath)
    told = artifacts.download({"pattern": "records-*", "path": "back", "merge-multiple": "true"}, tmp_path.joinpath)
    assert told == "records-a, records-b was brought back"
    assert (tmp_path / "back" / "manifest").is_file()


def test_an_artifact_of_an_earlier_run_is_not_mixed_with_that_of_this_one(artifacts: Artifacts, checkout: Path) -> None:
    artifacts.upload({"name": "one", "path": "build/1.4.0/bills"}, checkout.joinpath)
    artifacts.upload({"name": "one", "path": "build/1.4.0/manifest*"}, checkout.joinpath)
    assert kept(artifacts, "one") == {"manifest"}


def test_what_is_missing_is_an_error_where_it_is_one_at_the_code_host(artifacts: Artifacts, checkout: Path) -> None:
    assert artifacts.upload({"name": "none", "path": "nowhere"}, checkout.joinpath) == "0 files were kept"
    with pytest.raises(ArtifactError, match="nowhere"):
        artifacts.upload({"name": "none", "path": "nowhere", "if-no-files-found": "error"}, checkout.joinpath)
    with pytest.raises(ArtifactError, match="not found for name: none"):
        artifacts.download({"name": "none", "path": "back"}, checkout.joinpath)
