"""The linter finds what is wrong where it stands, in a publication as a whole, and mends what is safe."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from publish.base.diagnostics import OutputError
from publish.editing.lint import LintFinding, LintOptions, lint
from publish.editing.lint.fixing import apply_fixes, fix
from publish.editing.lint.rules import RULES
from publish.kinds.projects import open_project
from publish.publication.project import HouseStyle, Lint, Project
from tests.support.folders import ROOT, SEED

HEAD = "---\nheadline: Tin\npublished: 2026-01-01\n---\n\n"
LINES = HEAD.count("\n")


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., list[LintFinding]]:
    def run(text: str, *rules: str, name: str = "a.md", project: Project | None = None) -> list[LintFinding]:
        path = tmp_path / name
        path.write_bytes(((HEAD if name.endswith(".md") else "") + text).encode())
        findings, unread = lint(project or Project(tmp_path), [path], LintOptions(rules=frozenset(rules)))
        assert unread == []
        return findings

    return run


def test_a_space_that_is_written_by_its_name_is_meant(check) -> None:  # type: ignore[no-untyped-def]
    assert [] == check("Số&nbsp;12 và&#160;13.", "foreign-space")
    assert [("foreign-space", 1, 3, 4)] == places(check("Số\N{NO-BREAK SPACE}12 và&nbsp;13.", "foreign-space"))


def places(findings: list[LintFinding]) -> list[tuple[str, int, int, int]]:
    return [(f.rule, f.start.line - LINES, f.start.column, f.end.column) for f in findings]


# Places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a\\*b &amp; nói "vâng" ạ', [(1, 16, 17), (1, 21, 22)]),
        ("đo\u0301 *em* và\n> 'x' \"y\"", [(2, 3, 4), (2, 5, 6), (2, 7, 8), (2, 9, 10)]),
        ('- một\n  "hai"', [(2, 3, 4), (2, 7, 8)]),
        ('| a | b \\| "c" |\n|---|---|\n| x | y |', [(1, 12, 13), (1, 14, 15)]),
        ('`"` và ["no"]{lang=en} <https://a.vn/"> [x](https://a.vn/"b)\n\n![x](a"b.jpg)', []),
    ],
)
def test_a_finding_has_its_place_in_the_file(check, text: str, expected: list[tuple[int, int, int]]) -> None:
    assert [(line, start, end) for _, line, start, end in places(check(text, "straight-quote"))] == expected


def test_findings_in_the_front_matter(check, tmp_path: Path) -> None:
    path = tmp_path / "b.md"
    path.write_text('---\nheadline: |\n  Một...\n  hai "ba"\npublished: 2026-01-01\n---\n\nx\n', encoding="utf-8")
    findings, _ = lint(Project(tmp_path), [path], LintOptions())
    found = [(f.rule, f.start.line, f.start.column) for f in findings]
    assert found == [("ellipsis", 3, 6), ("straight-quote", 4, 7), ("straight-quote", 4, 10)]


def test_text_in_another_language_is_left_alone(check, tmp_path: Path) -> None:
    path = tmp_path / "b.md"
    path.write_text(HEAD.replace("headline", "lang: en\nheadline") + 'He said "no"...\n', encoding="utf-8")
    assert lint(Project(tmp_path), [path], LintOptions()) == ([], [])


# What was received and what is published


def test_the_text_as_it_was_received() -> None:
    findings, _ = lint(Project(SEED.parent), [SEED], LintOptions())
    found = [(f.rule, f.start.line) for f in findings]
    assert [line for rule, line in found if rule == "lost-caption"] == [3, 9, 15]
    assert [line for rule, line in found if rule == "missing-credit"] == [9, 15]
    assert [line for rule, line in found if rule == "empty-lines"] == [6, 18]
    assert [line for rule, line in found if rule == "ellipsis"] == [21, 23, 25, 27, 29, 31]
    assert [line for rule, line in found if rule in ("range-hyphen", "range-dash")] == [1, 3, 5, 9, 11, 15]
    assert ("spaced-hyphen", 15) in found
    assert ("no-line-end", 31) in found
    assert {"mixed-tone-style", "mixed-ranges", "mixed-pair-dash"} <= {rule for rule, _ in found}
    assert {f.rule for f in findings} <= {
        *("lost-caption", "missing-credit", "empty-lines", "no-line-end", "ellipsis", "range-hyphen", "range-dash"),
        *("spaced-hyphen", "mixed-tone-style", "mixed-ranges", "mixed-pair-dash"),
    }


def test_the_published_source_is_clean() -> None:
    project = open_project(ROOT / "source")
    assert lint(project, project.sources, LintOptions()) == ([], [])


# Rules on documents


def test_a_caption_ends_like_the_others(check) -> None:
    text = "\n\n".join(f"::: figure\n{caption}\n:::" for caption in ("Một.", "Hai.", "Ba"))
    assert places(check(text, "caption-end")) == [("caption-end", 10, 1, 1)]
    assert check(text.replace("Ba", "Ba."), "caption-end") == []


def test_a_picture_names_who_made_it(check) -> None:
    text = "::: figure\n![x](a.jpg)\n\nMột.\n:::"
    assert places(check(text, "missing-credit")) == [("missing-credit", 2, 1, 1)]
    assert check(text.replace("Một.", "Một.\n\n-- Ảnh: A"), "missing-credit") == []


def test_the_tones_of_the_house(check, tmp_path: Path) -> None:
    project = Project(tmp_path, text=HouseStyle(tones="new"))
    (finding,) = check("văn hóa, hoà bình, *quý*", "tone-style", project=project)
    assert (finding.start.column, finding.replacement, finding.fixable) == (5, "hoá", True)
    assert check("văn hóa, hoà bình", "tone-style") == []


def test_one_spelling_in_all_articles(tmp_path: Path) -> None:
    for name, text in (("a", "văn hóa, hòa bình, thủy lợi"), ("b", "văn hoá")):
        (tmp_path / f"{name}.md").write_text(HEAD + text, encoding="utf-8")
    findings, _ = lint(Project(tmp_path), [tmp_path / "a.md", tmp_path / "b.md"], LintOptions())
    assert [(f.rule, f.start.file.name, f.replacement) for f in findings] == [("mixed-tone-style", "b.md", "hóa")]


# Exceptions


def test_a_comment_exempts_its_line_or_the_next(check) -> None:
    text = 'a "b"\n\n<!-- lint: ignore straight-quote -->\n\nc "d"\n\n"e" <!-- lint: ignore -->\n\n"f"'
    assert {line for _, line, *_ in places(check(text, "straight-quote"))} == {1, 9}


def test_a_comment_names_a_rule_that_exists(check) -> None:
    assert places(check("<!-- lint: ignore straigt-quote -->\nchữ", "unknown-rule")) == [("unknown-rule", 2, 1, 1)]


def test_the_project_exempts_rules_and_words(project: Path, run: Callable[..., Result]) -> None:
    (project / "source" / "bai.md").write_text(HEAD + 'Ngưòi "Đăkk" nghành...\n', encoding="utf-8")
    config = project / "source" / "publish.toml"
    config.write_text('[lint]\nignore = ["straight-quote", "ellipsis"]\nwords = ["nghành", "Đăkk"]\n', encoding="utf-8")
    result = run("lint", "--format", "short", "--lang", "en", project / "source")
    assert result.exit_code == 3
    assert [line.rpartition(" [")[2] for line in result.stdout.splitlines()] == ["impossible-syllable]"]


# Corrections

DIRTY = HEAD.replace("---", "\ufeff---", 1) + 'Nói: "Vie\u0323\u0302t  nam" , a\\*b...\n`a  "b"`\n'


def test_corrections_keep_every_other_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(DIRTY.replace("\n", "\r\n").encode())
    path.chmod(0o600)

    def look() -> list[LintFinding]:
        return lint(Project(tmp_path), [path], LintOptions())[0]

    made, left = fix(look)
    assert path.read_bytes().decode().replace("\r\n", "\n") == DIRTY.replace(
        '"Vie\u0323\u0302t  nam" ,', "“Việt nam”,"
    ).replace("...", "…")
    assert path.read_bytes().count(b"\r\n") == DIRTY.count("\n")
    assert (made, left, path.stat().st_mode & 0o777) == (6, [], 0o600)
    assert fix(look) == (0, [])


pieces = st.sampled_from(
    [
        '"',
        "'",
        "...",
        " - ",
        "  ",
        " ,",
        "( a )",
        "2020-2025",
        "chữ",
        "Vịêt",
        "e\u0301\u0302",
        "\n",
        "*",
        "`",
        "\\*",
        "<b>",
    ]
)


@given(st.lists(pieces, max_size=20).map("".join))
def test_correcting_twice_is_correcting_once(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    root = tmp_path_factory.getbasetemp()
    path = root / "twice.md"
    path.write_text(HEAD + text, encoding="utf-8")
    fix(lambda: lint(Project(root), [path], LintOptions())[0])
    once = path.read_bytes()
    assert fix(lambda: lint(Project(root), [path], LintOptions())[0])[0] == 0
    assert path.read_bytes() == once


def test_nothing_to_correct_leaves_the_bytes() -> None:
    assert apply_fixes(b"\xef\xbb\xbfa\r\nb\rc", []) == (b"\xef\xbb\xbfa\r\nb\rc", 0)


# Exceptions and corrections, the edges


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('<!-- lint: ignore straight-quote -->\n\n\nđầu "a"\n\nsau "b"', {6}),
        ('đầu "a" <!-- lint: ignore straight-quote, ellipsis -->\nsau "b"', {2}),
        ('<!-- lint: ignore ellipsis -->\nđầu "a"', {2}),
        ('<!-- lint: ignore ellipsis -->\n<!-- lint: ignore straight-quote -->\nđầu "a"', set()),
    ],
)
def test_a_comment_in_plain_text(check, text: str, lines: set[int]) -> None:
    assert {f.start.line for f in check(text + "\n", "straight-quote", name="a.txt")} == lines


def test_words_of_the_project_are_right_as_they_stand(check, tmp_path: Path) -> None:
    words = Lint(words=("nghành", "hoà", "kĩ", "Đăk Lăk", "kinh tế xã hội"))
    text = """nghành Nghành, hóa hóa hoà, kỹ thuật, kỹ thuật, kĩ thuật, Đắk Lắk, Đắk Lắk, Đăk Lăk,
kinh tế – xã hội, kinh tế xã hội
"""
    assert [f.start.column for f in check(text, project=Project(tmp_path, lint=words))] == [8]
    assert len(check(text)) == 6


def test_nothing_is_written_unless_all_can_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [tmp_path / name for name in ("a.md", "b.md")]
    for path in paths:
        path.write_text(HEAD + "Một...\n", encoding="utf-8")

    def make(*_: object, dir: Path, prefix: str, **__: object) -> tuple[int, str]:
        if "b.md" in prefix:
            raise PermissionError(13, "Permission denied")
        return make_temporary(dir=dir, prefix=prefix)

    make_temporary = tempfile.mkstemp
    monkeypatch.setattr(tempfile, "mkstemp", make)
    with pytest.raises(OutputError, match="cannot be written: permission denied"):
        fix(lambda: lint(Project(tmp_path), paths, LintOptions())[0])
    assert {path.read_text(encoding="utf-8") for path in paths} == {HEAD + "Một...\n"}
    assert sorted(tmp_path.iterdir()) == paths


def test_a_correction_follows_a_link_and_keeps_line_ends(tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_bytes("Một\u2028hai...\r\nba\r\n".encode())
    link.symlink_to(target)
    fix(lambda: lint(Project(tmp_path), [link], LintOptions())[0])
    assert link.is_symlink()
    assert target.read_bytes() == "Một\r\nhai…\r\nba\r\n".encode()


# The command


def test_a_file_that_cannot_be_written_ends_with_code_1(project: Path, run, monkeypatch: pytest.MonkeyPatch) -> None:
    path = project / "source" / "bai.md"
    path.write_text(HEAD + "Một...\n", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    result = run("lint", "--fix", project / "source")
    assert (result.exit_code, "bai.md: error: cannot be written" in result.stderr) == (1, True)
    assert path.read_text(encoding="utf-8") == HEAD + "Một...\n"


def test_correcting_says_how_much_was_corrected_and_what_is_left(project: Path, run: Callable[..., Result]) -> None:
    path = project / "source" / "bai.md"
    path.write_text(HEAD + 'Ngưòi ta "nói"...\n', encoding="utf-8")
    result = run("lint", "--fix", "--format", "short", "--lang", "en", project / "source")
    assert (result.exit_code, result.stderr.splitlines()) == (3, ["3 fixed", "1 error"])
    assert path.read_text(encoding="utf-8") == HEAD + "Ngưòi ta “nói”…\n"
    assert run("lint", "--fix", "-q", project / "source").stderr.splitlines() == ["1 error"]


def test_folders_are_searched_for_markdown(project: Path, run: Callable[..., Result]) -> None:
    for name in ("a/b.md", ".git/c.md", "d.txt"):
        path = project / "source" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(HEAD + "Một...\n", encoding="utf-8")
    lines = run("lint", "--format", "short", project / "source").stdout.splitlines()
    assert [line.partition(":")[0][-6:] for line in lines] == ["a/b.md"]
    empty = run("lint", project / "source" / ".git")
    assert (empty.exit_code, "c.md" in empty.stdout) == (0, True)


def test_a_folder_or_project_without_text_is_an_error(tmp_path: Path, run: Callable[..., Result], monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in ((), (tmp_path,)):
        result = run("lint", *arguments)
        assert (result.exit_code, result.stderr.count("[missing-source]")) == (3, 1)


@pytest.mark.parametrize(
    "content", [b"", b"\xef\xbb\xbf", b"\0\1\2", b"\xff\xfe", b"\r\r\n", b"---\n[", b"<!-- lint: ignore"]
)
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize("format_", ["human", "short", "json", "sarif"])
def test_no_input_breaks_the_command(project: Path, run, content: bytes, name: str, format_: str) -> None:
    path = project / "source" / name
    path.write_bytes(content)
    for options in ((), ("--fix", "--strict")):
        result = run("lint", "--format", format_, *options, path)
        assert result.exit_code in (0, 3)
        assert format_ not in ("json", "sarif") or json.loads(result.stdout) is not None


def test_the_table_in_the_documentation_has_all_rules() -> None:
    text = (ROOT / "docs" / "vietnamese.md").read_text(encoding="utf-8")
    rows = ["| Rule | Weight | | What it finds |", "| --- | --- | --- | --- |"]
    for name, rule in RULES.items():
        marks = " ".join(mark for mark, is_set in (("*fix*", rule.safe), ("*off*", rule.opt_in)) if is_set)
        rows.append(f"| `{name}` | {rule.severity.name.lower()} | {marks} | {rule.description['en']} |")
    assert "\n".join(rows) == text.partition("<!-- rules -->\n\n")[2].partition("\n\n")[0]


def test_the_command_says_it_in_both_languages(project: Path, run: Callable[..., Result], monkeypatch) -> None:
    (project / "source" / "bai.md").write_text(HEAD + "Ngưòi ta...\n", encoding="utf-8")
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    texts = {run("lint", *options, project / "source").stdout for options in ((), ("--lang", "vi"), ("--lang", "en"))}
    assert len(texts) == 2


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ("Chữ.", [], 0),
        ('"Chữ".', [], 0),
        ('"Chữ".', ["--strict"], 3),
        ("Ngưòi.", [], 3),
        ("Ngưòi.", ["--rule", "ellipsis"], 0),
    ],
)
def test_exit_codes(project: Path, run: Callable[..., Result], text: str, options: list[str], code: int) -> None:
    (project / "source" / "bai.md").write_text(f"{HEAD}{text}\n", encoding="utf-8")
    assert run("lint", *options, project / "source").exit_code == code


def test_unknown_rules_and_unreadable_files_are_findings(project: Path, run: Callable[..., Result]) -> None:
    wrong = run("lint", "--rule", "elipsis", project / "source")
    assert (wrong.exit_code, "did you mean ellipsis?" in wrong.stderr) == (3, True)
    (project / "source" / "bai.md").write_bytes(b"\xff\xfe\xfd")
    unread = run("lint", project / "source")
    assert (unread.exit_code, unread.exception is None or isinstance(unread.exception, SystemExit)) == (3, True)
    assert "not-utf8" in unread.stderr


def test_json_and_sarif(project: Path, run: Callable[..., Result]) -> None:
    (project / "source" / "bai.md").write_text(HEAD + "Ngưòi ta...\n", encoding="utf-8")
    entries = json.loads(run("lint", "--format", "json", project / "source").stdout)
    assert [(e["rule"], e["line"], e["column"], e["end_column"]) for e in entries] == [
        ("impossible-syllable", 6, 1, 6),
        ("ellipsis", 6, 9, 12),
    ]
    log = json.loads(run("lint", "--format", "sarif", project / "source").stdout)
    results = log["runs"][0]["results"]
    assert [log["version"], *(result["ruleId"] for result in results)] == ["2.1.0", "impossible-syllable", "ellipsis"]
    assert results[1]["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "…"
