"""A page in a browser whose every request, answer, complaint and window is written down."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Response

_LISTEN = """
window.brokenRules = [];
addEventListener("securitypolicyviolation", event =>
  brokenRules.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""
_PACKED = ("font/woff2", "image/png", "image/jpeg", "image/webp")


@dataclass
class Watched:
    """A page, and what was written down."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """Errors and warnings of the console, without that a page is not there: one of the templates is for it."""
    opened: list[str] = field(default_factory=list)
    _answers: list[Response] = field(default_factory=list)
    _weights: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Listen from now on."""
        self.page.add_init_script(_LISTEN)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("response", self._keep)
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("worker", lambda worker: self.opened.append(f"worker {worker.url}"))
        self.page.on("dialog", self._dialogue)
        self.page.context.on("page", lambda other: self.opened.append(f"window {other.url}"))

    def _keep(self, answer: Response) -> None:
        self._answers.append(answer)

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not re.search(r"\b404\b", message.text):
            self.said.append(message.text)

    def _dialogue(self, dialogue: Any) -> None:
        self.opened.append(f"dialogue {dialogue.message}")
        dialogue.dismiss()

    def broken(self) -> list[str]:
        """Return which rules of the policy this page broke."""
        rules: list[str] = self.page.evaluate("window.brokenRules")
        return rules

    def elsewhere(self, site: str) -> list[str]:
        """Return the requests that went to another origin."""
        return [url for url in self.asked if not url.startswith((site, "data:", "blob:", "about:"))]

    def weights(self) -> dict[str, int]:
        """Return what each address that was fetched weighs in bytes, packed as a server sends it."""
        for answer in self._answers:
            if answer.url not in self._weights and answer.status in (200, 404) and not answer.url.startswith(("data:", "blob:")):
                self._weights[answer.url] = _packed(answer.headers.get("content-type", ""), answer.body())
        return dict(self._weights)


def _packed(kind: str, body: bytes) -> int:
    return len(body) if kind.startswith(_PACKED) or body.startswith(b"\x1f\x8b") else len(gzip.compress(body, 6))
