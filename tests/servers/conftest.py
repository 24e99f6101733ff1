"""Real servers on this machine with the settings that `build --host` writes, and a provider to sign in with."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

import pytest

from macros.content.records.base import Audience
from tests.servers.served import EDITIONS, Served
from tests.support.ports import free_ports
from tests.support.project import build_small, once

NGINX, APACHE, WRK = Path("/usr/sbin/nginx"), Path("/usr/sbin/apache2"), Path("/usr/bin/wrk")
MODULES = Path("/usr/lib/apache2/modules")
_LOADED = (
    "mpm_event", "authn_core", "authz_core", "authz_user", "alias", "deflate", "dir", "filter", "headers", "mime", "autoindex",
    "rewrite", "negotiation",
)
"""What Debian loads, as far as it matters: the last three are what could list folders or guess names."""
_WAIT = 20
"""Seconds that a server may take until it answers."""


@pytest.fixture(scope="session")
def nginx_program() -> Path:
    """Where nginx is."""
    return _program(NGINX, "nginx")


@pytest.fixture(scope="session")
def apache_program() -> Path:
    """Where Apache is."""
    return _program(APACHE, "apache2")


@pytest.fixture(scope="session")
def wrk_program() -> Path:
    """Where wrk is, which puts a server under load."""
    return _program(WRK, "wrk")


@pytest.fixture(scope="session")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory, workshop: Path) -> Callable[[str, str], Path]:
    """Build the site that holds one of everything for a host, in an edition, and return a folder that servers can read."""

    @cache
    def edition(host: str, name: str) -> Path:
        made = once(
            tmp_path_factory, f"served-{host}-{name}", lambda into: build_small(root, "full", name, into, "--host", host),
        )
        site = workshop / made.name
        shutil.copytree(made, site)
        shutil.copytree(made.with_name(f"{made.name}.host"), site.with_name(f"{made.name}.host"))
        for planted in (site / ".git" / "config", site / ".env", workshop / "outside.txt"):
            planted.parent.mkdir(exist_ok=True)
            planted.write_text("nobody may read this qxplantedqx\n", encoding="utf-8")
        return site

    return edition


@pytest.fixture(scope="session")
def workshop() -> Iterator[Path]:
    """A folder that the servers' own user can read, which those of the tests are not."""
    with tempfile.TemporaryDirectory(prefix="hub-servers-", ignore_cleanup_errors=True) as folder:
        made = Path(folder)
        made.chmod(0o755)
        yield made


@pytest.fixture(scope="session")
def stack() -> Iterator[ExitStack]:
    """What is started here ends when the tests do."""
    with ExitStack() as held:
        yield held


@pytest.fixture(scope="session")
def nginx(
    built: Callable[[str, str], Path], workshop: Path, stack: ExitStack, request: pytest.FixtureRequest,
) -> Callable[..., Served]:
    """Start nginx on an edition, once; `more` stands in the server block, as a council's own settings do."""

    @cache
    def start(edition: str, more: str = "") -> Served:
        program = request.getfixturevalue("nginx_program")
        site = built("nginx", edition)
        (port,) = free_ports(1)
        place = workshop / f"nginx-{port}"
        stack.enter_context(running(nginx_command(program, place, port, site, more), port, place))
        return Served(port, site, Audience(edition))

    return start


@pytest.fixture(scope="session")
def apache(
    built: Callable[[str, str], Path], workshop: Path, stack: ExitStack, request: pytest.FixtureRequest,
) -> Callable[[], Served]:
    """Start Apache on the public edition, once."""

    @cache
    def start() -> Served:
        program = request.getfixturevalue("apache_program")
        site = built("apache", "public")
        (port,) = free_ports(1)
        place = workshop / f"apache-{port}"
        hosts = virtual_host(port, site)
        stack.enter_context(running(apache_command(program, place, (port,), hosts), port, place))
        return Served(port, site, Audience.PUBLIC)

    return start


@pytest.fixture(params=["nginx", "apache"])
def server(request: pytest.FixtureRequest) -> Served:
    """The public edition as one server, then the other, serves it."""
    if request.param == "nginx":
        started: Served = request.getfixturevalue("nginx")("public")
    else:
        started = request.getfixturevalue("apache")()
    return started


@pytest.fixture(scope="session")
def signing_in(
    built: Callable[[str, str], Path], workshop: Path, stack: ExitStack, root: Path, request: pytest.FixtureRequest,
) -> dict[str, Served]:
    """Apache with mod_auth_openidc and all four editions, each a host of its own, and the provider they ask."""
    if not (MODULES / "mod_auth_openidc.so").is_file():
        pytest.skip("mod_auth_openidc is not installed: apt-get install libapache2-mod-auth-openidc")
    program = request.getfixturevalue("apache_program")
    issuing, *ports = free_ports(1 + len(EDITIONS))
    redirects = [f"http://127.0.0.1:{port}/-/signed-in" for port in ports]
    secret = os.urandom(24).hex()
    place = workshop / f"provider-{issuing}"
    stack.enter_context(running(provider_command(root, place, issuing, secret, redirects), issuing, place))
    sign_in = (
        f"OIDCProviderMetadataURL http://127.0.0.1:{issuing}/.well-known/openid-configuration\n"
        f'OIDCClientID hub\nOIDCClientSecret {secret}\nOIDCCryptoPassphrase {secret}\nOIDCScope "openid roles"\n'
        "OIDCRedirectURI /-/signed-in\nOIDCCookieSameSite On\n"
    )
    sites = {edition: built("apache", edition) for edition in EDITIONS}
    hosts = "".join(
        virtual_host(port, sites[edition], "" if edition == "public" else sign_in)
        for port, edition in zip(ports, EDITIONS, strict=True)
    )
    place = workshop / f"apache-{ports[0]}"
    stack.enter_context(running(apache_command(program, place, tuple(ports), hosts, "auth_openidc"), ports[0], place))
    return {
        edition: Served(port, sites[edition], Audience(edition)) for port, edition in zip(ports, EDITIONS, strict=True)
    }


def provider_command(root: Path, place: Path, port: int, secret: str, redirects: list[str]) -> list[str]:
    """Return how the provider is started, from the packages that .ci/run installs; skips where they are not there."""
    node, packages, ours = shutil.which("node"), root / ".hub" / "oidc", root / "tests" / "servers" / "oidc"
    lock = packages / "package-lock.json"
    if not node:
        pytest.skip("Node.js is not installed: apt-get install nodejs npm")
    if not lock.is_file() or lock.read_bytes() != (ours / "package-lock.json").read_bytes():
        pytest.skip("oidc-provider is not installed: .ci/run shows how, with npm ci --prefix .hub/oidc")
    place.mkdir()
    shutil.copy(ours / "provider.mjs", place)
    (place / "node_modules").symlink_to(packages / "node_modules")
    return [node, str(place / "provider.mjs"), str(port), secret, *redirects]


def nginx_command(program: Path, place: Path, port: int, site: Path, more: str = "") -> list[str]:
    """Write a server block round our settings, and return the command."""
    place.mkdir()
    shutil.copy("/etc/nginx/mime.types", place)
    temporary = "".join(
        f"{name}_temp_path {place}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (place / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {place}/pid; error_log {place}/error.log;\n"
        f"events {{ worker_connections 128; }}\n"
        f"http {{ access_log off; default_type application/octet-stream; {temporary}"
        f"server {{ listen 127.0.0.1:{port}; root {site}; {more}\n"
        f"include {site}.host/nginx.conf; }} }}\n",
        encoding="utf-8",
    )
    return [str(program), "-p", str(place), "-c", str(place / "nginx.conf")]


def apache_command(program: Path, place: Path, ports: tuple[int, ...], hosts: str, *modules: str) -> list[str]:
    """Write a configuration that refuses all folders, as Debian's does, with these hosts, and return the command."""
    place.mkdir()
    user = "User www-data\nGroup www-data\n" if os.geteuid() == 0 else ""
    loaded = "".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so\n" for name in (*_LOADED, *modules))
    listening = "".join(f"Listen 127.0.0.1:{port}\n" for port in ports)
    (place / "apache.conf").write_text(
        f"ServerRoot {place}\nDefaultRuntimeDir {place}\nPidFile {place}/pid\nErrorLog {place}/error.log\nServerName 127.0.0.1\n"
        f"{listening}{loaded}{user}TypesConfig /etc/mime.types\nStartServers 1\n"
        "<Directory />\nOptions FollowSymLinks\nAllowOverride None\nRequire all denied\n</Directory>\n"
        f"{hosts}",
        encoding="utf-8",
    )
    return [str(program), "-f", str(place / "apache.conf"), "-D", "FOREGROUND"]


def virtual_host(port: int, site: Path, more: str = "") -> str:
    """Return what a council writes around our settings."""
    return (
        f"Define HUB_ROOT {site}\n<VirtualHost 127.0.0.1:{port}>\nServerName 127.0.0.1:{port}\n{more}"
        f"Include {site}.host/apache.conf\n</VirtualHost>\n"
    )


@contextmanager
def running(command: list[str], port: int, place: Path) -> Iterator[None]:
    """Run a server until it is no longer wanted; it answers when this begins."""
    said = place / "said.txt"
    with said.open("wb") as output, subprocess.Popen(
        command, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
    ) as process:
        try:
            _answers(process, port, place)
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _answers(process: subprocess.Popen[bytes], port: int, place: Path) -> None:
    end = time.monotonic() + _WAIT
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    logs = "\n".join(path.read_text("utf-8") for path in sorted(place.glob("*")) if path.name in ("said.txt", "error.log"))
    pytest.fail(f"the server did not start:\n{logs}")


def _program(path: Path, package: str) -> Path:
    if not path.is_file():
        pytest.skip(f"{package} is not installed: apt-get install {package}")
    return path
