"""What holds for the settings of every host; tests/goldens/hosts/ has whole files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from macros.content.records.base import Audience
from macros.content.settings import Hosting
from macros.publish.hosts import HOSTS, Hosted, HostFile, Unsuitable
from macros.publish.hosts.azure_swa import MOST_BYTES
from macros.publish.policy import Policy

PUBLIC = Hosted(Audience.PUBLIC, Policy(("sha256-one",)), Hosting(), (("sar/old/", "sar/new/"),), ("sar/gone/",))
WHOLE = tuple(name for name in HOSTS if name not in ("netlify", "github-pages"))
"""The hosts that can ask who reads."""


@pytest.mark.parametrize("host", HOSTS)
def test_the_same_values_give_the_same_files_in_whatever_order_addresses_come(host: str) -> None:
    one = replace(PUBLIC, moved=(("a/", "b/"), ("c/", "d/")), gone=("x/", "y/"))
    other = replace(one, moved=one.moved[::-1], gone=one.gone[::-1])
    assert HOSTS[host].files(one) == HOSTS[host].files(other)


@pytest.mark.parametrize("host", [name for name in HOSTS if name != "github-pages"])
@pytest.mark.parametrize("sign", ['"', "\n", " ", "{", "$", "\\", ";", "*", "#", "%", "<", "é", "//"])
def test_an_address_that_means_something_to_a_server_is_refused(host: str, sign: str) -> None:
    for moved in ((f"a{sign}b/", "c/"), ("c/", f"a{sign}b/")):
        with pytest.raises(Unsuitable):
            HOSTS[host].files(replace(PUBLIC, moved=(moved,)))


@pytest.mark.parametrize("host", ["netlify", "github-pages"])
@pytest.mark.parametrize("edition", [a for a in Audience if a is not Audience.PUBLIC])
def test_a_host_that_cannot_ask_who_reads_gets_the_public_edition_only(host: str, edition: Audience) -> None:
    with pytest.raises(Unsuitable, match="not for everybody"):
        HOSTS[host].files(replace(PUBLIC, edition=edition))


@pytest.mark.parametrize(("edition", "roles"), [
    (Audience.PUBLIC, ()), (Audience.PARTNERS, ("partners", "staff", "managers")), (Audience.STAFF, ("staff", "managers")),
    (Audience.MANAGERS, ("managers",)),
])
def test_an_edition_is_read_by_its_own_audience_and_every_narrower_one(edition: Audience, roles: tuple[str, ...]) -> None:
    assert replace(PUBLIC, edition=edition).roles == roles


def test_azure_stops_at_the_first_rule_so_the_one_for_everything_is_last_and_each_names_who_reads() -> None:
    (file,) = HOSTS["azure-swa"].files(replace(PUBLIC, edition=Audience.STAFF))
    routes = json.loads(file.text)["routes"]
    assert routes[-1] == {"route": "/*", "allowedRoles": ["staff", "managers"]}
    assert [rule for rule in routes if rule.get("statusCode") != 404 if "allowedRoles" not in rule] == []
    assert [rule["route"] for rule in routes].count("/*") == 1


def test_azure_takes_20_kb_so_many_old_addresses_are_left_to_the_pages_that_lead_on() -> None:
    many = tuple((f"sar/old-{n}/", f"sar/new-{n}/") for n in range(400))
    (file,) = HOSTS["azure-swa"].files(replace(PUBLIC, moved=many))
    assert len(file.text.encode()) <= MOST_BYTES
    assert "sar/old-1/" not in file.text
    assert "/sar/gone/index.html" in file.text


def test_azure_gives_notices_with_200_where_their_rules_would_be_more_than_20_kb() -> None:
    (file,) = HOSTS["azure-swa"].files(replace(PUBLIC, gone=tuple(f"sar/gone-{n}/" for n in range(400))))
    assert len(file.text.encode()) <= MOST_BYTES
    assert "sar/gone-1/" not in file.text


def test_without_days_browsers_are_not_told_to_come_by_https() -> None:
    assert "Strict-Transport-Security" not in dict(replace(PUBLIC, hosting=Hosting(hsts_days=0)).headers())
    assert dict(PUBLIC.headers())["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("host", WHOLE)
def test_no_settings_hold_anything_of_the_machine_that_wrote_them(host: str) -> None:
    files: tuple[HostFile, ...] = HOSTS[host].files(replace(PUBLIC, edition=Audience.MANAGERS))
    text = "".join(file.text for file in files)
    assert str(Path.cwd()) not in text
    assert "ecret" not in text.replace("OIDCClientSecret …", "").replace("the secrets are not for this file", "")
