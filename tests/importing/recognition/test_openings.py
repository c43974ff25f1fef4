"""Lines of real lesson plans, reports, theses and newspapers, in bold above running text: crossheads and others."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.importing.recognition import openings
from publish.importing.shaping import looks
from publish.importing.shaping.tree import Look, Para, TextRun

FOLDER = Path(__file__).parent
USUAL = looks.Usual(28, bold=False)
RUNNING = Para((TextRun("Các mặt công tác trong năm qua đều được triển khai theo kế hoạch.", Look(size=28)),), "")


def lines(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").splitlines()


def judged(text: str, align: str) -> looks.ByLook | None:
    line = Para((TextRun(text, Look(bold=True, size=28)),), "", align=align)
    return looks.judge(line, RUNNING, RUNNING, USUAL)


@pytest.mark.parametrize("align", ["left", "center"])
def test_lines_that_open_a_part_are_crossheads(align: str) -> None:
    assert [] == [line for line in lines("crossheads.txt") if judged(line, align) is None]


@pytest.mark.parametrize("align", ["left", "center"])
def test_lines_of_forms_questions_captions_and_names_are_none(align: str) -> None:
    assert [] == [line for line in lines("no_crossheads.txt") if judged(line, align) is not None]


@pytest.mark.parametrize("text", ["TRƯỜNG ĐẠI HỌC HUẾ", "LUẬN VĂN THẠC SĨ KINH TẾ", "Huế, 4/2020", "HÀ NỘI - 2019"])
def test_covers_are_known_in_the_middle(text: str) -> None:
    assert openings.stands_on_a_form(text, centred=True) and not openings.stands_on_a_form(text, centred=False)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ((6.0, "II"), "II/ Chuẩn bị"),
        ((5.5, "B"), "B- Những tồn tại"),
        ((8.0, "1.2"), "1.2 Các khái niệm"),
        ((7.0, "3"), "3.Phẩm chất"),
        ((7.0, "1"), "1- Công tác tư tưởng"),
        ((12.0, "a"), "a.Mục tiêu"),
        (None, "5 món ngon ở Cao Bằng"),
        (None, "1945 là năm của mùa thu"),
    ],
)
def test_number_of_a_crosshead_has_a_rank(number: tuple[float, str] | None, text: str) -> None:
    assert number == openings.number_of(text)


@pytest.mark.parametrize("text", ["III", "2", "4."])
def test_number_alone_is_a_crosshead_in_the_middle(text: str) -> None:
    line = Para((TextRun(text, Look(size=28)),), "", align="center")
    assert looks.judge(line, RUNNING, RUNNING, USUAL) and not looks.judge(line, RUNNING, None, USUAL)


def test_line_that_spaces_or_tabs_put_in_the_middle_is_centred() -> None:
    made = [Para((TextRun(f"{space}CHƯƠNG MỘT", Look()),), "") for space in (" " * 22, "\t\t\t", " ")]
    assert [True, True, False] == [looks.is_centred(para) for para in made]
