"""The foot of an official document in its Word file: recipients on the left, who signs it on the right."""

from __future__ import annotations

from publish.kinds.official.document import DocumentCopy, Lines, OfficialDocument, Signature
from publish.kinds.official.word_parts import TWIPS_PER_MM, FaceMetrics, keep, spacer, spacing, table
from publish.outputs.docx.wordml import paragraph, run

LEFT = 0.45
"""The share of the left column."""

_ABOVE_PT, _BELOW_PT = 14.0, 12.0
_SIGN_PT = 28 * TWIPS_PER_MM / 20
"""The room for a signature, in points."""

_NOTE_PT, _NOTE_ABOVE_PT, _NOTE_SIDES_MM = 13.0, 2 * TWIPS_PER_MM / 20, 8.0
_SINGLE = 1.15


class SignatureWriter:
    """Writes what stands below the text of a document."""

    def __init__(self, document: OfficialDocument, measure: FaceMetrics, room: int, images: str = "") -> None:
        """Start with the document, the metrics of its face, the width of its text in twips, and runs of its images."""
        self.document, self.measure, self.room, self.images = document, measure, room, images
        left = round(room * LEFT)
        self.columns = left, room - left

    def write(self) -> str:
        """Return signatures and recipients, which stay together."""
        document = self.document
        right = self.signature(document.signature, self.columns[1])
        if document.cosigners:
            left = "".join(self.signature(who, self.columns[0]) for who in document.cosigners)
            below = self.recipients(document.recipients, _BELOW_PT)
        else:
            left, below = self.recipients(document.recipients), ""
            if document.drafter:
                left += paragraph("KyHieuSoan", run(document.drafter))
        parts = [table(self.columns, [[left, right]], above=_ABOVE_PT), below]
        if document.confirmation:
            width = self.columns[1]
            signed_ = self.signature(document.confirmation, width, "XacNhan")
            parts.append(spacer(1) + table((width,), [[signed_]], above=_BELOW_PT - 1))
        made = [part for part in parts if part]
        return "".join([*(keep(part) for part in made[:-1]), made[-1]])

    def write_copy(self, copy: DocumentCopy) -> str:
        """Return signature and recipients of who made a copy."""
        left = self.recipients(copy.recipients)
        return table(self.columns, [[left, self.signature(copy.signature, self.columns[1])]], above=_ABOVE_PT)

    def recipients(self, texts: Lines, above: float = 0.0) -> str:
        """Return who receives the document, with a space above in points."""
        if not texts:
            return ""
        made = paragraph("NoiNhan", run("Nơi nhận:"), spacing(above))
        for index, text in enumerate(texts, 1):
            made += paragraph("DongNoiNhan", run(f"- {text}{'.' if index == len(texts) else ';'}"))
        return made

    def signature(self, who: Signature, width: int, style: str = "QuyenHan") -> str:
        """Return who signs, in a column of a width in twips."""
        made, room = [], _SIGN_PT
        for line in who.titles:
            images = self.images if who is self.document.signature and line is who.titles[-1] else ""
            made.append(paragraph(style, images + run(line)))
        for index, line in enumerate(who.note):
            before = 0.0 if index else _NOTE_ABOVE_PT
            made.append(paragraph("GhiChuKy", run(line), spacing(before) if before else ""))
            inside = (width - _NOTE_SIDES_MM * TWIPS_PER_MM) / 20
            count = self.measure.count_lines(line, _NOTE_PT, inside, italic=True)
            room -= before + count * _NOTE_PT * _SINGLE
        room = max(0.0, room)
        names = [("ChucVuKhac", line) for line in who.other_office]
        names += [("NguoiKy", who.signer)] if who.signer else []
        for index, (named, line) in enumerate(names):
            made.append(paragraph(named, run(line), "" if index else spacing(room)))
        if not names:
            made.append(paragraph("NguoiKy", "", spacing(0, room)))
        return "".join(made)
