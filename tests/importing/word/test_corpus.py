"""The files of others: all are read or told, no word of them is lost untold, and the census has what witnesses see."""

from __future__ import annotations

import datetime
import io
import os
import re
import zipfile
from pathlib import Path

import pytest

from publish.base.diagnostics import PublishError
from publish.importing import find_importer
from publish.importing.project import Request
from publish.importing.shaping.atoms import words_of
from publish.importing.shaping.proof import NOT_FOUND
from publish.importing.word.census import take_census
from publish.kinds import KINDS
from tests.support.folders import ROOT

CORPUS = Path(os.environ.get("PUBLISH_CORPUS") or ROOT.parent / "shared" / "corpus")
FILES = sorted(path for path in CORPUS.rglob("*") if path.suffix in (".docx", ".odt")) if CORPUS.is_dir() else []
MISSING = pytest.mark.skipif(not FILES, reason=f"no corpus at {CORPUS}; PUBLISH_CORPUS names it")
NO_TEXT = 16
"""Files of the corpus that have no words, most of them made so."""


@MISSING
@pytest.mark.slow
def test_every_file_is_read_and_no_word_is_lost_untold() -> None:
    told, lost = [], {}
    for path in FILES:
        importer = find_importer(path)
        assert importer, path
        try:
            result = importer.read(path, Request(datetime.date(2026, 11, 30), kinds=KINDS))
        except PublishError as failure:
            told.append(failure.diagnostics[0].rule)
            continue
        words = [entry.how for entry in result.balance.left_out if entry.how.startswith(NOT_FOUND)]
        if words:
            lost[path.name] = words
    assert (["empty-source"] * len(told), {}) == (told, lost)
    assert len(told) <= NO_TEXT


@MISSING
@pytest.mark.slow
@pytest.mark.parametrize("witness", ["mammoth", "docx2python"])
def test_words_that_a_witness_sees_are_in_the_census(witness: str) -> None:
    module = pytest.importorskip(witness)
    for path in FILES:
        if path.suffix != ".docx":
            continue
        content = path.read_bytes()
        try:
            seen = _seen(module, witness, path, content)
        except Exception:  # a witness that fails says nothing
            continue
        known = "".join(word for atom in take_census(content).atoms for word in atom.words) + _choices(content)
        assert [] == [word for word in dict.fromkeys(words_of(seen)) if word not in known and word.isalpha()], path.name


def _seen(module: object, witness: str, path: Path, content: bytes) -> str:
    if witness == "mammoth":
        return str(module.extract_raw_text(io.BytesIO(content)).value)  # type: ignore[attr-defined]
    with module.docx2python(path) as found:  # type: ignore[attr-defined]
        return _MARKS.sub("", str(found.text))


_MARKS = re.compile(r"----Image alt text---->.*?<|----.*?----|<[^<>]*>|&#x\w+;", re.DOTALL)
"""What docx2python puts into a text beside its words."""


def _choices(content: bytes) -> str:
    """Words that are no text: of lists to choose from, and of the second form of what is written in two."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = [name for name in package.namelist() if name.endswith(".xml")]
        text = "\n".join(package.read(name).decode("utf-8", "replace") for name in parts)
    listed = re.findall(r'<w:listEntry w:val="(.*?)"', text)
    second = re.findall(r"<mc:Fallback>.*?</mc:Fallback>", text, re.DOTALL)
    words = [word for each in second for word in re.findall(r"<w:t[^>]*>([^<]*)", each)]
    return "".join(word for each in (*listed, *words) for word in words_of(each))
