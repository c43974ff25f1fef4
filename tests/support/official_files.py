"""Official documents as offices type them, head of two columns, title, text, foot: in Word, HTML and OpenDocument."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from publish.importing import find_importer
from publish.importing.project import Imported, Request
from publish.importing.word.xml import SPACES
from publish.kinds import KINDS
from publish.publication.official.types import LETTER, TYPES
from tests.support.word_files import bold, cell, centred, para, save, table, word_file

COUNTRY, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
TODAY = datetime.date(2026, 11, 30)


@dataclass(frozen=True)
class Line:
    """A paragraph: its words, whether they are bold, whether it is in the middle."""

    text: str
    bold: bool = False
    centred: bool = False


Cell = Sequence[Line]
Grid = Sequence[Sequence[Cell]]
Piece = Line | Grid


class Ruled(list[Sequence[Cell]]):
    """A table with lines, in Word."""


@dataclass
class Typed:
    """An official document: the lines of its parts."""

    superior: tuple[str, ...] = ("BỘ NỘI VỤ",)
    agency: tuple[str, ...] = ("VĂN PHÒNG BỘ",)
    number: str = "Số: 05/BC-VP"
    about: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    country: tuple[str, ...] = (COUNTRY, MOTTO)
    dateline: str = "Hà Nội, ngày 05 tháng 01 năm 2020"
    title: tuple[str, ...] = ("BÁO CÁO", "Kết quả công tác năm 2019")
    body: tuple[Line, ...] = (Line("Năm 2019 đã hoàn thành nhiệm vụ được giao./."),)
    received: tuple[str, ...] = ("- Như trên;", "- Lưu: VT.")
    signed: tuple[str, ...] = ("CHÁNH VĂN PHÒNG", "Nguyễn Văn An")
    behind: tuple[Piece, ...] = field(default=())

    def pieces(self) -> list[Piece]:
        """What stands in the file."""
        left = [Line(text, centred=True) for text in self.superior] + [Line(text, True, True) for text in self.agency]
        left += [Line(text, centred=True) for text in ("________", self.number, *self.about, *self.left) if text]
        right = [Line(text, True, True) for text in self.country] + [Line("____________", centred=True)]
        right += [Line(self.dateline, centred=True)] if self.dateline else []
        found: list[Piece] = [[[left, right]], Line("")]
        found += [Line(text, True, True) for text in self.title]
        found += [*self.body, Line("")]
        if self.signed:
            received = [Line("Nơi nhận:", True), *map(Line, self.received)] if self.received else []
            found.append([[received, [Line(text, True, True) for text in self.signed]]])
        return [*found, *self.behind]


def typed_as(name: str) -> Typed:
    """A document of a type as an office types it."""
    if name == LETTER:
        body = (Line("Kính gửi: Ủy ban nhân dân các tỉnh."), *Typed().body)
        return Typed(number="Số: 05/BNV-VP", about=("V/v góp ý dự thảo",), title=(), body=body)
    symbol = "-".join(filter(None, (TYPES[name], "BNV-VP")))
    return Typed(number=f"Số: 05/{symbol}", title=(name.upper(), "Về công tác năm 2019"))


def in_word(pieces: Sequence[Piece]) -> bytes:
    """A Word file."""
    return word_file("".join(_word(piece) for piece in pieces))


def _word(piece: Piece) -> str:
    if isinstance(piece, Line):
        words = bold(piece.text) if piece.bold else piece.text
        return centred(words) if piece.centred else para(words)
    return table(*[[cell(*map(_word, inner)) for inner in row] for row in piece], ruled=isinstance(piece, Ruled))


def in_html(pieces: Sequence[Piece]) -> bytes:
    """A page."""
    return f"<html><body>{''.join(_html(piece) for piece in pieces)}</body></html>".encode()


def _html(piece: Piece) -> str:
    if isinstance(piece, Line):
        words = f"<b>{escape(piece.text)}</b>" if piece.bold else escape(piece.text)
        align = "center" if piece.centred else "left"
        return f'<p style="text-align:{align}">{words}</p>'
    rows = ("".join(f"<td>{''.join(map(_html, inner))}</td>" for inner in row) for row in piece)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def in_odf(pieces: Sequence[Piece]) -> bytes:
    """A text in OpenDocument."""
    names = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items() if prefix != "w")
    styles = "".join(
        f'<style:style style:name="{name}" style:family="paragraph">'
        f'<style:paragraph-properties fo:text-align="{align}"/>'
        f'<style:text-properties fo:font-weight="{weight}"/></style:style>'
        for name, align, weight in (("CB", "center", "bold"), ("C", "center", "normal"), ("B", "start", "bold"))
    )
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:text>{''.join(_odf(piece) for piece in pieces)}</office:text></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
    return stream.getvalue()


def _odf(piece: Piece) -> str:
    if isinstance(piece, Line):
        style = ("C" if piece.centred else "") + ("B" if piece.bold else "") or "P"
        return f'<text:p text:style-name="{style}">{escape(piece.text)}</text:p>'
    rows = (
        "".join(f"<table:table-cell>{''.join(map(_odf, inner))}</table:table-cell>" for inner in row) for row in piece
    )
    return f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"


FORMS = {"Word": (in_word, "bai.docx"), "HTML": (in_html, "bai.html"), "OpenDocument": (in_odf, "bai.odt")}


def imported(folder: Path, pieces: Sequence[Piece], form: str = "Word", kind: str | None = None) -> Imported:
    """What comes of the pieces of a file in one of the forms."""
    make, name = FORMS[form]
    path = save(folder, make(pieces), name)
    importer = find_importer(path)
    assert importer
    return importer.read(path, Request(TODAY, kind, KINDS))


def facts_of(imported: Imported, name: str = "bai.md") -> dict[str, object]:
    """The facts of a source, read by our own reader: each the lines of it, groups by their names."""
    article = Request(TODAY, "official", KINDS).read_back(name, imported.project.files[name].decode(), "vi")
    assert article
    return {key: _plain(value) for key, value in article.facts}


def _plain(value: object) -> object:
    if isinstance(value, tuple) and value and all(isinstance(each, tuple) and len(each) == 2 for each in value):
        return {key: _plain(inner) for key, inner in value}
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return [_plain(each) for each in value]
    return list(value) if isinstance(value, tuple) else value


def body_of(imported: Imported, name: str = "bai.md") -> str:
    """The text of a source below its facts."""
    return imported.project.files[name].decode().split("---\n", 2)[2].strip()
