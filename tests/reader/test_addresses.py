"""Addresses of pictures: spaces in them, and titles behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.publication import model
from publish.publication.model import plain_text, walk
from publish.reader.reading import read_article

SPACED = ["my file.png", "figures/chợ phiên.png", "a (1).png", "a b/c d (2) (3).png", "a  b.png"]


@pytest.mark.parametrize("title", ["", ' "Chợ phiên"', ' "chợ"'])
@pytest.mark.parametrize("address", SPACED)
def test_a_picture_whose_address_has_a_space_is_the_one_in_angle_brackets(
    address: str, title: str, tmp_path: Path
) -> None:
    figures = []
    for number, written in enumerate((address, f"<{address}>")):
        path = tmp_path / f"{number}.md"
        path.write_text(f"---\nheadline: H\n---\n\n![Ô xám]({written}{title})\n", encoding="utf-8")
        reading = read_article(path)
        assert () == reading.diagnostics and reading.article
        figures += [node for node in walk(reading.article) if isinstance(node, model.Figure)]
    one, other = figures
    assert (
        (one.file, one.name, one.alt) == (other.file, other.name, other.alt) == (tmp_path / address, address, "Ô xám")
    )
    assert plain_text(one.caption) == plain_text(other.caption) == title.strip(' "')


@pytest.mark.parametrize("address", ["figures/chợ.png", "<figures/chợ phiên.png>", "chợ phiên (1).png", "chợ.png"])
def test_the_title_of_a_picture_stands_behind_its_address(address: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    line = f'![chợ]({address} "chợ")'
    path.write_text(f"---\nheadline: H\n---\n\n{line}\n", encoding="utf-8")
    article = read_article(path).article
    assert article
    (figure,) = (node for node in walk(article) if isinstance(node, model.Figure))
    assert line.rindex("chợ") + 1 == figure.caption[0].position.column


@pytest.mark.parametrize("title", ['"Cột đá cao."', "'Cột đá cao.'", "(Cột đá cao.)"])
def test_a_title_in_any_quotes_is_no_part_of_the_address(title: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\nheadline: H\n---\n\n![Cột](cao.png {title})\n", encoding="utf-8")
    article = read_article(path).article
    assert article
    (figure,) = (node for node in walk(article) if isinstance(node, model.Figure))
    assert ("cao.png", "Cột đá cao.") == (figure.name, plain_text(figure.caption))
