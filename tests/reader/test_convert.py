"""``publish convert``: old files become UTF-8 beside the original, or the command says why not."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from publish.base.diagnostics import ExitCode
from publish.reader import convert
from tests.support.encoders import ENCODERS, FOREIGN, PLAIN, SEED

if TYPE_CHECKING:
    from click.testing import Result

Run = Callable[..., "Result"]

LETTER = "C¨n cø §iÒu 5, ñy ban nh©n d©n tØnh L¹ng S¬n th«ng b¸o:\r\nKh«ng cã.\r\n"
READ = "Căn cứ Điều 5, ủy ban nhân dân tỉnh Lạng Sơn thông báo:\r\nKhông có.\r\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with one old file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "thu.txt").write_bytes(LETTER.encode("cp1252"))
    return tmp_path


@pytest.mark.parametrize("options", [(), ("--from", "tcvn3")])
def test_it_writes_beside_the_original_and_says_how_sure_it_is(
    folder: Path, run: Run, options: tuple[str, ...]
) -> None:
    result = run("convert", "thu.txt", *options)
    assert (0, "thu.utf8.txt\n") == (result.exit_code, result.stdout)
    assert "tcvn3, 100% sure, 14 characters changed\n" == result.stderr
    assert READ.encode() == (folder / "thu.utf8.txt").read_bytes()
    assert LETTER.encode("cp1252") == (folder / "thu.txt").read_bytes()
    assert {"thu.txt", "thu.utf8.txt"} == {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("encoding", sorted(ENCODERS))
@pytest.mark.parametrize("named", [True, False])
def test_the_seed_comes_back(folder: Path, run: Run, encoding: str, named: bool) -> None:
    (folder / "a.txt").write_bytes(ENCODERS[encoding](PLAIN))
    result = run("convert", "a.txt", *(("--from", encoding) if named else ()))
    if not named and encoding in ("vps", "viqr"):
        assert ExitCode.SOURCE == result.exit_code
        assert f"--from {encoding}" in result.stderr or f"{encoding}," in result.stderr
        return
    assert 0 == result.exit_code
    assert result.stderr.startswith(f"{encoding}, 99% sure, ")
    assert PLAIN == (folder / "a.utf8.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", [SEED, "Việt Nam", "Vie\u0323\u0302t Nam\r\n\r\nÔng", "plain\n", "", *FOREIGN[-7:-4]])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_not_touched(folder: Path, run: Run, text: str, charset: str) -> None:
    (folder / "a.md").write_bytes(text.encode(charset))
    result = run("convert", "a.md")
    name = "utf-16" if charset == "utf-16" else "utf-8"
    assert (0, f"{name}, 100% sure, 0 characters changed\n") == (result.exit_code, result.stderr)
    assert text.encode() == (folder / "a.utf8.md").read_bytes()


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (SEED.encode("utf-8").decode("cp1252", "ignore"), "utf-8 read as windows-1252", None),
        (LETTER, "tcvn3", READ),
        ("th\u0301 c\u0323n v\u0301", "windows-1252 read as windows-1258", "thì còn vì"),
    ],
)
def test_letters_in_a_utf8_file(folder: Path, run: Run, text: str, encoding: str, expected: str | None) -> None:
    (folder / "a.txt").write_bytes(text.encode())
    assert run("convert", "a.txt").stderr.startswith(f"{encoding}, ")
    assert expected in (None, (folder / "a.utf8.txt").read_bytes().decode())


def test_output_takes_a_file_a_folder_or_stdout(folder: Path, run: Run) -> None:
    (folder / "out").mkdir()
    assert "out/thu.utf8.txt\n" == run("convert", "thu.txt", "-o", "out").stdout
    assert "new/b.md\n" == run("convert", "thu.txt", "-o", "new/b.md").stdout
    result = run("convert", "thu.txt", "-o", "-")
    assert READ.encode() == result.stdout_bytes
    assert "tcvn3, 100% sure" in result.stderr
    assert READ.encode() == run("convert", "thu.txt", "-q", "-o", "-").output_bytes
    assert "" == run("convert", "thu.txt", "-q").output
    assert not (folder / "-").exists()


def test_nothing_is_written_over_without_force(folder: Path, run: Run) -> None:
    (folder / "thu.utf8.txt").write_text("mine")
    result = run("convert", "thu.txt")
    assert ExitCode.ABORTED == result.exit_code
    assert "thu.utf8.txt: error: the file is there already [output]\n  hint: --force writes over it" in result.stderr
    assert "mine" == (folder / "thu.utf8.txt").read_text()
    assert ExitCode.ABORTED == run("convert", "thu.txt", "-o", "thu.txt").exit_code
    assert 0 == run("convert", "thu.txt", "--force").exit_code
    assert READ.encode() == (folder / "thu.utf8.txt").read_bytes()


BAD = {
    "missing": (None, "no such file [missing-source]", ""),
    "Word": (b"PK\x03\x04\0\0", "this is a Word or other packed document", "save it as plain text"),
    "RTF": (b"{\\rtf1 \\'b8}", "this is an RTF document", "save it as plain text"),
    "binary": (b"\x89PNG\r\n\0\0", "this is no text [unreadable-source]", "plain text"),
    "UTF-16 without a mark": ("Việt Nam".encode("utf-16-le"), "this is no text", "plain text"),
    "French": (FOREIGN[1].encode("cp1252"), "none of the encodings makes Vietnamese of the file", "--from tcvn3, vni,"),
    "French in UTF-8": (
        FOREIGN[9].encode(),
        "none of the encodings makes Vietnamese of the file",
        "--from tcvn3, vni,",
    ),
    "noise": (bytes(range(1, 256)), "none of the encodings", "--from"),
    "VIQR": (ENCODERS["viqr"](PLAIN), "looks like VIQR [unknown-encoding]", "say so with --from viqr"),
    "a wrong byte": (
        SEED.encode()[:700] + b"\xff\n",
        "a.txt:9:67: error: the file is UTF-8 but for a byte",
        "mend it in an editor",
    ),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_what_cannot_be_converted_is_told(folder: Path, run: Run, name: str) -> None:
    raw, message, hint = BAD[name]
    if raw is not None:
        (folder / "a.txt").write_bytes(raw)
    result = run("convert", "a.txt")
    assert ExitCode.SOURCE == result.exit_code
    assert message in result.stderr
    assert hint in result.stderr
    assert not (folder / "a.utf8.txt").exists()


def test_what_is_no_file_is_told(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "sub").mkdir()
    result = run("convert", "sub")
    assert (ExitCode.SOURCE, True) == (result.exit_code, "this is a folder" in result.stderr)
    monkeypatch.setattr(convert, "LARGEST", 10)
    result = run("convert", "thu.txt")
    assert (ExitCode.SOURCE, True) == (result.exit_code, "[source-too-large]" in result.stderr)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_told(folder: Path, run: Run) -> None:
    folder.chmod(0o500)
    try:
        assert ExitCode.ABORTED == run("convert", "thu.txt").exit_code
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize(
    ("text", "encoding", "rule"),
    [
        ("Uỷ viên Bộ Chính trị tỉnh Lạng Sơn", "tcvn3", "already-unicode"),
        (LETTER, "vni", "doubtful-encoding"),
        ("§¶ng bé tØnh L¹ng S\ufffdn", "tcvn3", "lost-characters"),
    ],
)
def test_a_doubt_is_a_warning(folder: Path, run: Run, text: str, encoding: str, rule: str) -> None:
    (folder / "a.txt").write_bytes(text.encode())
    strict = run("convert", "a.txt", "--from", encoding, "--strict")
    assert ExitCode.CONFORMANCE == strict.exit_code
    assert not (folder / "a.utf8.txt").exists()
    result = run("convert", "a.txt", "--from", encoding)
    assert 0 == result.exit_code
    assert "a.txt: warning: " in result.stderr
    assert f"[{rule}]" in result.stderr
    assert (folder / "a.utf8.txt").exists()


def test_names_with_and_without_a_suffix(folder: Path, run: Run) -> None:
    for name, expected in {"thu": "thu.utf8", "a.b.txt": "a.b.utf8.txt", ".thu": ".thu.utf8"}.items():
        (folder / name).write_bytes(LETTER.encode("cp1252"))
        assert f"{expected}\n" == run("convert", name).stdout
