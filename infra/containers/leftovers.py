"""Which images on the engine at hand nothing needs any more. Nothing here removes any.

Images are ours by the labels that the Dockerfiles give them, also those that lost their name to a newer build. What a
registry keeps is the registry's own policy: what is removed here can be pulled from it again by digest.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from infra.containers.images import IMAGES

TITLES = frozenset({"Syndic", "Syndic console", "Syndic operator"})
"""What the label org.opencontainers.image.title says of our images."""

_LABEL = "org.opencontainers.image."


@dataclass(frozen=True)
class LocalImage:
    """An image that the engine holds."""

    id: str
    names: tuple[str, ...]
    """Repository and tag; none when a newer build took them."""
    version: str
    created: str
    """When the commit it was built from was made, as ISO 8601 in UTC."""
    size: int


@dataclass(frozen=True)
class Leftover:
    """An image, or one of its names, that is not needed."""

    reference: str
    """What the engine is told to remove: a name, or the id where there is none."""
    image: LocalImage
    reason: str


def ours(inspected: Mapping[str, Any]) -> LocalImage | None:
    """What the engine says about an image, when it is one of ours."""
    labels = inspected.get("Config", {}).get("Labels") or {}
    if labels.get(f"{_LABEL}title") not in TITLES:
        return None
    return LocalImage(
        id=inspected["Id"],
        names=tuple(inspected.get("RepoTags") or ()),
        version=labels.get(f"{_LABEL}version", "unknown"),
        created=labels.get(f"{_LABEL}created", ""),
        size=inspected["Size"],
    )


def decide(images: Sequence[LocalImage], used: Collection[str], needed: Collection[str], keep: int) -> list[Leftover]:
    """What can be removed.

    Args:
        images: our images.
        used: ids of images that a container was made from, running or not.
        needed: versions that are live, under way, that a rollback would go to, or that are checked out.
        keep: how many other versions are kept, those of the newest commits.
    """
    others = {image.version: image.created for image in images if image.version not in needed and image.names}
    newest = sorted(others, key=lambda version: (others[version], version), reverse=True)[:keep]
    kept = {*needed, *newest}
    found = []
    for image in images:
        if image.id in used:
            continue
        if not image.names:
            found.append(Leftover(image.id, image, "A newer build took its name, and no container was made from it."))
        elif image.version not in kept:
            reason = f"{image.version} is neither live nor would be rolled back to, and no container was made from it."
            # What others tagged the image as for purposes of their own keeps it.
            found += [Leftover(name, image, reason) for name in image.names if _image_name(name) in _NAMES]
    return found


_NAMES = frozenset(image.name for image in IMAGES)


def _image_name(reference: str) -> str:
    """The last part of a repository, without the tag."""
    return reference.rpartition("/")[2].partition(":")[0]
