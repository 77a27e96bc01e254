"""What Prometheus scrapes follows from what is meant to run."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from infra.local import deployment, discovery, monitoring_files, ports, regions
from infra.local.deployment import Colour, Slot
from infra.local.layout import Layout
from infra.local.regions import BOTH, Regions
from infra.local.releases import of_checkout


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    found = Layout(tmp_path, tmp_path / ".syndic")
    for name in BOTH:
        place = found.of_region(name)
        place.make()
        ports.write(place.ports_file, ports.choose({}, seed=name, free=lambda _port: True))
    discovery.folder(found).mkdir(parents=True)
    return found


def scraped(layout: Layout, region: str = "one") -> dict[str, dict[str, str]]:
    """The labels of every target of a region, by the service it is."""
    found = yaml.safe_load((discovery.folder(layout) / f"{region}.yaml").read_text())
    return {target["labels"]["instance"]: target["labels"] for target in found}


def test_every_process_is_a_target_with_its_place_and_release(layout: Layout) -> None:
    discovery.refresh(layout)

    found = scraped(layout)
    names = ["proxy", "object-store", "server-1-blue", "server-2-blue", "worker-blue", "cron-blue"]
    assert list(found) == names
    assert found["worker-blue"] == {
        "environment": "development",
        "region": "one",
        "process": "worker",
        "instance": "worker-blue",
        "colour": "blue",
        "release": deployment.first(layout).slots[Colour.BLUE].release.label,
    }


def test_a_new_colour_is_scraped_and_the_stopped_one_no_more(layout: Layout) -> None:
    slot = Slot(release=of_checkout(layout), serves=True, works=False)
    both = deployment.first(layout).with_slot(Colour.GREEN, slot)
    deployment.write(layout, both)
    discovery.refresh(layout)
    assert {"server-1-blue", "server-1-green"} <= set(scraped(layout))
    assert "worker-green" not in scraped(layout)

    deployment.write(layout, both.with_slot(Colour.BLUE, None))
    discovery.refresh(layout)
    assert "server-1-blue" not in scraped(layout)


def test_a_region_that_stands_by_has_no_worker_and_a_fenced_one_no_targets(layout: Layout) -> None:
    regions.write(layout, Regions(names=BOTH))
    discovery.refresh(layout.of_region("two"))
    assert "worker-blue" in scraped(layout, "one")
    assert set(scraped(layout, "two")) == {"proxy", "object-store", "server-1-blue", "server-2-blue"}

    regions.write(layout, Regions(names=BOTH).failed_over())
    discovery.refresh(layout)
    assert not (discovery.folder(layout) / "one.yaml").exists()
    assert "worker-blue" in scraped(layout, "two")


def test_nothing_is_written_where_nothing_watches(layout: Layout) -> None:
    discovery.folder(layout).rmdir()

    discovery.refresh(layout)

    assert not discovery.folder(layout).exists()


def test_what_watches_is_reached_over_tls_that_is_checked() -> None:
    shared = (Path(__file__).parents[4] / "infra/monitoring/prometheus/prometheus.yaml").read_text()

    made = yaml.safe_load(monitoring_files.prometheus(shared, Path("/ca.pem")))

    assert [scraped["tls_config"] for scraped in made["scrape_configs"]] == [{"ca_file": "/ca.pem"}]
    [notified] = made["alerting"]["alertmanagers"]
    assert (notified["scheme"], notified["tls_config"]) == ("https", {"ca_file": "/ca.pem"})
    [target] = yaml.safe_load(monitoring_files.own_targets({"postgres-exporter-two": (1, "two")}))
    assert target["labels"] == {
        "environment": "development",
        "process": "postgres-exporter",
        "instance": "postgres-exporter-two",
        "__scheme__": "https",
        "region": "two",
    }
