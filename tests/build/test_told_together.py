"""What can be known is told in one run: no fault hides another, and none makes another that is not there."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from PIL import Image

from publish.base.diagnostics import ExitCode, PublishError, Severity
from publish.build.jobs import prepare
from publish.build.sources import choose_sources
from publish.kinds.projects import open_project

FRONT = {"headline": "Tít", "published": "2026-01-15"}
ARTICLE = {
    "missing-image": "![Chợ](không-có.png)",
    "missing-alt": "![](a.png)",
    "undefined-footnote": "Chữ[^x].",
    "dangling-link": "[đây](#không-có)",
    "unknown-container": "::: bla\nx\n:::",
    "raw-html": "Chữ<hr>.",
    "unclosed-container": "::: box\nx",
    "missing-glyph": "Chữ 龘.",
    "spaced-address": "[bài](bài khác.md)",
}
FACTS = {"invalid-date": ("published", "2026-13-01"), "unknown-key": ("lạ", "x"), "invalid-language": ("lang", "xx_")}
SETTINGS = {
    "unknown-key in publish.toml": ("page", "papr", '"A4"'),
    "wrong-type": ("page", "bleed", "3"),
    "invalid-value": ("page", "paper", '"A44"'),
    "invalid-toml": ("page", "trim", '"A4'),
    "unknown-rule": ("lint", "ignore", '["không-có"]'),
    "missing-source": ("publication", "back", '["không-có.md"]'),
    "missing-image of the cover": ("cover", "image", '"không-có.png"'),
}
FAULTS = [*ARTICLE, *FACTS, *SETTINGS]


def told(root: Path, faults: tuple[str, ...]) -> set[str]:
    """The rules of the errors of a book with those faults, each told once."""
    front, config = dict(FRONT), {"publication": {"title": '"T"', "kind": '"book"', "contents": '["a.md"]'}}
    for fault in faults:
        if fault in FACTS:
            front[FACTS[fault][0]] = FACTS[fault][1]
        elif fault in SETTINGS:
            section, key, value = SETTINGS[fault]
            config.setdefault(section, {})[key] = value
    body = "\n\n".join(ARTICLE[fault] for fault in faults if fault in ARTICLE)
    head = "\n".join(f"{key}: {value}" for key, value in front.items())
    source = root / "source"
    source.mkdir()
    Image.new("RGB", (9, 9)).save(source / "a.png")
    (source / "a.md").write_text(f"---\n{head}\n---\n\nĐoạn.\n\n{body}\n", encoding="utf-8")
    lines = [line for name, keys in config.items() for line in (f"[{name}]", *(f"{k} = {v}" for k, v in keys.items()))]
    (source / "publish.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    project = open_project(root, partly=True)
    with pytest.raises(PublishError) as caught:
        prepare(project, choose_sources(project, None), lambda _: None)
    rules = [
        (found.rule, found.position.file.name) for found in caught.value.diagnostics if found.severity is Severity.ERROR
    ]
    assert len(rules) == len(set(rules))
    names = {("unknown-key", "publish.toml"): "unknown-key in publish.toml"}
    names |= {("missing-image", "publish.toml"): "missing-image of the cover"}
    return {names.get(found, found[0]) for found in rules}


@pytest.mark.parametrize(
    ("one", "other"),
    [pair for pair in itertools.combinations(FAULTS, 2) if not ("invalid-toml" in pair and pair[0] in SETTINGS)],
)
def test_both_of_two_faults_are_told_and_nothing_else(one: str, other: str, tmp_path: Path) -> None:
    assert {one, other} == told(tmp_path, (one, other))


def test_all_are_told_at_once(tmp_path: Path) -> None:
    faults = tuple(fault for fault in FAULTS if fault != "invalid-toml")
    assert set(faults) == told(tmp_path, faults)


LOOKS = {
    "layout-syntax": ("article/byline.html", "{% if %}"),
    "css": ("article/print.css", "p { color: bla }"),
    "unreadable-style": ("article/print.css", None),
    "font-face": ("fonts.css", "@font-face { font-family: A }"),
}
TEXTS = {"no-heading": "", "missing-image": "![Chợ](không-có.png)", "unknown-container": "::: bla\nx\n:::"}


def built(root: Path, kind: str, looks: tuple[str, ...], text: str, run: Callable[..., Result]) -> tuple[int, set[str]]:
    """The code and the rules of the errors of a build with such a look and text."""
    (root / "source").mkdir()
    (root / "source" / "a.md").write_text(
        f"---\nheadline: Tít\npublished: 2026-01-15\n---\n\nĐoạn.\n\n{TEXTS[text]}\n", encoding="utf-8"
    )
    (root / "source" / "publish.toml").write_text(f'[publication]\nkind = "{kind}"\ntitle = "T"\n', encoding="utf-8")
    for look in looks:
        name, content = LOOKS[look]
        path = root / "styles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\xff" if content is None else content.encode())
    result = run("pdf", root, "--diagnostics", "short", "-q")
    rules = re.findall(r"^\S+: error: .* \[([a-z-]+)\]$", result.stderr, re.MULTILINE)
    assert len(rules) == len(set(rules)), result.stderr
    return result.exit_code, set(rules)


@pytest.mark.parametrize("kind", ["article", "book", "bulletin"])
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    "look", [("layout-syntax", "css"), ("layout-syntax", "unreadable-style"), ("css", "font-face")]
)
def test_styles_and_layouts_are_told_with_the_text(
    kind: str, text: str, look: tuple[str, ...], run: Callable[..., Result], tmp_path: Path
) -> None:
    code, rules = built(tmp_path, kind, look, text, run)
    assert {*look, text} - {"no-heading"} == rules
    assert ExitCode.STYLE == code


def test_layouts_of_outputs_that_are_not_made_are_not_asked(run: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "styles" / "article" / "epub-nav.html"
    path.parent.mkdir(parents=True)
    path.write_text("{% if %}", encoding="utf-8")
    assert (ExitCode.SOURCE, {"unknown-container"}) == built(tmp_path, "article", (), "unknown-container", run)
