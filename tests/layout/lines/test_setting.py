"""Lines hang over their edges in books, elsewhere where ``optical`` in [page] asks for it, and not where it says no."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.base.diagnostics import Position, SourceError
from publish.kinds import KINDS
from publish.kinds.projects import read_project
from publish.layout import engine
from publish.publication.assets.folders import find_assets
from publish.publication.project import Project
from tests.support.paragraphs import SENTENCE, boxes

BODY = f'<article><div class="body"><p>{SENTENCE * 6}</p><div class="box"><p>{SENTENCE * 4}</p></div></div></article>'
PAGE = f'<html lang="vi"><head><meta charset="utf-8"/><title>Thử</title></head><body>{BODY}</body></html>'


def read(root: Path, kind: str, page: str) -> Project:
    source = root / "source"
    source.mkdir()
    (source / "publish.toml").write_text(f'[publication]\nkind = "{kind}"\n\n[page]\n{page}\n', encoding="utf-8")
    return read_project(root)


@pytest.mark.parametrize(
    ("kind", "page", "hangs"),
    [
        ("book", "", True),
        ("book", "optical = true", True),
        ("book", "optical = false", False),
        ("article", "", False),
        ("article", "optical = true", True),
        ("bulletin", "", False),
        ("bulletin", "optical = true", True),
    ],
)
def test_lines_hang_where_it_is_asked_for(kind: str, page: str, hangs: bool, tmp_path: Path) -> None:
    project = read(tmp_path, kind, page)
    assets = find_assets(project.root)
    styles = KINDS[kind].module("styles").print_styles(project, assets)
    document = engine.lay_out(PAGE, styles, assets.roots, Position(project.root))
    paragraphs = [box for box in boxes(document, "BlockBox") if box.element_tag == "p"]
    ragged = [line for box in paragraphs if box.style["text_align_all"] != "justify" for line in box.children]
    justified = [line for box in paragraphs if box.style["text_align_all"] == "justify" for line in box.children]
    assert hangs == any(getattr(line, "hangs", 0.0) > 1.0 for line in justified)
    assert ragged and not any(getattr(line, "hangs", 0.0) for line in ragged)


def test_a_mistake_in_the_setting_has_its_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read(tmp_path, "book", 'optical = "books"')
    (found,) = caught.value.diagnostics
    assert (5, "wrong-type") == (found.position.line, found.rule)
