"""Whatever happens to a stored backup is found and named, and nothing that is damaged is ever handed out."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.backups import upload
from infra.backups.errors.backups import DamagedBackupError, UnknownBackupError, UnknownKeyError, WrongKeyError
from tests.unit.infra.backups.repositories import Kept, keyring, new_key

CHUNK = 4096


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kept:
    monkeypatch.setattr(upload, "CHUNK_BYTES", CHUNK)
    monkeypatch.setattr("infra.backups.download.CHUNK_BYTES", CHUNK)
    return Kept(tmp_path, keyring(new_key("first")))


PARTS = {"long.txt": "".join(f"line {number}\n" for number in range(3000)), "short.txt": "x", "empty.txt": ""}


def test_what_was_backed_up_comes_back(kept: Kept) -> None:
    made = kept.make(PARTS)
    found = kept.fetch(made.id)
    assert {name: found[name] for name in PARTS} == PARTS
    assert made.size == sum(map(len, found.values()))
    assert len(next(file for file in made.files if file.name == "long.txt").chunks) > 5


def test_nothing_in_clear_is_stored(kept: Kept) -> None:
    made = kept.make({"secret.txt": "a sentence nobody else may read " * 50})
    for path in kept.objects(made.id):
        assert b"nobody else" not in path.read_bytes()


def test_a_flipped_bit_in_any_region_of_any_object_is_found_and_the_object_is_named(kept: Kept) -> None:
    made = kept.make(PARTS)
    for path in kept.objects(made.id):
        original = path.read_bytes()
        regions = {0, 5, 12, 13, len(original) // 3, len(original) // 2, len(original) - 17, len(original) - 1}
        for position in sorted(region for region in regions if 0 <= region < len(original)):
            altered = bytearray(original)
            altered[position] ^= 0x04
            path.write_bytes(altered)
            with pytest.raises((DamagedBackupError, UnknownKeyError, WrongKeyError)) as refused:
                kept.fetch(made.id)
            if path.name != "manifest":
                assert isinstance(refused.value, DamagedBackupError)
                assert refused.value.part == f"chunk {int(path.name)} of {path.parent.name}"
        path.write_bytes(original)
    assert kept.fetch(made.id)


def test_every_byte_of_a_manifest_counts(kept: Kept) -> None:
    made = kept.make({"a.txt": "a"})
    path = next(path for path in kept.objects(made.id) if path.name == "manifest")
    original = path.read_bytes()
    for position in range(len(original)):
        altered = bytearray(original)
        altered[position] ^= 0x01
        path.write_bytes(altered)
        with pytest.raises((DamagedBackupError, UnknownKeyError, WrongKeyError)):
            kept.fetch(made.id)


def test_a_missing_chunk_is_named(kept: Kept) -> None:
    made = kept.make(PARTS)
    next(path for path in kept.objects(made.id) if path.parts[-2:] == ("long.txt", "000002")).unlink()
    with pytest.raises(DamagedBackupError, match=r"chunk 2 of long\.txt is missing"):
        kept.fetch(made.id)


def test_a_chunk_that_was_cut_off_is_named(kept: Kept) -> None:
    made = kept.make(PARTS)
    path = next(path for path in kept.objects(made.id) if path.parts[-2:] == ("long.txt", "000001"))
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(DamagedBackupError, match=r"chunk 1 of long\.txt is not what was written"):
        kept.fetch(made.id)


def test_chunks_that_changed_places_are_named(kept: Kept) -> None:
    made = kept.make(PARTS)
    first, second = (
        next(path for path in kept.objects(made.id) if path.parts[-2:] == ("long.txt", name))
        for name in ("000000", "000001")
    )
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)
    with pytest.raises(DamagedBackupError, match=r"chunk 0 of long\.txt"):
        kept.fetch(made.id)


def test_a_manifest_of_another_backup_is_refused(kept: Kept) -> None:
    old, new = kept.make({"a.txt": "old"}), kept.make({"a.txt": "new"})
    foreign = kept.repository.manifest(old.id)
    kept.repository.write_manifest(new.id, foreign)
    with pytest.raises(DamagedBackupError, match=f"its manifest belongs to backup {old.id}"):
        kept.fetch(new.id)


def test_a_key_of_the_right_name_and_another_value_is_called_wrong(kept: Kept) -> None:
    made = kept.make(PARTS)
    with pytest.raises(WrongKeyError, match="first"):
        kept.fetch(made.id, keyring(new_key("first")))


def test_a_key_that_is_not_there_is_named(kept: Kept) -> None:
    made = kept.make(PARTS)
    with pytest.raises(UnknownKeyError, match="first"):
        kept.fetch(made.id, keyring(new_key("second"), new_key("third")))


def test_a_rotated_key_leaves_old_backups_readable(tmp_path: Path) -> None:
    old, new = new_key("old"), new_key("new")
    before = Kept(tmp_path, keyring(old))
    made = before.make({"a.txt": "old"})
    after = Kept(tmp_path, keyring(new, old))
    assert after.fetch(made.id)["a.txt"] == "old"
    later = after.make({"a.txt": "new"})
    with pytest.raises(UnknownKeyError, match="new"):
        before.fetch(later.id)


def test_a_backup_whose_upload_was_cut_off_is_not_there(kept: Kept) -> None:
    made = kept.make(PARTS)
    next(path for path in kept.objects(made.id) if path.name == "manifest").unlink()
    assert [entry.complete for entry in kept.repository.entries()] == [False]
    with pytest.raises(UnknownBackupError, match=made.id):
        kept.fetch(made.id)
