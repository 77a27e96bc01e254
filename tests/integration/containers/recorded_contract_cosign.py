"""A stand-in for cosign, which is in no registry of packages: the commands that pipelines call, and what they refuse.

It asks the job's issuer for a token as cosign does, takes the identity from its claim `job_workflow_ref` as the
authority of Sigstore does, and remembers by digest who signed. It proves nothing about cryptography.

    recorded_contract_cosign.py DIRECTORY ISSUER -- sign --yes IMAGE
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from pathlib import Path

import httpx
import jwt


def main() -> None:
    """Do what cosign does with these words."""
    directory, issuer = Path(sys.argv[1]), sys.argv[2]
    verb, *words = sys.argv[4:]
    options = dict(word.removeprefix("--").partition("=")[::2] for word in words if word.startswith("--"))
    (image,) = (word for word in words if not word.startswith("--"))
    if "@sha256:" not in image:
        sys.exit(f"{image} is not named by its digest")
    kind = "attestation" if verb in ("attest", "verify-attestation") else "signature"
    file = directory / f"{kind}-{hashlib.sha256(image.encode()).hexdigest()}.json"
    if verb in ("sign", "attest"):
        claims = jwt.decode(_token(), options={"verify_signature": False})
        identity = f"https://github.com/{claims['job_workflow_ref']}"
        file.write_text(json.dumps({"image": image, "identity": identity, "issuer": claims["iss"]}))
        return
    if not file.exists():
        sys.exit(f"Error: no matching {kind}s: no {kind}s found")
    signed = json.loads(file.read_text())
    wanted = options["certificate-identity-regexp"]
    if not re.search(wanted, signed["identity"]) or options["certificate-oidc-issuer"] not in (
        signed["issuer"],
        issuer,
    ):
        sys.exit(f"Error: no matching {kind}s: none of the expected identities matched: got {signed['identity']}")


def _token() -> str:
    url, bearer = os.environ["ACTIONS_ID_TOKEN_REQUEST_URL"], os.environ["ACTIONS_ID_TOKEN_REQUEST_TOKEN"]
    answer = httpx.get(f"{url}&audience=sigstore", headers={"Authorization": f"Bearer {bearer}"})
    return answer.raise_for_status().json()["value"]


if __name__ == "__main__":
    main()
