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

BROKEN = "---\nheadline: Tít\npublished: 2026-01-15\nauthr: Lan\n---\n\n![Ảnh](figures/khong-co.jpg)\n"
TOLD = """\
source/bai.md:4:1: lỗi: không có khóa này: authr [unknown-key]
  4 | authr: Lan
    | ^^^^^
  gợi ý: hiện có headline, short_headline, kicker, deck, byline, dateline, published, updated, source, credit, \
summary, subjects, lang, rights
source/bai.md:7:1: lỗi: không tìm thấy ảnh: figures/khong-co.jpg [missing-image]
  7 | ![Ảnh](figures/khong-co.jpg)
    | ^
  gợi ý: đường dẫn bắt đầu từ thư mục của bài
2 lỗi
"""


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


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose one article is wrong in two ways, the current folder."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "bai.md").write_text(BROKEN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("broken")
def test_a_broken_source_is_told_by_option_and_by_locale() -> None:
    for result in (run("check", "--lang", "vi"), run("check", LANG="vi_VN.UTF-8")):
        assert (3, TOLD) == (result.exit_code, result.stderr)


@pytest.mark.usefixtures("broken")
def test_a_second_run_tells_what_it_has_kept_in_the_other_language() -> None:
    english = run("check").stderr
    assert "error: picture not found: figures/khong-co.jpg [missing-image]" in english
    assert (TOLD, english) == (run("check", "--lang", "vi").stderr, run("check").stderr)


def test_what_programs_read_is_the_same_in_every_language(tmp_path: Path) -> None:
    file = tmp_path / "bai.pdf"
    file.write_bytes(b"%PDF-1.7\nnothing")
    assert 1 == len(
        {run("check", str(file), "--format", "json", "--lang", language).stdout for language in ("en", "vi")}
    )
    page = run("check", str(file), "--format", "html", "--lang", "vi").stdout
    assert '<html lang="vi">' in page and '<th scope="col">Mức độ</th>' in page and "lỗi</td>" in page
    assert "Weight" not in page


def test_an_import_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bai.md").write_text("# Tít\n\nMột đoạn văn.\n\n<iframe></iframe>\n", encoding="utf-8")
    result = run("import", "bai.md", "--into", "moi", "--lang", "vi")
    assert result.stdout.startswith("giữ được: 1 chương, 1 đoạn\nđã đổi: ")
    assert "bị bỏ: 1\n  1 phim hoặc trang web nhúng: bản giấy không có: <iframe> (bai.md:5)\n" in result.stdout
    assert "<h1>Nhập từ bai.md</h1>" in (tmp_path / "moi" / "import.html").read_text(encoding="utf-8")
    assert '"left out"' in (tmp_path / "moi" / "import.json").read_text(encoding="utf-8")


def test_no_catalog_is_opened_for_english() -> None:
    code = "import sys; sys.argv = ['publish', 'pdf', '--help']\nfrom publish.cli import main\n"
    code += "try: main()\nexcept SystemExit: pass\nfrom publish.base import messages\n"
    code += "assert not messages._catalog.cache_info().currsize and 'publish.base.sentences' not in sys.modules"
    environment = {name: value for name, value in os.environ.items() if name not in SPEAKING}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True)
