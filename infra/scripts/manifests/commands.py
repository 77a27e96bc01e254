"""`syndic kubernetes`. What its commands need is imported when they run, so that help is instant."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from infra.options import Json

app = typer.Typer(help="Write, render and judge what runs on Kubernetes.", no_args_is_help=True)


class Colour(StrEnum):
    """The two of which one gets the traffic."""

    BLUE = "blue"
    GREEN = "green"


@app.command()
def render(
    environment: Annotated[str, typer.Option("--environment", "-e", help="staging or production.")],
    region: Annotated[str | None, typer.Option(help="The region; the only one when absent.")] = None,
    release: Annotated[
        Path | None, typer.Option(help="Release manifest, whose images and version are put in.", dir_okay=False)
    ] = None,
    image: Annotated[
        list[str] | None, typer.Option(help="NAME=REPOSITORY@sha256:DIGEST of another image, such as traefik.")
    ] = None,
    live: Annotated[
        Colour, typer.Option(help="The colour that gets the traffic; the other has no replica.")
    ] = Colour.BLUE,
    draft: Annotated[bool, typer.Option("--draft", help="Render although digests of images are not known.")] = False,
    json: Json = False,
) -> None:
    """Print what is applied to the cluster of a region, for `kubectl apply --server-side --filename -`.

    Example: syndic kubernetes render -e staging --region eu-central-1 --release release-manifest.json
    """
    import yaml

    from infra.kubernetes import injection, manifests
    from infra.kubernetes.errors import UnnamedImagesError
    from infra.output import print_json, print_text
    from infra.scripts.manifests.errors import RegionMissingError
    from infra.tree import checkout

    root = checkout()
    chosen = manifests.choose(manifests.overlays(root), environment, region)
    if len(chosen) > 1:
        raise RegionMissingError(environment, [overlay.region for overlay in chosen])
    known = injection.read_release(release) if release else injection.Release("")
    known = injection.Release(known.version, {**known.images, **injection.parse_images(image or [])})
    rendered = injection.with_live(manifests.render(root, chosen[0]), live)
    rendered = injection.with_release(rendered, known)
    unnamed = injection.unnamed_images(rendered)
    if unnamed and not draft:
        raise UnnamedImagesError(unnamed)
    if json:
        print_json({"apiVersion": "v1", "kind": "List", "items": rendered})
    else:
        print_text(yaml.safe_dump_all(rendered, sort_keys=False, width=120).rstrip("\n"))


@app.command()
def validate(
    environment: Annotated[
        str | None, typer.Option("--environment", "-e", help="staging or production; both when absent.")
    ] = None,
    region: Annotated[str | None, typer.Option(help="Only this region.")] = None,
    json: Json = False,
) -> None:
    """Judge rendered overlays by schemas, names, policies, images, settings and probes; ends with 1 when one is wrong.

    Example: syndic kubernetes validate -e production --json
    """
    from dataclasses import asdict

    from infra.kubernetes import manifests
    from infra.kubernetes.schema_validation import VERSIONS
    from infra.output import Column, Progress, print_json, print_table, print_text
    from infra.scripts.manifests.validating import Validator, without_digest
    from infra.tree import checkout

    root = checkout()
    chosen = manifests.choose(manifests.overlays(root), environment, region)
    validator, progress = Validator(root), Progress(quiet=json)
    rows, problems, unnamed = [], [], set[str]()
    for overlay in chosen:
        with progress.step(f"Judged {overlay.folder}"):
            rendered = manifests.render(root, overlay)
            found = validator.problems(overlay, rendered)
        problems += found
        unnamed |= set(without_digest(rendered))
        rows.append([overlay.environment, overlay.region, len(rendered), len(found)])
    if json:
        document = {
            "kubernetes": VERSIONS,
            "overlays": [dict(zip(("environment", "region", "objects", "problems"), row, strict=True)) for row in rows],
            "problems": [asdict(problem) for problem in problems],
            "digest_comes_with_a_release": sorted(unnamed),
        }
        print_json(document)
    else:
        print_table(["Environment", "Region", Column("Objects", numeric=True), Column("Problems", numeric=True)], rows)
        if problems:
            print_text()
            columns = ["Overlay", "Object", "By", "Problem"]
            print_table(columns, [[one.overlay, one.object, one.by, one.problem] for one in problems])
        print_text(f"\nFor Kubernetes {VERSIONS[0]} to {VERSIONS[-1]}.")
        if unnamed:
            print_text(f"The digests of {', '.join(sorted(unnamed))} come with a release.")
    raise typer.Exit(1 if problems else 0)


@app.command()
def generate(json: Json = False) -> None:
    """Write the overlays from the environments' files.

    Example: syndic kubernetes generate
    """
    from infra.output import print_written
    from infra.scripts.manifests import declaring
    from infra.tree import Tree, checkout

    root = checkout()
    print_written(declaring.write(root, Tree.of_checkout(root)), "Every overlay is current.", as_json=json)


class Cloud(StrEnum):
    """Who runs the clusters."""

    AWS = "aws"
    AZURE = "azure"


@app.command()
def connect(
    environment: Annotated[str, typer.Option("--environment", "-e", help="staging or production.")],
    cloud: Annotated[Cloud, typer.Option("--cloud", help="Who runs the clusters.")],
    region: Annotated[
        list[str] | None, typer.Option(help="A region; every one of the environment when absent.")
    ] = None,
    json: Json = False,
) -> None:
    """Write the contexts of an environment's clusters into the kubeconfig, as releases look for them.

    Example: syndic kubernetes connect -e staging --cloud aws
    """
    from infra.environments import reading
    from infra.output import print_json, print_text
    from infra.scripts.manifests import connecting
    from infra.tree import Tree, checkout

    declared = reading.read(Tree.of_checkout(checkout()), environment).environment
    contexts = connecting.connect(cloud, declared, region or [one.name for one in declared.regions])
    print_json({"contexts": contexts}) if json else print_text("\n".join(f"Context {name}." for name in contexts))
