"""What was put into the cache comes back or is missing; it is never something else, and never a failure."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publish.base.cache import VARIABLE, Cache, NoCache, digest

DAY = 24 * 3600.0
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="files have no modes on Windows")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def key(number: int) -> str:
    return digest(str(number))


def entry(cache: Cache, key: str) -> Path:
    return cache.folder / key[:2] / key[2:]


def age(cache: Cache, key: str, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(entry(cache, key), (then, then))


def kept(cache: Cache, count: int) -> list[int]:
    return [number for number in range(count) if entry(cache, key(number)).exists()]


def old_entries(folder: Path, count: int, size: int) -> None:
    """Fill a cache in an earlier run; entry 0 was not used for longest."""
    earlier = Cache(folder)
    for number in range(count):
        earlier.put(key(number), bytes(size))
        age(earlier, key(number), DAY - number)


# Keys ----------------------------------------------------------------------------------------------------------------


@given(st.lists(st.binary() | st.text(st.characters())), st.lists(st.binary() | st.text(st.characters())))
def test_only_the_same_parts_have_the_same_digest(one: list[bytes | str], other: list[bytes | str]) -> None:
    assert (one == other) == (digest(*one) == digest(*other))


def test_parts_do_not_run_into_each_other() -> None:
    parts = [(), ("",), ("", ""), ("ab", "c"), ("a", "bc"), ("abc",), (b"abc",), ("a\0b",), ("a", "b"), ("\ud800",)]
    assert len(parts) == len({digest(*each) for each in parts})


def test_a_key_that_is_no_digest_is_refused(cache: Cache) -> None:
    for wrong in ("", "../../etc/passwd", "0" * 63, "G" * 64):
        with pytest.raises(ValueError, match="not a key"):
            cache.get(wrong)
        with pytest.raises(ValueError, match="not a key"):
            cache.put(wrong, b"")


# Entries -------------------------------------------------------------------------------------------------------------


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=3000))
def test_what_was_put_comes_back(cache: Cache, content: bytes) -> None:
    cache.put(digest(content), content)
    assert content == cache.get(digest(content))
    assert content == Cache(cache.folder).get(digest(content))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200), st.data())
def test_a_damaged_entry_is_a_miss_and_is_removed(cache: Cache, content: bytes, data: st.DataObject) -> None:
    cache.put(key(1), content)
    path = entry(cache, key(1))
    whole = path.read_bytes()
    at = data.draw(st.integers(0, len(whole) - 1))
    damaged = [whole[:at], whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :], whole + b"\0", b""]
    path.write_bytes(data.draw(st.sampled_from(damaged)))
    assert cache.get(key(1)) is None
    assert not path.exists()
    assert cache.problem is None


def test_an_entry_under_the_name_of_another_is_a_miss(cache: Cache) -> None:
    cache.put(key(1), b"one")
    cache.put(key(2), b"two")
    shutil.copy(entry(cache, key(1)), entry(cache, key(2)))
    assert cache.get(key(2)) is None


def test_the_last_that_was_put_counts(cache: Cache) -> None:
    cache.put(key(1), b"one")
    cache.put(key(1), b"other")
    assert b"other" == cache.get(key(1))


def test_hits_and_misses_are_counted(cache: Cache) -> None:
    cache.put(key(1), b"")
    assert [b"", None, b""] == [cache.get(key(1)), cache.get(key(2)), cache.get(key(1))]
    assert (2, 1) == (cache.hits, cache.misses)


def test_nothing_is_made_before_something_is_put(cache: Cache) -> None:
    assert cache.get(key(1)) is None
    assert (0, 0) == (cache.size(), cache.clear())
    assert not cache.folder.exists()


@posix_only
def test_nobody_else_may_look_in(cache: Cache) -> None:
    cache.put(key(1), b"one")
    assert 0o700 == cache.folder.stat().st_mode & 0o777
    assert 0o700 == entry(cache, key(1)).parent.stat().st_mode & 0o777
    assert 0o600 == entry(cache, key(1)).stat().st_mode & 0o777


def test_clear_removes_what_is_ours_and_nothing_else(cache: Cache) -> None:
    for number in range(10):
        cache.put(key(number), bytes(100))
    others = [cache.folder / "notes.txt", entry(cache, key(1)).parent / "notes.txt"]
    for other in others:
        other.write_text("mine")
    size = cache.size()
    assert size > 1000
    assert size == cache.clear()
    assert 0 == cache.size()
    assert all(other.exists() for other in others)
    cache.put(key(1), b"again")
    assert b"again" == cache.get(key(1))


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "named"))
    assert tmp_path / "named" == Cache().folder
    monkeypatch.delenv(VARIABLE)
    assert "publish" in Cache().folder.parts


def test_no_cache_keeps_nothing(tmp_path: Path) -> None:
    cache = NoCache(tmp_path / "cache")
    cache.put(key(1), b"one")
    assert cache.get(key(1)) is None
    assert (0, 0, 1) == (cache.size(), cache.clear(), cache.misses)
    assert not cache.folder.exists()


# A cache that cannot be used -----------------------------------------------------------------------------------------


def use(cache: Cache) -> None:
    """Use all of the cache; nothing may be raised."""
    cache.put(key(1), b"one")
    assert cache.get(key(1)) is None
    cache.put(key(2), b"two")
    assert (0, 0) == (cache.size(), cache.clear())


def test_a_folder_that_is_a_file_is_a_problem_not_a_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for folder in (tmp_path / "file", tmp_path / "file" / "cache"):
        cache = Cache(folder)
        use(cache)
        assert cache.problem
        assert cache.problem.startswith(f"the cache in {folder} cannot be used: ")
    assert "mine" == (tmp_path / "file").read_text()


def test_a_home_that_is_not_there_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", str)
    cache = Cache()
    use(cache)
    assert cache.problem == "the cache in ~/.cache/publish cannot be used: there is no home folder"
    assert not any(tmp_path.iterdir())


@posix_only
def test_a_folder_that_is_read_only_still_gives(cache: Cache) -> None:
    cache.put(key(1), b"one")
    cache.folder.chmod(0o500)
    try:
        if os.access(cache.folder, os.W_OK):
            pytest.skip("root writes everywhere")
        reader = Cache(cache.folder)
        reader.put(key(2), b"two")
        assert b"one" == reader.get(key(1))
        assert "permission denied" in (reader.problem or "")
    finally:
        cache.folder.chmod(0o700)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT, errno.EIO])
def test_a_disk_that_takes_nothing_is_a_problem(cache: Cache, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(number, os.strerror(number))

    cache.put(key(1), b"one")
    monkeypatch.setattr(Path, "replace", refuse)
    cache.put(key(2), b"two")
    assert f"the cache in {cache.folder} cannot be used: {os.strerror(number).lower()}" == cache.problem
    assert (b"one", None) == (cache.get(key(1)), cache.get(key(2)))
    assert not list(cache.folder.rglob(".put-*"))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_ledger_that_takes_nothing_is_a_problem(cache: Cache) -> None:
    cache.folder.mkdir()
    (cache.folder / "ledger").symlink_to("/dev/full")
    cache._total = 0
    cache.put(key(1), b"one")
    assert "no space left on device" in (cache.problem or "")
    assert b"one" == cache.get(key(1))


# Room ----------------------------------------------------------------------------------------------------------------


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    old_entries(tmp_path, 10, 1000)
    cache = Cache(tmp_path, limit_bytes=10_500)
    assert cache.get(key(0)) == bytes(1000)  # used: now the newest
    cache.put(key(10), bytes(1000))
    assert [0, 3, 4, 5, 6, 7, 8, 9, 10] == kept(cache, 11)  # 90 % of the limit
    assert cache.size() <= 0.9 * 10_500
    assert cache.problem is None


def test_what_this_run_has_used_stays_even_past_the_limit(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit_bytes=10_000)
    for number in range(30):
        cache.put(key(number), bytes(1000))
    assert list(range(30)) == kept(cache, 30)
    Cache(tmp_path, limit_bytes=10_000).put(key(30), bytes(1000))
    assert 8 == len(kept(cache, 31))
    assert entry(cache, key(30)).exists()


def test_what_is_larger_than_the_cache_is_not_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", limit_bytes=1000)
    cache.put(key(1), bytes(1000))
    assert cache.get(key(1)) is None
    assert cache.problem is None


def test_a_hit_is_noted_once_an_hour(cache: Cache) -> None:
    cache.put(key(1), b"one")
    for seconds, touched in ((1800, False), (7200, True), (-7200, True)):
        age(cache, key(1), seconds)
        before = entry(cache, key(1)).stat().st_mtime
        cache.get(key(1))
        assert touched == (before != entry(cache, key(1)).stat().st_mtime)


def test_room_is_not_made_at_every_put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    make_room = Cache._make_room
    monkeypatch.setattr(Cache, "_make_room", lambda cache: (calls.append(1), make_room(cache)))
    old_entries(tmp_path, 10, 1000)
    assert 1 == len(calls)  # there was no ledger
    for number in range(10, 110):  # many runs of one entry each
        Cache(tmp_path, limit_bytes=100_000).put(key(number), bytes(1000))
    assert len(calls) <= 4
    assert 80_000 < Cache(tmp_path).size() <= 100_000
    cache = Cache(tmp_path, limit_bytes=100_000)
    for number in range(110, 410):  # one run of more than fits
        cache.put(key(number), bytes(1000))
    assert len(calls) <= 4 + 315 / 4


def test_what_a_killed_run_has_left_goes_after_a_day(tmp_path: Path) -> None:
    old_entries(tmp_path, 1, 10)
    folder = entry(Cache(tmp_path), key(0)).parent
    (tmp_path / "ledger").unlink()
    for name, seconds in ((".put-old", DAY + 60), (".put-new", 60.0)):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (time.time() - seconds,) * 2)
    Cache(tmp_path).put(key(1), b"one")
    assert [".put-new"] == [path.name for path in folder.glob(".put-*")]


@pytest.mark.parametrize("damage", [b"", b"\xff" * 64, b"abc"])
def test_a_damaged_ledger_does_no_harm(tmp_path: Path, damage: bytes) -> None:
    old_entries(tmp_path, 5, 1000)
    (tmp_path / "ledger").write_bytes(damage)
    cache = Cache(tmp_path)
    cache.put(key(5), b"five")
    assert [0, 1, 2, 3, 4, 5] == kept(cache, 6)
    assert cache.problem is None


# Several at once -----------------------------------------------------------------------------------------------------

HAMMER = """
import random, sys
from pathlib import Path
from publish.base.cache import Cache, digest

def content(number):
    return (str(number).encode() + b".") * (number * 97)

def hammer(folder, seed, rounds):
    cache, chance = Cache(Path(folder), limit_bytes=400_000), random.Random(seed)
    for _ in range(rounds):
        number = chance.randrange(100)
        found = cache.get(digest(str(number)))
        assert found is None or found == content(number), number
        if found is None:
            cache.put(digest(str(number)), content(number))
        if chance.random() < 0.01:
            cache.clear()
    assert cache.problem is None, cache.problem
    assert cache.hits, "nothing was ever found"

print("ready", flush=True)
hammer(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
"""


def hammering(folder: Path, seed: int, rounds: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", HAMMER, str(folder), str(seed), str(rounds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_builds_at_once_do_not_harm_each_other(tmp_path: Path) -> None:
    builds = [hammering(tmp_path / "cache", seed, 1500) for seed in range(3)]
    for build in builds:
        build.communicate(timeout=60)
    assert [0, 0, 0] == [build.returncode for build in builds]


@posix_only
def test_a_build_that_is_killed_leaves_a_cache_that_works(tmp_path: Path) -> None:
    for seed in range(4):
        with hammering(tmp_path, seed, 10**9) as build:
            assert build.stdout
            build.stdout.readline()
            time.sleep(0.05 + 0.03 * seed)
            build.send_signal(signal.SIGKILL)
        cache = Cache(tmp_path)
        for number in range(100):
            found = cache.get(key(number))
            assert found in (None, (str(number).encode() + b".") * (number * 97))
        assert cache.problem is None


def test_threads_may_share_a_cache(cache: Cache) -> None:
    def work() -> None:
        for number in range(100):
            cache.put(key(number), bytes(number))
            assert bytes(number) == cache.get(key(number))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (400, 0, None) == (cache.hits, cache.misses, cache.problem)
