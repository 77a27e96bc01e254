"""What runs where, as it is written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.local import deployment, environment
from infra.local.deployment import Colour, Slot
from infra.local.errors import ReleaseMissingError, UnreadableDeploymentError
from infra.local.layout import Layout
from infra.local.releases import Release, console_digest, of_checkout, source_digest
from infra.output import Progress


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    layout = Layout(tmp_path, tmp_path / "state")
    layout.make()
    return layout


def release(version: str) -> Release:
    return Release(version=version, revision="a", source=Path("/s"), python=Path("/p"), console=Path("/c"), digest="d")


def test_until_something_is_deployed_the_checkout_has_all_users_on_blue(layout: Layout) -> None:
    meant = deployment.read(layout)
    assert meant.live is Colour.BLUE
    assert meant.slots == {Colour.BLUE: Slot(release=of_checkout(layout), serves=True, works=True)}
    assert not deployment.path(layout).exists()


def test_what_is_written_is_read(layout: Layout) -> None:
    green = Slot(release=release("1.0.0"), serves=True, works=False)
    meant = deployment.first(layout).with_slot(Colour.GREEN, green).with_share(Colour.GREEN, 25)
    deployment.write(layout, meant)
    assert deployment.read(layout) == meant
    assert meant.weights == {Colour.GREEN: 25, Colour.BLUE: 75}
    assert meant.live is Colour.BLUE
    assert meant.with_share(Colour.GREEN, 100).live is Colour.GREEN
    assert meant.with_slot(Colour.GREEN, None).slots.keys() == {Colour.BLUE}


def test_of_two_colours_with_the_same_share_the_one_that_works_is_live(layout: Layout) -> None:
    green = Slot(release=release("1.0.0"), serves=True, works=False)
    assert deployment.first(layout).with_slot(Colour.GREEN, green).with_share(Colour.GREEN, 50).live is Colour.BLUE


def test_the_checkout_is_the_one_the_command_belongs_to(layout: Layout, tmp_path: Path) -> None:
    deployment.write(layout, deployment.first(Layout(tmp_path / "moved", layout.state)))
    assert deployment.read(layout).slots[Colour.BLUE].release.source == layout.checkout


def test_a_damaged_file_is_one_sentence_that_says_what_to_do(layout: Layout) -> None:
    deployment.path(layout).write_text("{")
    with pytest.raises(UnreadableDeploymentError, match="Delete it to run the checkout on blue"):
        deployment.read(layout)


def test_digests_change_with_what_a_release_runs_and_with_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "server").mkdir()
    source, cache = tmp_path / "server" / "app.py", tmp_path / "server" / "app.pyc"
    source.write_text("one = 1\n")
    before = source_digest(tmp_path), console_digest(tmp_path / "server")
    cache.write_text("x")
    assert source_digest(tmp_path) == before[0]
    assert console_digest(tmp_path / "server") != before[1]
    source.write_text("one = 2\n")
    assert source_digest(tmp_path) != before[0]


def test_a_release_that_was_deleted_while_it_runs_is_one_sentence_that_says_what_to_do(layout: Layout) -> None:
    gone = Slot(release=release("1.0.0"), serves=True, works=True)
    deployment.write(layout, deployment.first(layout).with_slot(Colour.BLUE, gone))
    with pytest.raises(ReleaseMissingError, match=r"1\.0\.0, which runs on blue, is not in /s any more"):
        environment.up(layout, None, 1, Progress(quiet=True))
