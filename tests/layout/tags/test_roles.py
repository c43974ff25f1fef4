"""Elements become tags: levels without gaps, nothing empty, cells with their heads."""

from __future__ import annotations

from xml.etree import ElementTree

from publish.layout.tags.roles import Mark, Tag, grow, level, prune, tags


def test_a_level_that_is_left_out_is_closed_up() -> None:
    root = Tag("Document", None, "vi")
    for type_ in ("H2", "H4", "H2", "H3"):
        root.add(type_)
    level(root)
    assert ["H1", "H2", "H2", "H3"] == [tag.type for tag in tags(root)]


def test_nothing_empty_stays_but_cells() -> None:
    root = Tag("Document", None, "vi")
    row = root.add("Table").add("TR")
    row.add("TD")
    root.add("Sect").add("P")
    prune(root)
    assert ["Table", "TR", "TD"] == [tag.type for tag in tags(root)]


def test_the_head_of_a_row_is_for_its_row() -> None:
    row = Tag("TR", None, "vi")
    head = grow(row, ElementTree.fromstring('<th scope="row" rowspan="2">Mật ong</th>'), numbering="none")
    assert {"Table": {"Scope": "/Row", "RowSpan": 2}} == head.owners


def test_the_last_mark_of_a_link_is_that_of_its_words() -> None:
    link = Tag("Link", None, "vi")
    words, annotation = Mark(0, 7, link), Mark(0, -1, link, annotation=object())
    link.kids += [words, annotation]
    assert words is link.last()
    link.add("Span")
    assert words is link.last()
