"""Preview the site on this computer: it is built again whenever a file is saved.

While a record has an error, the page says what is wrong and the preview goes on; the last good site is
behind it. A change to macros/ needs a restart.
"""

from __future__ import annotations

import argparse
import datetime as dt
import logging
import os
import tempfile
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer

from macros.cli.asked import add_edition, into_environment, without_refusals
from macros.cli.configured import configured
from macros.cli.problems import problems_page
from macros.cli.report import report
from macros.diagnostics import Diagnostic, errors
from macros.publish.prepare import SLOT, Prepared
from macros.publish.request import BadRequest, request_from
from macros.publish.stage import staged

HOST = "127.0.0.1"
_LAST_PORT = 65_535


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `serve`."""
    add_edition(parser)
    parser.add_argument("--drafts", action="store_true", help="also show drafts, withdrawn and future records, marked as such")
    parser.add_argument("--port", type=_port, default=8000, help="the port on this computer; otherwise 8000")
    parser.add_argument("--no-search", action="store_true", help="leave the search index out: quicker on a large site")


def _port(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= _LAST_PORT:
        return int(text)
    raise argparse.ArgumentTypeError(f"'{text}' is no port; write a number from 1 to {_LAST_PORT}, like 8000")


class Preview:
    """Builds the site into a folder and remembers what is wrong with it."""

    def __init__(self, root: Path, site: Path, address: str) -> None:
        """Prepare a preview of the project in `root`, served from `site` at `address`."""
        self._root, self._site, self._address = root, site, address
        self.problem = b""
        """The page that is shown instead of any other while something is wrong."""

    def build(self, *_: Any) -> None:
        """Build once. A failure is printed and shown; what was built before stays."""
        found: tuple[Diagnostic, ...] = ()
        prepared: Prepared | None = None
        try:
            with staged(self._site) as stage:
                config = configured(self._root, stage, strict=False)
                config.site_url = self._address
                try:
                    build(config, serve_url=self._address)
                finally:
                    prepared = config["extra"].get(SLOT)
        except (MkDocsException, SystemExit) as error:
            found = prepared.diagnostics if prepared else ()
            self.problem = problems_page(found, "" if errors(found) else str(error)).encode()
            print(report(found) if errors(found) else f"serve: {error}")
            print("The preview shows this; the last good site is kept. Save the file to try again.")
        else:
            self.problem = b""
            if prepared and prepared.diagnostics:
                print(report(prepared.diagnostics))
            print(f"Built. {self._address}")


class PreviewServer(LiveReloadServer):
    """MkDocs' live-reload server, which shows the problems instead of pages while there are any."""

    def __init__(self, preview: Preview, site: Path, port: int) -> None:
        """Serve `site` on the port of this computer only. Raises OSError where the port cannot be had: it is taken now, so
        that nobody waits for a build before they are told."""
        super().__init__(builder=preview.build, host=HOST, port=port, root=str(site))
        self._preview = preview
        self._bound = False
        self.server_bind()
        self.error_handler = lambda code: (site / f"{code}.html").read_bytes() if (site / f"{code}.html").is_file() else None

    def server_bind(self) -> None:
        """Take the port, once: MkDocs asks for it again when serving begins."""
        if not self._bound:
            super().server_bind()
            self._bound = True

    def _serve_request(self, environ: dict[str, Any], start_response: Any) -> Any:
        path = environ["PATH_INFO"]
        page = path.endswith(("/", ".html"))
        if page and self._preview.problem:
            # MkDocs gives the two methods that are used here and below no types.
            body: bytes = self._inject_js_into_html(self._preview.problem, self._visible_epoch)  # type: ignore[no-untyped-call]
            start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
            return [body]
        return super()._serve_request(environ, start_response)


def run(args: argparse.Namespace, root: Path) -> int:
    """Serve until Ctrl-C; 2 where the edition, day or port cannot be had."""
    into_environment(args)
    if args.no_search:
        os.environ["HUB_SEARCH"] = "0"
    try:
        request = request_from(os.environ, dt.datetime.now(dt.UTC))
    except BadRequest as error:
        print(f"serve: {error}")
        return 2
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    without_refusals()
    address = f"http://{HOST}:{args.port}/"
    with tempfile.TemporaryDirectory(prefix="learning-hub-", ignore_cleanup_errors=True) as folder:
        site = Path(folder) / "site"
        site.mkdir()
        preview = Preview(root, site, address)
        try:
            server = PreviewServer(preview, site, args.port)
        except OSError as error:
            other = args.port % _LAST_PORT + 1
            print(f"serve: port {args.port} cannot be used ({error.strerror}). Try another, such as --port {other}")
            return 2
        print(f"Building the {request.audience} edition{' with drafts' if request.preview else ''} …")
        preview.build()
        for name in ("mkdocs.yml", "briefings", "docs", "overrides"):
            if (root / name).exists():
                server.watch(str(root / name))
        print(f"Open {address}   Ctrl-C ends the preview.", flush=True)
        try:
            server.serve()  # type: ignore[no-untyped-call]  # as above
        except KeyboardInterrupt:
            print(f"\nEnded: nothing was kept of the preview.\nTo build it:  python3 hub.py build --edition {request.audience}")
        finally:
            server.shutdown()
    return 0
