"""`syndic images`. What its commands need is imported when they run, so that help is instant."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from infra.options import Docker, Json

app = typer.Typer(help="Build the images of this version, and push them.", no_args_is_help=True)

Names = Annotated[list[str] | None, typer.Argument(help="Images; all of them when none is given.")]


@app.callback()
def images() -> None:
    """Build the images of this version, and push them."""


@app.command("list")
def list_images(json: Json = False) -> None:
    """Show the images, what each is built from, and the version they would have.

    Example: syndic images list
    """
    from dataclasses import asdict

    from infra.containers.images import IMAGES
    from infra.output import print_json, print_table, print_text
    from infra.tree import checkout
    from infra.version import of_checkout

    version = of_checkout(checkout())
    if json:
        print_json({**asdict(version), "images": [asdict(image) for image in IMAGES]})
        return
    rows = [[image.name, image.dockerfile, image.target, " ".join(image.bases)] for image in IMAGES]
    print_table(["IMAGE", "DOCKERFILE", "TARGET", "BASES"], rows)
    print_text(f"Version {version.version}, revision {version.revision}.")


@app.command()
def build(
    names: Names = None,
    base: Annotated[
        list[str] | None, typer.Option("--base", help="A base image, NAME=REFERENCE; `syndic images list` names them.")
    ] = None,
    source: Annotated[str, typer.Option(help="Where the source code is published, for the label.")] = "unknown",
    no_buildkit: Annotated[bool, typer.Option("--no-buildkit", help="Use the builder without BuildKit.")] = False,
    bill: Annotated[bool, typer.Option("--bill", help="Write the bill of materials of each image.")] = False,
    push: Annotated[bool, typer.Option("--push", help="Push, and write the release manifest.")] = False,
    registry: Annotated[str | None, typer.Option(help="Where to push: HOST/PATH.")] = None,
    sign: Annotated[bool, typer.Option("--sign", help="Sign what is pushed with cosign.")] = False,
    docker: Docker = "docker",
    json: Json = False,
) -> None:
    """Build images, tagged with the version of the checkout; --push also pushes them and records their digests.

    Example: syndic images build --push --registry ghcr.io/example
    """
    from infra import job_outputs
    from infra.containers import printing, service
    from infra.containers.engine import Engine
    from infra.containers.images import Build, Builder, choose, parse_bases
    from infra.output import Progress
    from infra.tree import checkout
    from infra.version import of_checkout

    root, engine, progress = checkout(), Engine(docker), Progress(quiet=json)
    chosen, bases = choose(names or []), parse_bases(base or [])
    builder = engine.builder()
    plan = Build(of_checkout(root), Builder.CLASSIC if no_buildkit else builder, bases, source)
    built = service.build(engine, chosen, plan, root, progress)
    writer = service.Bills(engine, plan, root)
    bills = [writer.write(image) for image in built] if bill and not push else []
    manifest = (
        service.push(engine, built, plan, root, progress, registry=registry, signed=sign) if push or registry else None
    )
    job_outputs.tell("version", plan.version.version)
    printing.print_built(built, plan, bills, manifest, as_json=json)


@app.command()
def verify(
    manifest: Annotated[Path, typer.Argument(help="The release manifest.", dir_okay=False)],
    identity: Annotated[
        str, typer.Option(envvar="SYNDIC_SIGNED_BY", help="Pattern of the identity that must have signed.")
    ],
    issuer: Annotated[
        str, typer.Option(envvar="SYNDIC_SIGNED_BY_ISSUER", help="Who vouches for that identity.")
    ] = "https://token.actions.githubusercontent.com",
    json: Json = False,
) -> None:
    """Verify that the images of a release were built and described by the pipeline; ends with 1 when one was not.

    Example: syndic images verify release-manifest.json --identity '^https://github.com/example/syndic/'
    """
    from infra.containers import verification
    from infra.output import Progress, print_json, print_table

    progress, signer = Progress(quiet=json), verification.Signer(identity, issuer)
    verified = []
    for image in verification.read(manifest):
        with progress.step(f"Verified {image.component}"):
            verified.append((image, verification.verify(image, manifest.parent, signer)))
    if json:
        print_json([{"component": image.component, "image": image.image, "found": found} for image, found in verified])
    else:
        print_table(["IMAGE", "FOUND"], [(image.image, found) for image, found in verified])


@app.command()
def login(
    registry: Annotated[str, typer.Option(help="The registry: HOST/PATH; GHCR, GitLab, ECR and ACR are known.")],
    docker: Docker = "docker",
    json: Json = False,
) -> None:
    """Sign the Docker client in to a registry with the identity this job has; no password is kept anywhere.

    Example: syndic images login --registry ghcr.io/example
    """
    from infra.containers.registry_login import sign_in
    from infra.output import print_json, print_text

    host = sign_in(docker, registry)
    print_json({"registry": host}) if json else print_text(f"Signed in to {host}.")
