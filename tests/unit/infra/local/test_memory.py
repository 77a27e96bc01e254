from __future__ import annotations

from pathlib import Path

import pytest

from infra.local import memory
from infra.local.errors import MemoryDirectoryError
from infra.local.layout import Layout


@pytest.fixture(autouse=True)
def shared_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "shm"
    place.mkdir()
    monkeypatch.setattr(memory, "SHARED_MEMORY", place)
    return place


def test_a_directory_has_one_counterpart_that_only_its_owner_can_change(tmp_path: Path, shared_memory: Path) -> None:
    made = memory.ensure(tmp_path / "store")

    assert made == memory.ensure(tmp_path / "store") == memory.beside(tmp_path / "store")
    assert made != memory.ensure(tmp_path / "other")
    assert made.parent == shared_memory
    assert made.stat().st_mode & 0o777 == 0o711


@pytest.mark.parametrize("prepared", ["a link", "a file", "a directory others may write"])
def test_what_somebody_else_could_have_prepared_is_refused(tmp_path: Path, prepared: str) -> None:
    place = memory.beside(tmp_path / "store")
    if prepared == "a link":
        place.symlink_to(tmp_path)
    elif prepared == "a file":
        place.touch()
    else:
        place.mkdir()
        place.chmod(0o777)

    with pytest.raises(MemoryDirectoryError, match=str(place)):
        memory.ensure(tmp_path / "store")


def test_what_earlier_versions_kept_on_disk_is_removed_and_the_rest_stays(tmp_path: Path) -> None:
    layout = Layout(tmp_path, tmp_path / "state")
    secret = ["certificates/proxy.key", "object-store/s3.json", "monitoring/postgres-exporter/one.password"]
    others = ["certificates/proxy.pem", "object-store/security.toml", "ports.json"]
    for name in (*secret, *others):
        path = layout.state / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    memory.remove_from_disk(layout)

    assert [name for name in (*secret, *others) if (layout.state / name).exists()] == others


def test_nothing_of_a_deleted_environment_stays_in_memory(tmp_path: Path, shared_memory: Path) -> None:
    layout = Layout(tmp_path, tmp_path / "state")
    for directory in (layout.certificates, layout.of_region("two").postgresql, layout.common):
        (memory.ensure(directory) / "secret").touch()

    memory.remove_of(layout)

    assert list(shared_memory.iterdir()) == []
