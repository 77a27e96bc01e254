"""Which images of the engine at hand are not needed."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

import pytest

from infra.containers.images import IMAGES
from infra.containers.leftovers import TITLES, LocalImage, decide, ours
from infra.tree import checkout


def image(version: str, *names: str, day: int = 1) -> LocalImage:
    return LocalImage(f"sha256:{version}-{len(names)}", names, version, f"2026-01-{day:02d}T00:00:00Z", 1000)


ALL = [image(f"{day}.0", f"syndic-server:{day}.0", day=day) for day in (1, 2, 3, 4)]


def removed(
    images: list[LocalImage], *, used: Collection[str] = (), needed: Collection[str] = (), keep: int = 0
) -> list[str]:
    return [one.reference for one in decide(images, used, needed, keep)]


def test_versions_that_are_needed_and_the_newest_of_the_others_stay() -> None:
    assert removed(ALL, needed={"1.0"}, keep=1) == ["syndic-server:2.0", "syndic-server:3.0"]
    assert removed(ALL, keep=4) == []


def test_an_image_that_a_container_was_made_from_stays() -> None:
    assert removed(ALL, used={ALL[0].id, ALL[1].id}, needed={"4.0"}) == ["syndic-server:3.0"]


def test_every_name_of_a_release_goes_and_names_that_others_gave_stay() -> None:
    named = image("1.0", "syndic-cron:1.0", "registry.test:5000/team/syndic-cron:1.0", "mine:1.0")
    assert removed([named]) == ["syndic-cron:1.0", "registry.test:5000/team/syndic-cron:1.0"]


def test_an_image_that_lost_its_name_goes_whatever_its_version() -> None:
    lost = image("4.0")
    assert removed([*ALL, lost], needed={"4.0"}, keep=3) == [lost.id]


@pytest.mark.parametrize("labels", [None, {}, {"org.opencontainers.image.title": "Debian"}])
def test_images_of_others_are_not_ours(labels: dict[str, str] | None) -> None:
    inspected: dict[str, Any] = {"Id": "1", "Config": {"Labels": labels}, "RepoTags": ["syndic-server:1"], "Size": 1}
    assert ours(inspected) is None


def test_the_titles_are_those_of_the_dockerfiles() -> None:
    texts = [(checkout() / file).read_text() for file in {image.dockerfile for image in IMAGES}]
    assert {re.findall(r'image\.title="([^"]+)"', text)[0] for text in texts} == TITLES
