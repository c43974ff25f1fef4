"""Word files that the program makes of a project, and what it reads back from them."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from publish.build.jobs import Job, prepare
from publish.build.sources import choose_sources
from publish.importing.manuscript import importer
from publish.importing.manuscript.comparing import Form, form_of, typeset
from publish.importing.project import Imported, Request
from publish.kinds.projects import open_project
from publish.outputs.commission import Commission, Workers
from publish.outputs.docx.package import make
from publish.publication.project import Project
from publish.reader import find_reader
from publish.reader.source import Source

TODAY = datetime.date(2026, 11, 30)


def jobs_of(root: Path, source: Path | None = None) -> tuple[Project, list[Job]]:
    """The project in a folder, and what is made of it."""
    project = open_project(root)
    return project, prepare(project, choose_sources(project, source), lambda step: None)


def word_file_of(job: Job) -> bytes:
    """The Word file of a job."""
    return make(Commission(job.subject, job.project, job.assets, Workers()), Workers(), "a.docx")


def read_back(content: bytes) -> Imported:
    """What comes of importing a Word file."""
    return importer.read(Path("a.docx"), content, Request(TODAY))


def form(path: Path, text: str, project: Project) -> Form:
    """What an article says, as it is typeset."""
    source = Source(path, text)
    found = form_of(typeset(find_reader(path).read(source, project.language), project))
    assert [] == [one for one in source.diagnostics if one.severity.value == "error"]
    return found


def edited(content: bytes, change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """A Word file with a part changed, as an editor changes it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == part:
                text = data.decode()
                data = change(text).encode()
                assert data != text.encode()
            after.writestr(name, data)
    return stream.getvalue()


def words_of_run(text: str, words: str, new: str) -> str:
    """A part with words of a run changed for others, which may be runs themselves."""
    at = text.index(words)
    opening, closing = '<w:r><w:t xml:space="preserve">', "</w:t></w:r>"
    pieces = [piece for piece in re.split(r"(<w:(?:r|ins|del)\b.*?</w:(?:r|ins|del)>)", new) if piece]
    runs = "".join(piece if piece.startswith("<") else f"{opening}{piece}{closing}" for piece in pieces)
    return f"{text[:at]}{closing}{runs}{opening}{text[at + len(words) :]}"


_CHANGE = 'w:id="900" w:author="Biên tập" w:date="2026-01-01T00:00:00Z"'


def deleted(words: str) -> str:
    """Words that an editor deleted, as Word tracks it."""
    return f'<w:del {_CHANGE}><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'


def inserted(words: str) -> str:
    """Words that an editor put in, as Word tracks it."""
    return f'<w:ins {_CHANGE}><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:ins>'


def with_remark(content: bytes, words: str, remark: str) -> bytes:
    """A Word file with a remark in the margin behind words."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    call = '<w:r><w:commentReference w:id="1"/></w:r>'
    content = edited(content, lambda text: words_of_run(text, words, f"{words}{call}"))
    named = f'<Relationship Id="rIdRemarks" Type="{relation}" Target="comments.xml"/></Relationships>'
    content = edited(content, lambda text: text.replace("</Relationships>", named), "word/_rels/document.xml.rels")
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as package:
        inside = f'<w:comment w:id="1" w:author="Lan"><w:p><w:r><w:t>{remark}</w:t></w:r></w:p></w:comment>'
        package.writestr("word/comments.xml", f'<w:comments xmlns:w="{space}">{inside}</w:comments>')
    return stream.getvalue()
