"""Every construct in every other comes back from a Word file, but for what Word cannot say."""

from __future__ import annotations

import dataclasses
import difflib
import re
from pathlib import Path

import pytest

from publish.importing.manuscript.comparing import APART, form_of, typeset
from publish.publication.model import Article
from publish.publication.project import Project
from publish.reader import find_reader
from publish.reader.source import Source
from tests.proof import fixed
from tests.proof.composing import Publication
from tests.support.manuscripts import jobs_of, read_back, word_file_of

UNSAID = re.compile(
    r"(raised|lowered|subscript|superscript) (alone )?in (raised|lowered|subscript|superscript)"
    r"|code (alone )?in key|note.* in (key|superscript|subscript)"
)
"""What Word cannot say: letters that are raised and lowered at once, code on a key; space around the call of a note
that is raised itself."""


@pytest.mark.slow
@pytest.mark.parametrize("publication", fixed.accepted(), ids=lambda each: each.name)
def test_every_pair_comes_back(publication: Publication, tmp_path: Path) -> None:
    publication.write(tmp_path)
    project, jobs = jobs_of(tmp_path)
    source, lost = tmp_path / "source", set()
    for job in jobs:
        result = read_back(word_file_of(job))
        assert [] == [entry for entry in result.balance.left_out if entry.what != "words of notes"]
        for name, content in result.project.files.items():
            if name.endswith(".md"):
                written = _article(source / name, (source / name).read_text(encoding="utf-8"), project)
                found = _article(source / name, content.decode(), project)
                lost |= {publication.specimen_at(source / name, line) for line in _lost(written, found)}
    assert set() == {name for name in lost if not UNSAID.search(name)}


def _article(path: Path, text: str, project: Project) -> Article:
    return typeset(find_reader(path).read(Source(path, text), project.language), project)


def _lost(written: Article, found: Article) -> list[int]:
    """The lines of the blocks that are not the same; what is said at the top is, but for how a headline is broken."""
    one, two = form_of(written), form_of(found)
    assert [_unbroken(each) for each in one[:_BLOCKS]] == [_unbroken(each) for each in two[:_BLOCKS]]
    assert one[_BLOCKS + 1 :] == two[_BLOCKS + 1 :]
    before, after = one[_BLOCKS], two[_BLOCKS]
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    return [
        written.children[index].position.line
        for kind, first, last, _, _ in matcher.get_opcodes()
        if kind != "equal"
        for index in range(first, max(last, first + 1))
    ]


_BLOCKS = [field.name for field in dataclasses.fields(Article) if field.name not in APART].index("children") + 1


def _unbroken(fact: object) -> str:
    """A fact whose lines run on."""
    return re.sub(r"\W+", " ", str(fact).replace("LineBreak", "").replace("frozenset", ""))
