"""How backups are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from infra.backups.catalog import Listed
from infra.backups.manifest import Manifest
from infra.backups.moments import Time, Transaction
from infra.backups.restore import Restoring
from infra.backups.retention import Judgement
from infra.backups.rows import RowsRestored
from infra.backups.verification import Verification
from infra.output import Column, print_json, print_table, print_text


def print_made(manifests: Sequence[Manifest], *, as_json: bool) -> None:
    """Backups that were made."""
    if as_json:
        print_json(
            [{**manifest.model_dump(mode="json", exclude={"files"}), **_sizes(manifest)} for manifest in manifests]
        )
        return
    print_table(
        ["Backup", Column("Size", numeric=True), Column("Kept", numeric=True), Column("Took", numeric=True)],
        [[made.id, _size(made.size), _size(made.stored), _seconds(made)] for made in manifests],
    )
    print_text("Prove it: `syndic backup verify`.")


def print_list(backups: Sequence[Listed], *, as_json: bool) -> None:
    """Every backup."""
    if as_json:
        print_json([_listed(found) for found in backups])
        return
    if not backups:
        print_text("There is no backup. `syndic backup create` makes one.")
        return
    print_table(
        ["Backup", "Made", Column("Size", numeric=True), Column("Kept", numeric=True), "State", "Verified"],
        [
            [
                found.id,
                f"{found.made_at:%Y-%m-%d %H:%M} UTC",
                _size(found.manifest.size) if found.manifest else "",
                _size(found.manifest.stored) if found.manifest else "",
                found.problem or "complete",
                _verified(found.verification),
            ]
            for found in backups
        ],
    )


def print_verification(result: Verification, *, as_json: bool) -> None:
    """What was proved of a backup."""
    if as_json:
        print_json(result.model_dump(mode="json"))
        return
    print_table(
        ["Proof", "Outcome", Column("Took", numeric=True), "What was found"],
        [
            [proof.name, proof.outcome, f"{(proof.finished_at - proof.started_at).total_seconds():.1f} s", proof.detail]
            for proof in result.proofs
        ],
        title=f"Backup {result.backup}",
    )
    print_text("It restores." if result.outcome == "succeeded" else "It does not restore as it was. Do not rely on it.")


def print_plan(backup: Listed, live: str, moment: Time | Transaction | None, *, as_json: bool) -> None:
    """What a restore would do."""
    if as_json:
        shown = {} if moment is None else {"moment": str(moment)}
        print_json({"backup": _listed(backup), "replaces": live, **shown})
        return
    what = f"Backup {backup.id} ({_verified(backup.verification) or 'never verified'})"
    since = f"the backup was made ({backup.made_at:%Y-%m-%d %H:%M} UTC)"
    if moment is not None:
        print_text(f"{what} would be brought to {moment} by the archived log, in a PostgreSQL apart. From there the")
        print_text(f"database would be restored beside {live},")
        since = "then"
    else:
        print_text(f"{what} would be restored beside {live},")
    print_text("proved, brought to the live release, and put in its place. What was written since")
    print_text(f"{since} would be in the database that is kept aside. Nothing was changed.")


def print_restored(state: Restoring, *, as_json: bool) -> None:
    """A restore that was swapped in."""
    if as_json:
        print_json(state.model_dump(mode="json"))
        return
    print_text(f"{state.live} is what backup {state.backup} holds.")
    if state.rotations_forgotten:
        print_text(
            "Nothing is remembered of rotations: ages of secrets count anew, and an old credential that was still"
        )
        print_text("to be revoked stays valid until you find it (docs/guides/rotate-secrets.md says where to look).")
    if state.replaces:
        print_text(f"What was there before is kept as {state.kept}.")
        print_text("Drop that: `syndic backup confirm`. Put it back: `syndic backup discard`.")
    else:
        print_text("Nothing was there before. `syndic backup confirm` ends the restore.")


def print_rows(restored: RowsRestored, *, as_json: bool) -> None:
    """Rows that were brought back."""
    if as_json:
        print_json(restored.details())
        return
    missing = "Would come back" if restored.dry_run else "Brought back"
    print_table(
        ["Table", Column("In the backup", numeric=True), Column(missing, numeric=True), "Different, left as they are"],
        [
            [found.table, found.held, found.missing, "unknown" if found.differing is None else found.differing]
            for found in restored.tables
        ],
        title=f"From {restored.source}",
    )


def print_objects(report: Mapping[str, Any], *, as_json: bool) -> None:
    """Objects that were brought back."""
    if as_json:
        print_json(dict(report))
        return
    print_text(f"{report['copied']} of {report['objects']} copies were brought back; the store had the others.")
    for name in report["altered"]:
        print_text(f"Not brought back, because the copy is not what its name says: {name}")


def print_ended(sentence: str, state: Restoring, *, as_json: bool) -> None:
    """A restore that was confirmed or given up."""
    if as_json:
        print_json(state.model_dump(mode="json"))
    else:
        print_text(sentence)


def print_pruned(judged: Sequence[Judgement], *, dry_run: bool, as_json: bool) -> None:
    """What was kept and what was removed."""
    if as_json:
        print_json([{"id": one.id, "keep": one.keep, "reason": one.reason} for one in judged])
        return
    removed = "would be removed" if dry_run else "removed"
    print_table(
        ["Backup", "Decision", "Why"], [[one.id, "kept" if one.keep else removed, one.reason] for one in judged]
    )


def _listed(found: Listed) -> dict[str, Any]:
    return {
        "id": found.id,
        "kind": str(found.kind),
        "made_at": found.made_at.isoformat(),
        "complete": found.complete,
        "problem": found.problem,
        **(_sizes(found.manifest) if found.manifest else {}),
        "verification": found.verification.model_dump(mode="json") if found.verification else None,
    }


def _sizes(manifest: Manifest) -> dict[str, int]:
    return {"bytes": manifest.size, "stored_bytes": manifest.stored}


def _size(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


def _seconds(manifest: Manifest) -> str:
    return f"{(manifest.finished_at - manifest.started_at).total_seconds():.1f} s"


def _verified(result: Verification | None) -> str:
    if result is None:
        return ""
    right = "yes" if result.outcome == "succeeded" else "FAILED"
    return f"{right}, {result.finished_at:%Y-%m-%d %H:%M} UTC"
