"""GitHub's and GitLab's APIs as far as pipelines call them, answering in the shapes that their references document.

No real code host can be reached from a test. What is here is written from the references (GitHub REST 2022-11-28,
GitLab REST v4), so it proves that the calls are those and not that the hosts keep their word.
"""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.integration.json_handler import JsonHandler

TOKEN = "token-of-the-job"
REPOSITORY = "example/syndic"


@dataclass
class CodeHost:
    """One repository of one code host, in memory."""

    name: str
    issues: list[dict[str, Any]] = field(default_factory=list)
    comments: list[tuple[int, str]] = field(default_factory=list)
    reviews: list[dict[str, Any]] = field(default_factory=list)
    said: list[dict[str, Any]] = field(default_factory=list)
    """Comments on change 12."""
    authors: dict[str, str] = field(default_factory=dict)
    """Login of the author by commit."""

    def __enter__(self) -> CodeHost:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def variables(self) -> dict[str, str]:
        """What a job of it has."""
        url = f"http://127.0.0.1:{self._server.server_port}"
        if self.name == "github":
            return {
                "GITHUB_ACTIONS": "true",
                "GITHUB_API_URL": url,
                "GITHUB_SERVER_URL": url,
                "GITHUB_REPOSITORY": REPOSITORY,
                "GITHUB_RUN_ID": "77",
                "GITHUB_REF": "refs/pull/12/merge",
                "GITHUB_ACTOR": "ada",
                "GITHUB_TOKEN": TOKEN,
            }
        return {
            "GITLAB_CI": "true",
            "CI_API_V4_URL": f"{url}/api/v4",
            "CI_PROJECT_ID": "5",
            "CI_MERGE_REQUEST_IID": "12",
            "CI_PIPELINE_URL": f"{url}/example/syndic/-/pipelines/77",
            "CI_COMMIT_AUTHOR": "Ada Lovelace <ada@example.org>",
            "SYNDIC_GITLAB_TOKEN": TOKEN,
        }

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: dict[str, Any]) -> Any:  # noqa: ANN401
        """What a call answers; None for what there is not."""
        github = rf"/repos/{REPOSITORY}"
        if found := re.fullmatch(rf"{github}/actions/runs/77/approvals", path):
            return self.reviews
        if found := re.fullmatch(rf"{github}/commits/(\w+)", path):
            login = self.authors.get(found[1])
            return {"author": {"login": login} if login else None, "commit": {"author": {"email": "ada@example.org"}}}
        if found := re.fullmatch(rf"(?:{github}/issues|/api/v4/projects/5/merge_requests)/12/(?:comments|notes)", path):
            return self.said if method == "GET" else self._said(body)
        if found := re.fullmatch(
            rf"(?:{github}/issues/comments|/api/v4/projects/5/merge_requests/12/notes)/(\d+)", path
        ):
            assert method == ("PATCH" if self.name == "github" else "PUT")
            self.said[int(found[1]) - 1]["body"] = body["body"]
            return self.said[int(found[1]) - 1]
        if re.fullmatch(rf"{github}/issues|/api/v4/projects/5/issues", path):
            return self._listed(query) if method == "GET" else self._opened(body)
        if found := re.fullmatch(rf"(?:{github}|/api/v4/projects/5)/issues/(\d+)/(?:comments|notes)", path):
            self.comments.append((int(found[1]), body["body"]))
            return {"id": len(self.comments)}
        if found := re.fullmatch(rf"(?:{github}|/api/v4/projects/5)/issues/(\d+)", path):
            issue = next(one for one in self.issues if one["number"] == int(found[1]))
            assert method == ("PATCH" if self.name == "github" else "PUT")
            issue["state"] = "closed"
            assert body.get("state") == "closed" or body.get("state_event") == "close"
            return issue
        return None

    def _said(self, body: dict[str, Any]) -> dict[str, Any]:
        self.said.append({"id": len(self.said) + 1, "body": body["body"]})
        return self.said[-1]

    def _listed(self, query: dict[str, list[str]]) -> list[dict[str, Any]]:
        assert query["state"] == ["open" if self.name == "github" else "opened"]
        return [one for one in self.issues if one["state"] == "open" and query["labels"][0] in one["labels"]]

    def _opened(self, body: dict[str, Any]) -> dict[str, Any]:
        number = len(self.issues) + 1
        labels = body["labels"] if self.name == "github" else body["labels"].split(",")
        text = body["body"] if self.name == "github" else body["description"]
        link = f"https://code.example.org/issues/{number}"
        issue = {"number": number, "iid": number, "title": body["title"], "labels": labels, "state": "open"}
        self.issues.append({**issue, "body": text, "html_url": link, "web_url": link})
        return self.issues[-1]

    def authorised(self, headers: Any) -> bool:  # noqa: ANN401 - an email.message.Message
        if self.name == "github":
            return headers["Authorization"] == f"Bearer {TOKEN}" and headers["X-GitHub-Api-Version"] == "2022-11-28"
        return headers["PRIVATE-TOKEN"] == TOKEN


def _handler(host: CodeHost) -> type[JsonHandler]:
    class Handler(JsonHandler):
        def _call(self) -> None:
            parts = urlsplit(self.path)
            body = json.loads(self.body() or b"{}")
            if not host.authorised(self.headers):
                self.send_error(401)
                return
            found = host.answer(self.command, parts.path, parse_qs(parts.query), body)
            if found is None:
                self.send_error(404)
                return
            self.answer(201 if self.command == "POST" else 200, found)

        do_GET = do_POST = do_PATCH = do_PUT = _call  # noqa: N815 - names of the class it derives from

    return Handler
