"""Files that were broken on their way end in an error with their name, or are read as far as they go."""

from __future__ import annotations

import datetime
import io
import random
import re
import zipfile
from pathlib import Path

import pytest

from publish.base.diagnostics import PublishError
from publish.importing import find_importer
from publish.importing.project import Request
from tests.support.word_files import cell, field, heading_styles, para, picture, run, save, table, word_file
from tests.support.word_imports import imported

BODY = (
    para("Chợ phiên", style="T")
    + para("Chợ họp ", run("sáu ngày", "<w:b/>"), " một lần", picture("p1", "Chợ"), about='<w:jc w:val="center"/>')
    + table([cell("a", about='<w:gridSpan w:val="2"/>')], ["b", cell("c", about='<w:vMerge w:val="restart"/>')])
    + para("1. một", about='<w:ind w:left="720" w:hanging="360"/>')
    + para(field("PAGEREF x", "7"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
)
WHOLE = word_file(
    BODY,
    parts={
        "styles": heading_styles(),
        "footnotes": f'<w:footnote w:id="2">{para("Ghi chú")}</w:footnote>',
        "footer": para("Trang ", field("PAGE", "3")),
    },
)
VALUES = [b"", b"-1", b"9" * 20, b"1e400", b"nan", b"x", b"1.2.3", b"50%", b"\xc2\xb2"]


def cut(content: bytes, order: random.Random) -> bytes:
    return content[: order.randrange(len(content))]


def flip(content: bytes, order: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(order.randrange(1, 20)):
        changed[order.randrange(len(changed))] = order.randrange(256)
    return bytes(changed)


def revalue(content: bytes, order: random.Random) -> bytes:
    """Other values for some attributes."""
    for match in order.sample(found := list(re.finditer(rb'="([^"]*)"', content)), min(3, len(found))):
        content = content[: match.start(1)] + order.choice(VALUES) + content[match.end(1) :]
    return content


def repack(content: bytes, order: random.Random) -> bytes:
    """A package whose zip is whole, and some part of which is not."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        names = [name for name in old.namelist() if not name.endswith(".png")]
        hurt = order.choice(names)
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, order.choice((cut, flip, revalue))(part, order) if name == hurt else part)
    return stream.getvalue()


@pytest.mark.parametrize("breaking", [cut, flip, repack])
@pytest.mark.parametrize("seed", range(40))
def test_broken_file_ends_in_an_error_or_is_read(tmp_path: Path, breaking: object, seed: int) -> None:
    assert callable(breaking)
    path = save(tmp_path, breaking(WHOLE, random.Random(seed)))
    importer = find_importer(path)
    try:
        result = importer.read(path, Request(datetime.date(2026, 11, 30))) if importer else None
    except PublishError as failure:
        assert path in {found.position.file for found in failure.diagnostics}
    else:
        assert result is None or result.project.files


def test_types_of_parts_that_cannot_be_read_are_guessed_by_their_names(tmp_path: Path) -> None:
    whole = imported(tmp_path, BODY, files={})
    path = tmp_path / "bai.docx"
    stream = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<Types" if name == "[Content_Types].xml" else old.read(name))
    path.write_bytes(stream.getvalue())
    importer = find_importer(path)
    assert importer
    broken = importer.read(path, Request(datetime.date(2026, 11, 30)))
    assert whole.balance.totals()["words"] == broken.balance.totals()["words"]
