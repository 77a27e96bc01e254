"""The files Grafana reads are those that the dashboards make, and ask for nothing that nobody exports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infra.monitoring import checks
from infra.monitoring.dashboards import ALL, files, rendering
from infra.monitoring.dashboards.panels import Dashboard, Panel, Query
from infra.tree import Tree

KNOWN = frozenset({"a_metric"})


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with one dashboard."""
    panel = Panel("One", "Shows one.", "s", (Query('a_metric{environment="$environment"}[$__rate_interval]'),))
    monkeypatch.setattr(files, "ALL", (Dashboard("one", "One", "One dashboard.", (panel,)),))
    (tmp_path / files.SOURCES).mkdir(parents=True)
    (tmp_path / files.SOURCES / "one.py").touch()
    files.write(Tree.of_directory(tmp_path))
    return tmp_path


def found(root: Path, known: frozenset[str] = KNOWN) -> list[tuple[str, str]]:
    return [(finding.rule, finding.file) for finding in files.check(Tree.of_directory(root), known)]


def test_what_was_built_has_no_finding(root: Path) -> None:
    assert found(root) == []
    assert files.write(Tree.of_directory(root)) == []


def test_a_file_that_was_changed_by_hand_is_found_and_built_again(root: Path) -> None:
    file = root / files.FOLDER / "one.json"
    file.write_text(file.read_text().replace("One dashboard.", "Another."))

    assert found(root) == [("dashboard-drift", f"{files.FOLDER}/one.json")]
    assert files.write(Tree.of_directory(root)) == [f"{files.FOLDER}/one.json"]
    assert found(root) == []


def test_a_file_of_no_dashboard_is_found_and_removed(root: Path) -> None:
    (root / files.FOLDER / "two.json").write_text("{}")

    assert found(root) == [("dashboard-drift", f"{files.FOLDER}/two.json")]
    files.write(Tree.of_directory(root))
    assert found(root) == []


def test_a_metric_that_nobody_exports_is_found(root: Path) -> None:
    assert found(root, frozenset({"another_metric"})) == [("dashboard-metric", f"{files.SOURCES}/one.py")]


@pytest.mark.parametrize("dashboard", ALL, ids=lambda dashboard: dashboard.name)
def test_a_dashboard_has_the_form_grafana_reads(dashboard: Dashboard) -> None:
    made = json.loads(rendering.render(dashboard))

    assert made["uid"] == f"syndic-{dashboard.name}"
    assert [panel["title"] for panel in made["panels"]] == [panel.title for panel in dashboard.panels]
    assert len({panel["id"] for panel in made["panels"]}) == len(dashboard.panels)
    assert {target["datasource"]["uid"] for panel in made["panels"] for target in panel["targets"]} == {"prometheus"}
    assert all(panel.description.endswith(".") for panel in dashboard.panels)


def test_dashboards_are_part_of_the_static_checks() -> None:
    assert files.RULES in [check.rules for check in checks.CHECKS]
