"""Dashboards as Grafana's JSON, made with Grafana's own library, so that its form is that of Grafana."""

from __future__ import annotations

from grafana_foundation_sdk.builders import dashboard as building
from grafana_foundation_sdk.builders import prometheus, stat, timeseries
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import DataSourceRef, VariableRefresh

from infra.monitoring.dashboards.panels import HERE, Dashboard, Panel, Query

PROMETHEUS = DataSourceRef(type_val="prometheus", uid="prometheus")
"""The datasource of grafana/datasources."""

WIDTH, HEIGHT = 12, 8
"""Of a panel, in Grafana's units: two beside each other."""

REFRESH = "30s"
_RUNNING = "count by (version, colour) (release_info{{{here}}}{before})"
NEW_RELEASE = f"{_RUNNING.format(here=HERE, before='')} unless {_RUNNING.format(here=HERE, before=' offset 2m')}"
"""What runs now and did not two minutes ago."""


def render(dashboard: Dashboard) -> str:
    """The file of a dashboard."""
    builder = (
        building.Dashboard(dashboard.title)
        .uid(f"syndic-{dashboard.name}")
        .description(dashboard.description)
        .tags(["syndic"])
        .readonly()
        .refresh(REFRESH)
        .time("now-6h", "now")
        .timezone("browser")
        .with_variable(_environments())
        .annotation(_releases())
    )
    for number, panel in enumerate(dashboard.panels, start=1):
        builder = builder.with_panel(_panel(panel, number))
    return JSONEncoder(sort_keys=True, indent=2).encode(builder.build()) + "\n"


def _environments() -> building.QueryVariable:
    return (
        building.QueryVariable("environment")
        .label("Environment")
        .query("label_values(up, environment)")
        .datasource(PROMETHEUS)
        .refresh(VariableRefresh.ON_DASHBOARD_LOAD)
    )


def _releases() -> building.AnnotationQuery:
    """A line where a release first ran."""
    return (
        building.AnnotationQuery()
        .name("Releases")
        .datasource(PROMETHEUS)
        .enable(enable=True)
        .icon_color("blue")
        .expr(NEW_RELEASE)
    )


def _panel(panel: Panel, number: int) -> stat.Panel | timeseries.Panel:
    builder = stat.Panel() if panel.number else timeseries.Panel()
    builder = (
        builder.id(number)
        .title(panel.title)
        .description(panel.description)
        .unit(panel.unit)
        .datasource(PROMETHEUS)
        .span(WIDTH)
        .height(HEIGHT)
    )
    for position, query in enumerate(panel.queries):
        builder = builder.with_target(_query(query, chr(ord("A") + position)))
    return builder


def _query(query: Query, reference: str) -> prometheus.Dataquery:
    return (
        prometheus.Dataquery()
        .ref_id(reference)
        .expr(query.expression)
        .legend_format(query.legend)
        .datasource(PROMETHEUS)
    )
