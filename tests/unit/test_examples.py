"""The example systems state only facts of the vocabulary, and each of them on the word of a cited public document."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

import pytest
import yaml
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, HttpUrl

from server.evidence.kinds import EvidenceKind
from server.systems.facts import SystemFacts, stated
from server.systems.metrics import MetricName
from server.systems.vocabulary import Lifecycle, RiskTier

EXAMPLES = Path(__file__).parents[2] / "examples"
CATALOGS = Path(__file__).parents[2] / "server" / "frameworks" / "catalogs"
PATHS = sorted(EXAMPLES.glob("*.yaml"))

Words = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Source(Strict):
    title: Words
    publisher: Words
    url: HttpUrl
    supports: list[Words]


class Evidence(Strict):
    kind: EvidenceKind
    title: Words
    text: Annotated[str, Field(min_length=40)]
    source: HttpUrl


class Metric(Strict):
    value: float
    reported_at: AwareDatetime
    source: HttpUrl


class Example(Strict):
    name: Words
    purpose: Annotated[str, Field(min_length=40)]
    owner: Words
    provider: Words
    risk_tier: RiskTier
    lifecycle: Lifecycle
    frameworks: list[Words]
    frequency: Literal["daily", "weekly", "monthly"]
    facts: SystemFacts
    sources: Annotated[list[Source], Field(min_length=1)]
    evidence: Annotated[list[Evidence], Field(min_length=1)]
    metrics: dict[MetricName, Metric]


def example(path: Path) -> Example:
    return Example.model_validate(yaml.safe_load(path.read_text()))


def stated_paths(facts: SystemFacts) -> set[str]:
    return {
        f"{section}.{fact}" for section, values in stated(facts).items() if isinstance(values, dict) for fact in values
    }


every_example = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


@every_example
def test_is_valid_and_concerns_the_three_frameworks(path: Path) -> None:
    read = example(path)
    assert set(read.frameworks) == {"eu_ai_act", "nist_ai_rmf", "iso_42001"}
    assert all((CATALOGS / framework).is_dir() for framework in read.frameworks)


@every_example
def test_every_stated_fact_is_cited_and_nothing_else(path: Path) -> None:
    read = example(path)
    cited = {fact for source in read.sources for fact in source.supports}
    assert cited == stated_paths(read.facts)


@every_example
def test_every_source_serves_and_is_named_once(path: Path) -> None:
    read = example(path)
    urls = [source.url for source in read.sources]
    assert len(urls) == len(set(urls))
    assert [source.title for source in read.sources if not source.supports] == []


@every_example
def test_evidence_and_metrics_come_from_the_sources(path: Path) -> None:
    read = example(path)
    urls = {source.url for source in read.sources}
    assert {item.source for item in read.evidence} <= urls
    assert {metric.source for metric in read.metrics.values()} <= urls


@every_example
def test_reports_metrics_as_shares_from_the_past(path: Path) -> None:
    for name, metric in example(path).metrics.items():
        assert 0 <= metric.value <= 1, name
        assert metric.reported_at < datetime.now(UTC), name


def test_the_six_differ_in_risk_roles_and_stage() -> None:
    read = [example(path) for path in PATHS]
    assert len(read) == 6
    assert len({each.name for each in read}) == 6
    assert len({each.risk_tier for each in read}) >= 3
    assert len({each.lifecycle for each in read}) >= 2
    assert len({tuple(sorted(each.facts.scope.roles or [])) for each in read}) >= 3


@every_example
def test_has_gaps_to_show(path: Path) -> None:
    """An example on which every fact is known and good would show nothing."""
    facts = example(path).facts
    known = stated_paths(facts)
    assert len(known) < sum(len(type(section).model_fields) for _, section in facts) / 2


def test_some_public_documents_admit_a_gap() -> None:
    denied = {
        path.stem: [
            fact
            for values in stated(example(path).facts).values()
            if isinstance(values, dict)
            for fact, value in values.items()
            if value is False
        ]
        for path in PATHS
    }
    assert sum(1 for facts in denied.values() if facts) >= 3


def test_the_readme_lists_every_example() -> None:
    text = (EXAMPLES / "README.md").read_text()
    assert [path.name for path in PATHS if f"`{path.name}`" not in text] == []
