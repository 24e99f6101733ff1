"""One publisher at a time: who holds the lock, and who may take it."""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from dataclasses import asdict, replace

import pytest

from macros.publish.releases import lock
from macros.publish.releases.layout import Refused
from macros.publish.releases.lock import Holder, born, has_died, holder_of, locked, this_process
from tests.releases.publishing import Hurried, Shelf

SINCE = "2026-11-25T09:00:00+00:00"


def _held_by(shelf: Shelf, holder: Holder) -> None:
    shelf.place.staging.mkdir(parents=True, exist_ok=True)
    shelf.place.lock.write_text(json.dumps(asdict(holder)), "utf-8")


def _another_process() -> int:
    """Return the number of a process that runs until the test ends it."""
    child = os.fork()
    if child == 0:
        time.sleep(60)
        os._exit(0)
    return child


def test_who_publishes_while_another_does_is_told_who_since_when_and_what_to_do(shelf: Shelf) -> None:
    shelf.publish(1)
    child = _another_process()
    try:
        _held_by(shelf, Holder(socket.gethostname(), child, born(child), SINCE))
        with pytest.raises(Refused, match=rf"{socket.gethostname()} is publishing staff since {SINCE[:10]}.*process {child}"):
            shelf.publish(2)
        with pytest.raises(Refused, match="is publishing"):
            shelf.back()
        assert holder_of(shelf.place) is not None
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
    assert shelf.publish(2).changed


def test_a_holder_that_died_here_is_taken_over(shelf: Shelf) -> None:
    child = _another_process()
    holder = Holder(socket.gethostname(), child, born(child), SINCE)
    assert not has_died(holder)
    os.kill(child, 9)
    os.waitpid(child, 0)
    assert has_died(holder)
    shelf.publish(1)
    _held_by(shelf, holder)
    assert shelf.publish(2).changed
    assert holder_of(shelf.place) is None


def test_a_process_that_was_killed_and_not_yet_buried_has_died() -> None:
    child = _another_process()
    holder = Holder(socket.gethostname(), child, born(child), SINCE)
    os.kill(child, 9)
    end = time.monotonic() + 5
    while not has_died(holder) and time.monotonic() < end:
        time.sleep(0.01)
    assert has_died(holder)
    os.waitpid(child, 0)


def test_another_process_with_the_same_number_is_not_the_holder() -> None:
    me = this_process(SINCE)
    assert not has_died(me)
    assert has_died(replace(me, born="another-start-of-this-machine pid:[1] 1"))


def test_a_holder_in_another_container_of_the_same_host_name_cannot_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its number means another process here, and nobody may take that for its end."""
    monkeypatch.setattr(lock, "born", lambda pid: f"start here {pid}")
    here = this_process(SINCE)
    assert not has_died(here)
    assert has_died(replace(here, born="start here 1"))
    assert not has_died(replace(here, born="start there 1"))
    assert has_died(replace(here, born="earlier-start there 1"))


def test_a_holder_on_another_machine_cannot_be_asked_so_a_person_says_that_it_died(shelf: Shelf) -> None:
    shelf.publish(1)
    _held_by(shelf, Holder("another-machine", 1, "", SINCE))
    with pytest.raises(Refused, match="--take-lock"):
        shelf.publish(2)
    assert shelf.publish(2, way=shelf.way(take_lock=True)).changed
    assert holder_of(shelf.place) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"host": "x"}'])
def test_a_lock_that_was_never_written_to_its_end_is_nobodys(shelf: Shelf, text: str) -> None:
    shelf.publish(1)
    shelf.place.lock.write_text(text, "utf-8")
    assert shelf.publish(2).changed


def test_of_many_at_once_one_holds_it_at_a_time(shelf: Shelf) -> None:
    """Each is another holder on a machine that cannot be asked, as on a disk that several machines share."""
    within, most, refused = 0, 0, 0
    counting = threading.Lock()

    def one(number: int) -> None:
        nonlocal within, most, refused
        for _ in range(20):
            try:
                with locked(Hurried(), shelf.place, Holder(f"machine-{number}", number, "", SINCE)):
                    with counting:
                        within += 1
                        most = max(most, within)
                    time.sleep(0.001)
                    with counting:
                        within -= 1
            except Refused:
                with counting:
                    refused += 1
                time.sleep(0.001)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert refused > 0
    assert holder_of(shelf.place) is None


def test_where_the_disk_knows_no_second_names_the_lock_holds_all_the_same(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none(*_: object) -> None:
        raise OSError(95, "no links here")

    monkeypatch.setattr(os, "link", none)
    shelf.place.staging.mkdir(parents=True)
    other = Holder("another-machine", 1, "", SINCE)
    with locked(Hurried(), shelf.place, other):
        assert holder_of(shelf.place) == other
        with pytest.raises(Refused, match="another-machine"), locked(Hurried(), shelf.place, this_process(SINCE)):
            pass
    assert holder_of(shelf.place) is None


def test_two_editions_are_published_at_once(shelf: Shelf) -> None:
    shelf.publish(1)
    _held_by(shelf, Holder("another-machine", 1, "", SINCE))
    shelf.edition = "public"
    assert shelf.publish(1).changed
