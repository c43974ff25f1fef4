"""A hint that says an edit or a command mends what it is about when it is followed to the letter."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from publish.base.diagnostics import Diagnostic
from tests.support import folders
from tests.support.rule_folders import LAID_OUT, findings, rule_folders

Run = Callable[..., Result]


def _line(lines: list[str], found: Diagnostic) -> int:
    return max(found.position.line - 1, 0)


def _meant(lines: list[str], found: Diagnostic, hint: re.Match[str]) -> None:
    """``did you mean X?``: X in place of what the message quotes, or names last."""
    quoted, here = re.search("'([^']+)'", found.message), _line(lines, found)
    wrong = quoted[1] if quoted else found.message.rpartition(": ")[2]
    right = hint[1].removeprefix("::: ").strip("'")
    assert wrong in lines[here]
    lines[here] = lines[here].replace(wrong, right, 1)


def _replaced(lines: list[str], found: Diagnostic, hint: re.Match[str]) -> None:
    """``put the address in angle brackets: X``: X in place of what the message names."""
    lines[_line(lines, found)] = lines[_line(lines, found)].replace(found.message.partition(": ")[2], hint[1])


def _level(lines: list[str], found: Diagnostic, hint: re.Match[str]) -> None:
    lines[_line(lines, found)] = re.sub("^#+", hint[1], lines[_line(lines, found)])


def _added(lines: list[str], found: Diagnostic, hint: re.Match[str]) -> None:
    lines += ["", hint[1]]


def _ended(lines: list[str], found: Diagnostic, hint: re.Match[str]) -> None:
    if found.rule == "unclosed-front-matter":
        empty = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
        lines[empty:empty] = [hint[1], ""]
    else:
        lines[len(lines) - 1 if not lines[-1] else len(lines) :] = [hint[1]]


def _deleted(lines: list[str], found: Diagnostic, hint: re.Match[str]) -> None:
    del lines[_line(lines, found)]


def _cut(lines: list[str], found: Diagnostic, hint: re.Match[str]) -> None:
    here, start = _line(lines, found), found.position.column - 1
    entity = re.match(r"&#?\w+;", lines[here][start:])
    length = len(entity[0]) if entity else found.length
    lines[here] = lines[here][:start] + lines[here][start + length :]


def _set(lines: list[str], found: Diagnostic, hint: re.Match[str]) -> None:
    """``add key = … to [section]``: the key in the section, with the value of the hint or one that is right."""
    key, value, section = hint[1], hint[2].strip(), hint[3]
    value = VALUES.get(key, '"x"') if value in ("…", '"…"') else value
    lines[:] = [line for line in lines if not re.match(rf"{key}\s*=", line)]
    if f"[{section}]" not in lines:
        lines += [f"[{section}]"]
    lines.insert(lines.index(f"[{section}]") + 1, f"{key} = {value}")


VALUES = {
    **{key: '"x"' for key in ("organ", "licence", "printer", "periodicity", "responsible")},
    **{key: "2026-01-15" for key in ("licence_date", "decision_date")},
    "print_run": "1000",
    "isbn": '"978-604-0-00000-2"',
    "deposit": '"I/2026"',
    "authors": '"Trần Văn Ứng"',
    "price": "95000",
}
EDITS: dict[str, Callable[[list[str], Diagnostic, re.Match[str]], None]] = {
    r"did you mean (\S+(?: \w+)?)\?": _meant,
    r"put the address in angle brackets: (.+)": _replaced,
    r"use (#+)": _level,
    r"add (?:a paragraph|the line) '(\[.+?\]: .+?)'.*": _added,
    r"end it with (?:a line )?'?([-:`>]+)'?.*": _ended,
    r"(?:delete the line|keep one.*)": _deleted,
    r"delete it.*": _cut,
    r"add '(published: .+?)'.*": lambda lines, found, hint: lines.insert(1, hint[1]),
    r"add '(headline: )…'.*": lambda lines, found, hint: lines.insert(1, hint[1] + "Tít"),
    r"(?:add |set |)(\w+) = (.+?) (?:to|in) \[(\w+)\].*": _set,
}
COMMANDS = {r"'publish (lint --fix)' mends it": ("lint", "--fix")}


def follow(root: Path, found: Diagnostic, run: Run) -> bool:
    """Do what a hint says; False for one that only its author can follow."""
    for pattern, command in COMMANDS.items():
        if re.fullmatch(pattern, found.hint):
            run(*command, str(found.position.file))
            return True
    for pattern, edit in EDITS.items():
        if hint := re.fullmatch(pattern, found.hint):
            file = found.position.file
            lines = file.read_bytes().decode().split("\n")
            edit(lines, found, hint)
            file.write_bytes("\n".join(lines).encode())
            return True
    return False


def same(one: Diagnostic, other: Diagnostic) -> bool:
    return (one.rule, one.message, one.position.file) == (other.rule, other.message, other.position.file)


def cases() -> Iterator[tuple[str, int]]:
    for folder in rule_folders():
        if folder.name in LAID_OUT:
            continue  # their hints leave it to the author, and pages take time
        for number, found in enumerate(findings(folder, folder.name)):
            if any(re.fullmatch(pattern, found.hint) for pattern in EDITS):
                yield folder.name, number


CASES = list(cases())


def test_most_rules_that_name_an_edit_are_followed() -> None:
    assert len(CASES) >= 25


@pytest.mark.parametrize(("name", "number"), CASES)
def test_the_hint_of_a_rule_mends_it(name: str, number: int, run: Run, tmp_path: Path) -> None:
    root = Path(shutil.copytree(folders.RULES / name, tmp_path / name))
    before = findings(root, name)
    found = before[number]
    assert follow(root, found, run)
    after = findings(root, name)
    assert sum(same(found, one) for one in after) < sum(same(found, one) for one in before)


PROJECTS = {
    "a headline": ("---\npublished: 2026-01-15\n---\n\nĐoạn.\n", ""),
    "a date": ("---\nheadline: Tít\n---\n\nĐoạn.\n", ""),
    "letters": ("---\nheadline: Tít\npublished: 2026-01-15\n---\n\nĐoạn to\u031bi.\n", ""),
    "a title": ("", '[publication]\nkind = "book"\n'),
    "book data": ("", '[publication]\nkind = "book"\ntitle = "T"\n[imprint]\nofficial = true\n'),
    "bulletin data": ("", '[publication]\nkind = "bulletin"\ntitle = "T"\n[bulletin]\nofficial = true\n'),
    "the trim": ("", '[publication]\nkind = "bulletin"\ntitle = "T"\n[page]\ntrim = "500mm x 600mm"\n'),
    "an article": ("", '[publication]\nkind = "book"\ntitle = "T"\ncontents = ["aa.md"]\n'),
    "a key": ("", '[publication]\nkind = "book"\ntitl = "T"\n'),
}


@pytest.mark.parametrize("name", PROJECTS)
def test_the_hints_about_a_project_mend_it_one_after_the_other(name: str, run: Run, tmp_path: Path) -> None:
    article, config = PROJECTS[name]
    (tmp_path / "source").mkdir()
    text = article or "---\nheadline: Tít\npublished: 2026-01-15\n---\n\nĐoạn.\n"
    (tmp_path / "source" / "a.md").write_text(text, encoding="utf-8")
    if config:
        (tmp_path / "source" / "publish.toml").write_text(config, encoding="utf-8")
    for _ in range(30):
        left = findings(tmp_path, "")
        if not left:
            return
        assert follow(tmp_path, left[0], run), left[0]
    raise AssertionError([found.message for found in left])
