"""Releases that are hindered: refused, interrupted, killed, and gone on with or taken back."""

from __future__ import annotations

import signal
import subprocess

import pytest

from tests.integration.local.waiting import until
from tests.integration.release.outcomes import nothing_failed, taken_back
from tests.integration.release.scene import Scene

pytestmark = pytest.mark.timeout(900)

APP = "server/app.py"


@pytest.mark.parametrize(
    ("version", "said"),
    [("v99.0.0", "is neither a tag, a branch or a commit"), ("--upload-pack=x", "No such option")],
)
def test_a_version_that_does_not_exist_is_one_sentence(scene: Scene, live: str, version: str, said: str) -> None:
    done = scene.deploy(version)
    assert done.returncode == 2
    assert said in done.stderr
    assert scene.live() == live


def test_two_operators_at_once_are_told_of_each_other(scene: Scene, live: str) -> None:
    scene.versions.make("slowly")
    argv = scene.syndic.argv("release", "deploy", "slowly", "--watch", "4", "--hold", "1", "--steps", "100")
    with subprocess.Popen(
        argv, cwd=scene.versions.clone, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as first:
        until(lambda: scene.status()["under_way"], "the first release to begin")
        second = scene.deploy("first")
        assert second.returncode == 1
        assert "syndic release deploy, pid" in second.stderr
        _, said = first.communicate()
    assert first.returncode == 0, said
    assert scene.live() != live


def test_the_live_version_is_not_released_again(scene: Scene, live: str) -> None:
    done = scene.deploy(live)
    assert done.returncode == 1
    assert f"{live} is live already" in done.stderr


def test_an_operator_who_presses_ctrl_c_leaves_the_old_version_with_all_users(scene: Scene, live: str) -> None:
    scene.versions.make("interrupted")
    argv = scene.syndic.argv("release", "deploy", "interrupted", "--watch", "60")
    with (
        scene.users() as users,
        subprocess.Popen(
            argv, cwd=scene.versions.clone, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as first,
    ):
        until(lambda: (scene.status()["under_way"] or {}).get("next") == "watch 5", "users to be on it")
        first.send_signal(signal.SIGINT)
        out, said = first.communicate()
    nothing_failed(users)
    assert "interrupted by the operator" in taken_back(
        scene, "interrupted", live, subprocess.CompletedProcess(argv, first.returncode, out, said)
    )


def test_an_engine_that_is_killed_at_every_step_is_gone_on_with(scene: Scene, live: str) -> None:
    scene.versions.make("killed")
    words = ("release", "deploy", "killed", "--watch", "0.5", "--hold", "0.5")
    steps: list[str] = []
    with scene.users() as users:
        # Each run remembers that a step is begun, or that it is done, and is killed; the next one goes on from there.
        assert scene.syndic.killed_after(1, *words) is None
        while step := scene.next_step():
            steps.append(step)
            assert scene.syndic.killed_after(1, *words) is None

    assert list(dict.fromkeys(steps))[:3] == ["start", "smoke", "shift 5"]
    assert all(steps.count(step) >= 2 for step in set(steps) - {"end"}), "each is begun and killed, and done and killed"
    nothing_failed(users)
    assert scene.live() != live
    assert scene.last()["outcome"] == "succeeded"
    assert scene.recorded()["outcome"] == "succeeded"


def test_files_that_were_changed_since_they_were_installed_are_refused(scene: Scene, live: str) -> None:
    installed = [
        path.parent for path in scene.syndic.layout.state.glob("releases/*/release.json") if path.parent.name != live
    ]
    changed = installed[0] / APP
    text = changed.read_text()
    changed.write_text(text + "\n# Somebody was here.\n")
    try:
        done = scene.deploy(installed[0].name)
    finally:
        changed.write_text(text)
    assert done.returncode == 1
    assert "are not those that were installed" in done.stderr
    assert scene.live() == live


def test_a_machine_that_crashes_in_the_middle_of_a_release_comes_back_and_goes_on(scene: Scene, live: str) -> None:
    scene.versions.make("crashed")
    words = ("release", "deploy", "crashed", "--watch", "0.5", "--hold", "0.5")
    # Its plan, and of each step that it begins and that it is done.
    remembered = 1 + 2 * len(("start", "smoke", "shift 5", "watch 5", "shift 25"))
    assert scene.syndic.killed_after(remembered, *words) is None
    assert scene.status()["under_way"]["next"] == "watch 25"
    scene.syndic.kill_all()

    scene.syndic.up()
    shown = {colour["version"]: colour["traffic_percent"] for colour in scene.status()["colours"]}
    assert shown[live] == 75
    assert sum(shown.values()) == 100
    # Taken back by somebody else, who knows nothing but what is written down.
    assert scene.syndic.run("release", "abort").returncode == 0
    assert scene.live() == live
