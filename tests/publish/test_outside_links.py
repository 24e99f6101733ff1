"""Links to other sites, asked for on a server of our own."""

from __future__ import annotations

import http.server
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.cli import links as verb
from macros.publish.built import Built
from macros.publish.outside_links import Link, Verdict, as_markdown, asked, outside_links
from tests.cli.asking import ask
from tests.support.ports import free_ports


class _Answers(http.server.BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 - one list for all of a server's answers
    at_once = 0
    most_at_once = 0

    def do_GET(self) -> None:
        cls = type(self)
        cls.asked.append(self.path)
        cls.at_once += 1
        cls.most_at_once = max(cls.most_at_once, cls.at_once)
        time.sleep(0.01)
        cls.at_once -= 1
        if self.path == "/slow":
            time.sleep(1)
        if self.path == "/cut":
            self.close_connection = True
            return
        bad_moment = self.path == "/once" and cls.asked.count("/once") == 1
        status = 503 if bad_moment else {"/gone": 404, "/410": 410, "/no": 403, "/ill": 500}.get(self.path, 200)
        leads = {"/moved": "/fine", "/round": "/round", "/file": "file:///etc/passwd", "/lost": "/gone"}.get(self.path)
        self.send_response(302 if leads else status)
        if leads:
            self.send_header("Location", leads)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    """A server that answers in every way, and its address."""
    _Answers.asked, _Answers.at_once, _Answers.most_at_once = [], 0, 0
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Answers) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()


def _one(url: str, *, inside: bool = True) -> Link:
    (found,) = asked({url: ("a/",)}, 0.4, lambda _done, _of: None, inside=inside)
    return found


@pytest.mark.parametrize(
    ("path", "verdict", "why"),
    [
        ("/fine", Verdict.ANSWERS, ""),
        ("/once", Verdict.ANSWERS, ""),
        ("/moved", Verdict.ANSWERS, ""),
        ("/caf\u00e9 x", Verdict.ANSWERS, ""),
        ("/gone", Verdict.BROKEN, "was answered with 404"),
        ("/410", Verdict.BROKEN, "was answered with 410"),
        ("/lost", Verdict.BROKEN, "was answered with 404"),
        ("/no", Verdict.DOUBTFUL, "was answered with 403"),
        ("/ill", Verdict.DOUBTFUL, "was answered with 500"),
        ("/file", Verdict.DOUBTFUL, "was answered with 302"),
        ("/round", Verdict.DOUBTFUL, "was answered with 302"),
        ("/slow", Verdict.DOUBTFUL, "did not answer in time"),
    ],
)
def test_an_answer_says_whether_a_link_works_is_broken_or_must_be_looked_at(
    server: str, path: str, verdict: Verdict, why: str,
) -> None:
    found = _one(server + path)
    assert (found.verdict, found.why) == (verdict, why)


def test_a_server_that_hangs_up_or_is_not_there_is_doubtful(server: str) -> None:
    assert _one(f"{server}/cut").verdict is Verdict.DOUBTFUL
    (port,) = free_ports(1)
    assert _one(f"http://127.0.0.1:{port}/").verdict is Verdict.DOUBTFUL


def test_a_server_of_a_network_of_ones_own_is_not_asked_unless_told_to(server: str) -> None:
    found = _one(f"{server}/fine", inside=False)
    assert (found.verdict, found.why) == (Verdict.DOUBTFUL, "stands in a network of its own and was not asked")
    assert _Answers.asked == []


@pytest.mark.parametrize("url", ["http://[::1/", "http://a:99999999/", "http:///x", "http://" + "a" * 70 + ".example/"])
def test_what_is_no_address_is_broken(url: str) -> None:
    assert (_one(url).verdict, _one(url).why) == (Verdict.BROKEN, "is no address")


@pytest.mark.parametrize(("number", "verdict"), [(socket.EAI_NONAME, Verdict.BROKEN), (socket.EAI_AGAIN, Verdict.DOUBTFUL)])
def test_a_host_that_nobody_knows_is_broken_and_a_fault_of_our_own_line_is_not(
    monkeypatch: pytest.MonkeyPatch, number: int, verdict: Verdict,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(number, "no")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert _one("http://nobody.example/").verdict is verdict


def test_one_host_is_asked_one_question_at_a_time(server: str) -> None:
    found = asked({f"{server}/{number}": () for number in range(12)}, 2, lambda _done, _of: None, inside=True)
    assert len(found) == len(_Answers.asked) == 12
    assert _Answers.most_at_once == 1


def test_each_address_is_found_once_with_its_pages_and_without_its_fragment() -> None:
    files = [
        Built("a/index.html", b'<a class=x href="https://one.example/?a=1&amp;b=2#part">x</a> <a href="../b/">own</a>'),
        Built("b/index.html", b"<a href=https://one.example/?a=1&amp;b=2>x</a><a href='https://forge.example/edit/b'>y</a>"),
        Built("feed.xml", b'<a href="https://two.example/">x</a>'),
        Built("c/index.html", b'<link href="https://three.example/"><abbr href="https://four.example/">'),
    ]
    assert outside_links(files, ["https://forge.example/edit/"]) == {"https://one.example/?a=1&b=2": ("a/", "b/")}


def test_the_list_names_what_is_broken_and_where_it_stands() -> None:
    pages = tuple(f"{letter}/" for letter in "abcde")
    text = as_markdown([Link("https://x.example/", Verdict.BROKEN, "was answered with 404", pages)])
    assert r"- https\://x\.example/ was answered with 404, on /a/, /b/, /c/ and 2 more" in text
    assert text.endswith("0 of 1 links answer.\n")


@pytest.mark.parametrize(("path", "code"), [("/fine", 0), ("/no", 0), ("/gone", 1)])
def test_only_a_broken_link_ends_with_one(
    root: Path, tmp_path: Path, server: str, capsys: pytest.CaptureFixture[str], path: str, code: int,
) -> None:
    suggesting = '<a href="https://forge.example.org/merrowby/learning-hub/edit/main/briefings/a.md">Suggest a change</a>'
    (tmp_path / "index.html").write_text(f'<a href="{server}{path}">x</a>{suggesting}', encoding="utf-8")
    assert ask(verb, root, str(tmp_path), "--inside", "--timeout", "2") == code
    assert "of 1 links answer" in capsys.readouterr().out


def test_a_folder_without_a_site_is_refused(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(verb, root, str(tmp_path)) == 2
    assert "holds no built site" in capsys.readouterr().out


@pytest.mark.parametrize("seconds", ["0", "-1", "soon", "nan", "601"])
def test_a_time_that_is_none_is_refused(root: Path, tmp_path: Path, seconds: str) -> None:
    with pytest.raises(SystemExit):
        ask(verb, root, str(tmp_path), "--timeout", seconds)
