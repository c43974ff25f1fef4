"""Commands speak the language that an option, a variable or the locale asks for, Click's own sentences too."""

from __future__ import annotations

import gettext
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from publish.base.messages import CATALOGS, DOMAIN, TRANSLATED
from publish.cli import main
from publish.cli.languages import asked_language, help_sentences

SPEAKING = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "PUBLISH_LANG", "PUBLISH_PDF_LANG")

BROKEN = "---\nheadline: Tít\npublished: 2026-01-15\n---\n\n![Ảnh](figures/khong-co.jpg)\n"


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner(env={**dict.fromkeys(SPEAKING), **environment}).invoke(main, arguments)


def unbroken(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("line", "environment", "expected"),
    [
        ("pdf", {}, "en"),
        ("pdf --lang vi", {}, "vi"),
        ("pdf --lang=vi -q", {}, "vi"),
        ("--lang vi pdf", {}, "vi"),
        ("--lang vi pdf --lang en", {"LANG": "vi_VN.UTF-8"}, "en"),
        ("pdf -- --lang vi", {}, "en"),
        ("pdf --lang fr", {"LANG": "vi_VN.UTF-8"}, "vi"),
        ("pdf", {"LANG": "vi_VN.UTF-8"}, "vi"),
        ("pdf", {"LANG": "vi_VN.UTF-8", "LC_ALL": "C"}, "en"),
        ("pdf", {"LANG": "C", "PUBLISH_LANG": "vi"}, "vi"),
        ("pdf", {"PUBLISH_LANG": "en", "PUBLISH_PDF_LANG": "vi"}, "vi"),
        ("epub", {"PUBLISH_LANG": "en", "PUBLISH_PDF_LANG": "vi"}, "en"),
    ],
)
def test_the_nearest_wish_counts(
    line: str, environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in SPEAKING:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert expected == asked_language(line.split())
    told = CliRunner().invoke(main, [*line.split(), "--no-such-option"]).output
    assert told.startswith({"en": "Usage:", "vi": "Cách dùng:"}[expected]) or "-- --" in line


@pytest.mark.parametrize("name", ["", *main.commands])
@pytest.mark.parametrize("language", TRANSLATED)
def test_the_whole_help_of_every_command_is_told(name: str, language: str) -> None:
    command = main.commands.get(name, main)
    arguments = [name] if name else []
    told = run(*arguments, "--lang", language, "--help").output
    english = run(*arguments, "--help").output
    catalog = gettext.translation(DOMAIN, CATALOGS, [language])
    for sentence in help_sentences(command):
        assert unbroken(sentence) in unbroken(english)
        assert unbroken(catalog.gettext(sentence)) in unbroken(told)
        assert catalog.gettext(sentence) != sentence
    names = [option for p in command.params if isinstance(p, click.Option) for option in p.opts]
    assert set(names) <= set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", told, re.IGNORECASE))
    assert not re.findall(r"Usage:|Options:|Commands:|default:|this message", told)


def test_help_in_one_language_leaves_the_other_as_it_was() -> None:
    before = run("pdf", "--help").output
    domain = gettext.textdomain()
    assert before != run("pdf", "--help", "--lang", "vi").output
    assert before == run("pdf", "--help").output
    assert domain == gettext.textdomain()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("pdf --papr A5", "Lỗi: Không có tùy chọn '--papr'. (Có phải ý bạn là: '--paper'?)"),
        ("pdff", "Lỗi: Không có lệnh 'pdff'. (Có phải ý bạn là: 'pdf'?)"),
        ("impose", "Lỗi: Thiếu đối số 'FILE'."),
        (
            "impose a.pdf --n-up 5",
            "Lỗi: Giá trị không hợp lệ cho '--n-up': '5' không nằm trong '2', '4', '8', '9', '16'.",
        ),
        ("doctor --strict=1", "Lỗi: Tùy chọn '--strict' không nhận giá trị."),
    ],
)
def test_wrong_usage_is_told(line: str, told: str) -> None:
    output = run("--lang", "vi", *line.split()).output
    assert output.rstrip().endswith(told)
    assert output.startswith("Cách dùng: ") is ("--help' để xem trợ giúp." in output)


def test_findings_are_told_with_their_hints_and_their_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told = run("check", "--lang", "vi", "khong-co.pdf").output
    assert "khong-co.pdf: lỗi: không có tệp hoặc thư mục đó [missing-source]\n1 lỗi\n" == told
    short = run("check", "--lang", "vi", "--diagnostics", "short", "khong-co.pdf").output
    assert "khong-co.pdf: error: không có tệp hoặc thư mục đó [missing-source]\n1 lỗi\n" == short


def test_no_catalog_is_opened_for_english() -> None:
    code = "import sys; sys.argv = ['publish', 'pdf', '--help']\nfrom publish.cli import main\n"
    code += "try: main()\nexcept SystemExit: pass\nfrom publish.base import messages\n"
    code += "assert not messages._catalog.cache_info().currsize and 'publish.base.sentences' not in sys.modules"
    environment = {name: value for name, value in os.environ.items() if name not in SPEAKING}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True)
