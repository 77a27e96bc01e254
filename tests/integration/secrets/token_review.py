"""A stand-in for one request of the Kubernetes API: the TokenReview by which OpenBao checks tokens."""

from __future__ import annotations

import base64
import json
import ssl
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer

from infra.local.certificates import Authority
from tests.integration.json_handler import JsonHandler

NAMESPACE, ACCOUNT, UID = "syndic", "api", "5a1e7a0c-0000-4000-8000-000000000001"


def service_account_token() -> str:
    """A token as Kubernetes issues it. Its signature is not checked by OpenBao, which asks the API instead."""
    claims = {
        "iss": "https://kubernetes.default.svc.cluster.local",
        "sub": f"system:serviceaccount:{NAMESPACE}:{ACCOUNT}",
        "iat": int(time.time()) - 60,
        "nbf": int(time.time()) - 60,
        "exp": int(time.time()) + 3600,
        "kubernetes.io": {"namespace": NAMESPACE, "serviceaccount": {"name": ACCOUNT, "uid": UID}},
    }
    parts = ({"alg": "RS256", "typ": "JWT"}, claims)
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return ".".join([*encoded, base64.urlsafe_b64encode(b"signature").decode().rstrip("=")])


@contextmanager
def token_review_api(valid_token: str, authority: Authority) -> Generator[str]:
    """The address of an API that knows one token."""

    class Handler(JsonHandler):
        def do_POST(self) -> None:  # noqa: N802 - the name it has
            review = json.loads(self.body())
            known = review["spec"]["token"] == valid_token
            user = {"username": f"system:serviceaccount:{NAMESPACE}:{ACCOUNT}", "uid": UID, "groups": []}
            review["status"] = (
                {"authenticated": True, "user": user} if known else {"authenticated": False, "error": "no"}
            )
            self.answer(201, review)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    files = authority.certificate("kubernetes")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files.certificate_file, files.key_file)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"https://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
