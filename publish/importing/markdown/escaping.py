"""Words as Markdown that is read as these words: a backslash before each sign that would be a mark."""

from __future__ import annotations

import re
import unicodedata

from publish.reader.source import UNPRINTABLE

_ADDRESS = r"(?:https?://|www\.)[^\s<>\[\]{}|\\^`\"“”„‘’«»‹›…–—*$~]*[\w/]"
_MARK = r"""(?P<row>(?<!\S)_{3,}(?=\s))
    | (?P<sign>[\\`*\[\]{$]
      | <(?=[A-Za-z/!?]) | \^ | ~(?=~) | (?<=\S)~
      | (?<![^\W_])_ | _(?![^\W_])
      | (?<!=)=(?==(?!=)) | %(?=%) | &(?=\#?\w+(?:;|$))
      | (?<!\S):(?=[a-z][a-z0-9_]*:) | :(?=::) | -(?=->)
    )"""
_SIGN = re.compile(rf"(?P<address>(?<![\w/@.-]){_ADDRESS}) | {_MARK}", re.VERBOSE)
_MAY_BE_SIGN = re.compile(r"[\\`*\[\]{$<^~_&]|==|%%|:[a-z]|:::|-->")
"""What every sign has in it; most lines have none, and in these no addresses need be looked for."""

_SIGN_IN_ADDRESS = re.compile(_MARK, re.VERBOSE)
_LETTERED = r"\(?(?:[0-9]{1,9}|[A-Za-zĐđ]|[ivxlcdmIVXLCDM]{2,9})[.)](?=\s|$)"
_START = re.compile(
    rf"""(?P<before>{_LETTERED})
    | (?P<first>\#{{1,6}}(?=\s|$) | > | [-+](?=\s|$) | :{{3,}} | [:~](?=\s) | \|
      | =+\s*$ | -{{2,}}(?=\s|$) | _{{3,}}\s*$ | !!! | \?\?\? | \+{{3}}
      | \.\.(?=\s[a-z-]+::) | <<<(?=\s) | --8<-- | !include\b | (?:include|image)::\S)
    | (?P<caption>Table|Bảng):(?=\s)""",
    re.VERBOSE,
)


def escape(text: str, *, cell: bool = False) -> str:
    """Return words without marks; ``cell`` says that they stand between the bars of a table."""
    text = clean(text)
    escaped = _SIGN.sub(_escaped, text) if _MAY_BE_SIGN.search(text) else text
    return escaped.replace("|", "\\|") if cell else escaped


def _escaped(match: re.Match[str]) -> str:
    if match.groupdict().get("address"):
        return _SIGN_IN_ADDRESS.sub(_escaped, match[0])
    return f"\\{match[0]}" if match["sign"] else match[0]


def guard(line: str) -> str:
    """Return a line of a paragraph that begins neither a list nor anything else than a paragraph."""
    match = _START.match(line)
    if not match:
        return line
    if match["before"]:
        end = match.end() - 1
        return f"{line[:end]}\\{line[end:]}"
    if match["caption"]:
        return f"{match['caption']}\\{line[match.end('caption') :]}"
    return f"\\{line}"


def clean(text: str) -> str:
    """Return words in NFC without characters that no page can show, every space of them a plain one."""
    text = UNPRINTABLE.sub("", text.replace("\t", " ").replace("\r", " ").replace("\n", " "))
    return unicodedata.normalize("NFC", text).replace("\xad", "")


def comment(text: str) -> str:
    """Return a note to the editor on one line, which nothing in it ends."""
    inside = re.sub(r"-{2,}", "–", " ".join(clean(text).split())).replace(">", "›").replace("|", "/")
    return f"<!-- {inside.strip('-')} -->"


def address(target: str) -> str:
    """Return an address as it stands between the brackets of a link."""
    target = clean(target).strip()
    quoted = re.sub(r"[\s<>\"\\`|]", lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), target)
    return f"<{quoted}>" if re.search(r"[()*_~$\[\]{}^=]", quoted) else quoted
