"""Files of the checkout that are made from other ones: written when they are not current, and compared with that."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from infra.tree import Tree


def write(root: Path, made: Mapping[str, str]) -> list[str]:
    """Write the files that are not current.

    Args:
        root: the root of the checkout.
        made: what each file is to say, by its POSIX path from the root.

    Returns:
        The files that changed.
    """
    changed = []
    for name, text in made.items():
        file = root / name
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            changed.append(name)
    return changed


def first_difference(tree: Tree, name: str, made: str) -> int | None:
    """The first line of a file that is not what it is to say; None when all are."""
    written, wanted = tree.lines(name) if name in tree.names else [], made.splitlines()
    if written == wanted:
        return None
    differing = (n for n, pair in enumerate(zip(written, wanted, strict=False), start=1) if pair[0] != pair[1])
    return next(differing, min(len(written), len(wanted)) + 1)
