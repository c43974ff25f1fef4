"""Make UTF-8 out of text files in old Vietnamese encodings; the original stays."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from publish.base.diagnostics import Diagnostic, OutputError, Position, SourceError, error, os_reason, warning
from publish.base.filenames import find_file, names_folder
from publish.base.files import write_files
from publish.base.messages import say, words_of
from publish.base.records import dataclass
from publish.vietnamese.encodings import decode
from publish.vietnamese.encodings.detection import GAIN, LEAST_SHARE, guess_encoding
from publish.vietnamese.encodings.mojibake import mend_misread_1258
from publish.vietnamese.encodings.single_byte import decode_unicode, is_unicode
from publish.vietnamese.syllables import syllable_share

LARGEST = 20_000_000
"""Bytes that a file may have."""

MISREAD = {"mojibake": "utf-8 read as windows-1252"}
"""What encodings are called to the reader that are not names of ``--from``."""

_SOME_VIETNAMESE = 0.5
"""Share of possible syllables that a text in letters of Latin-1 has if it is Vietnamese in Unicode."""

_TRY = say("name the encoding: --from tcvn3, vni, viscii, vps, windows-1258 or viqr")
_FORMATS = {
    b"PK\x03\x04": say("this is a Word or other packed document"),
    b"\xd0\xcf\x11\xe0": say("this is an old Word or other Office document"),
    b"{\\rtf": say("this is an RTF document"),
    b"%PDF": say("this is a PDF"),
}
"""What files are that are no text, by their beginnings."""


Settle = Callable[[Iterable[Diagnostic]], None]
"""Told the warnings before anything is written; may raise."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A text that was converted.

    Attributes:
        output: The file that was written; None if it was to go to stdout.
        content: The text in UTF-8, its line ends as they were.
        encoding: What the text was in; ``utf-8`` or ``utf-16`` if it was Unicode and is untouched.
        confidence: How sure that is, 0 to 1: the share of possible syllables, or 1 for Unicode.
        changed: Characters that are not what they were.
        warnings: What the user should look at.
    """

    output: Path | None
    content: bytes
    encoding: str
    confidence: float
    changed: int
    warnings: tuple[Diagnostic, ...]


def convert_file(
    file: Path,
    encoding: str = "auto",
    output: str | os.PathLike[str] | None = None,
    force: bool = False,
    settle: Settle = lambda _: None,
) -> Conversion:
    """Write a text file as UTF-8, whole or not at all.

    Args:
        file: The text file.
        encoding: Encoding of the text, one of ``publish.vietnamese.encodings.NAMES``.
        output: Where to write; a folder takes ``NAME.utf8.SUFFIX``, ``-`` stands for stdout, where the caller writes;
            None means beside the original.
        force: Whether a file that is there is written over.
        settle: See :data:`Settle`.

    Raises:
        SourceError: If the file cannot be read, is no text, or is in none of the encodings.
        OutputError: If the result is there already or cannot be written.
    """
    file = find_file(file)
    target = None if output is not None and os.fspath(output) == "-" else _place(file, output)
    if target and not force and target.exists():
        raise OutputError(
            error(Position(target), say("the file is there already"), "output", say("--force writes over it"))
        )
    raw = _read(file)
    named = None if encoding == "auto" else encoding
    before, after, found, confidence = _decode_as(raw, named) if named else _find_out(raw, file)
    warnings = _doubts(file, before, after, named)
    settle(warnings)
    content = after.encode("utf-8")
    if target:
        write_files({target: content})
    return Conversion(target, content, found, confidence, count_changes(before, after), tuple(warnings))


def count_changes(before: str, after: str) -> int:
    """Return how many characters of a text were changed, line by line.

    Where a line has another length, its characters beyond ASCII are counted: those are what the old encodings spell.
    """
    changed = 0
    for old, new in zip(before.split("\n"), after.split("\n"), strict=False):
        if len(old) == len(new):
            changed += sum(one != two for one, two in zip(old, new, strict=True)) if old != new else 0
        else:
            changed += max(1, sum(not letter.isascii() for letter in new))
    return changed


def _place(file: Path, output: str | os.PathLike[str] | None) -> Path:
    """Return where to write: ``NAME.utf8.SUFFIX`` beside the file or in the folder that is named, or the file named."""
    name = f"{file.stem}.utf8{file.suffix}"
    if output is None:
        return file.absolute().parent / name
    return Path(output).absolute() / name if names_folder(output) else Path(output).absolute()


def _read(file: Path) -> bytes:
    """Return the content of a text file.

    Raises:
        SourceError: If it cannot be had, is too large or is no text.
    """
    try:
        if not file.is_file():
            if not file.exists():
                raise _failure(file, say("no such file"), "missing-source")
            what = say("this is a folder") if file.is_dir() else say("this is not a regular file")
            raise _failure(
                file,
                what,
                "unreadable-source",
                say("name a text file, such as cong-van.txt"),
            )
        with file.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except (OSError, ValueError) as failure:
        reason = os_reason(failure) if isinstance(failure, OSError) else words_of(failure)
        raise _failure(file, say("cannot be read: {reason}", reason=reason), "unreadable-source") from failure
    if len(raw) > LARGEST:
        message = say("the file has more than {most} MB", most=LARGEST // 1_000_000)
        raise _failure(file, message, "source-too-large", say("split it into several files"))
    found = next((what for start, what in _FORMATS.items() if raw.startswith(start)), "")
    if found or "\0" in (decode_unicode(raw) or raw.decode("latin-1")):
        hint = say("open it in its program and save it as plain text") if found else say("save it as plain text")
        raise _failure(file, found or say("this is no text"), "unreadable-source", hint)
    return raw


def _decode_as(raw: bytes, encoding: str) -> tuple[str, str, str, float]:
    """Return a text before and after it was decoded, the name of its encoding, and how sure that is."""
    unicode = decode_unicode(raw)
    before = raw.decode("latin-1") if unicode is None else unicode
    after = decode(raw, encoding)
    return before, after, MISREAD.get(encoding, encoding), syllable_share(after)


def _find_out(raw: bytes, file: Path) -> tuple[str, str, str, float]:
    """Return what :func:`_decode_as` does for a text of unknown encoding; what is Unicode already stays as it is.

    Raises:
        SourceError: If nothing fits.
    """
    guess = guess_encoding(raw)
    if guess.encoding:
        return *_decode_as(raw, guess.encoding)[:3], guess.confidence
    text = decode_unicode(raw)
    if text is None:
        raise _damaged(raw, file)
    mended = mend_misread_1258(text)
    if mended != text:
        return text, mended, "windows-1252 read as windows-1258", syllable_share(mended)
    share = syllable_share(text)
    if text.isascii() and syllable_share(decode(text, "viqr")) >= max(LEAST_SHARE, share + GAIN):
        raise _failure(
            file, say("the file is ASCII, and looks like VIQR"), "unknown-encoding", say("say so with --from viqr")
        )
    if not text.isascii() and not is_unicode(text) and share < _SOME_VIETNAMESE:
        raise _failure(file, say("none of the encodings makes Vietnamese of the file"), "unknown-encoding", _TRY)
    return text, text, "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8", 1.0


def _damaged(raw: bytes, file: Path) -> SourceError:
    """Return what is wrong with bytes that are in no encoding; they may be UTF-8 with a wrong byte among them."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as failure:
        before = raw[: failure.start].decode("utf-8")
        if is_unicode(before):
            position = Position(file, before.count("\n") + 1, len(before) - before.rfind("\n"))
            message = say("the file is UTF-8 but for a byte that belongs to no letter")
            return SourceError(error(position, message, "not-utf8", say("mend it in an editor")))
    return _failure(file, say("none of the encodings makes Vietnamese of the file"), "unknown-encoding", _TRY)


def _doubts(file: Path, before: str, after: str, named: str | None) -> list[Diagnostic]:
    """Return what the user should look at in a converted text."""
    position = Position(file)
    doubts = []
    if lost := after.count("\ufffd"):
        message = say("{lost:,} characters were lost before, U+FFFD stands for them", lost=lost)
        doubts.append(warning(position, message, "lost-characters", say("look for an older copy of the file")))
    if not named or (before.isascii() and named != "viqr"):
        return doubts
    guess = guess_encoding(before).encoding
    hint = (
        say("it looks like {encoding}", encoding=MISREAD.get(guess, guess))
        if guess
        else say("try --from auto, or another encoding")
    )
    if is_unicode(before) and count_changes(before, after) == 0:
        doubts.append(
            warning(position, say("the text is Unicode already"), "already-unicode", say("leave it as it is"))
        )
    elif syllable_share(after) < min(LEAST_SHARE, syllable_share(before) + GAIN):
        message = say("hardly any more of the words are Vietnamese once {encoding} is decoded", encoding=named)
        doubts.append(warning(position, message, "doubtful-encoding", hint))
    return doubts


def _failure(file: Path, message: str, rule: str, hint: str = "") -> SourceError:
    return SourceError(error(Position(file), message, rule, hint))
