"""Rules on the facts of an official document: symbol, subject, recipients, signature, annexes and the end of the text.

Sources: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II and III; the abbreviations of types, Phụ lục III, Mục I.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from publish.base.diagnostics import Diagnostic, Position, error, warning
from publish.base.messages import say
from publish.kinds.official.document import Lines, line, lines, type_name
from publish.kinds.official.structure import Body
from publish.publication import model
from publish.publication.official.types import ANNEX, COPIES, LETTER, TYPES, plain_name

AUTHORITIES = ("TM.", "KT.", "TL.", "TUQ.", "Q.")
"""The abbreviations of those on whose behalf is signed (Mục II, 7b)."""

_TITLES = re.compile(
    r"(?:GS|PGS|TSKH|TS|ThS|Th\.S|CN|KS|BS|BSCK\w*|CK\w*|LS|NGND|NGƯT|NSND|NSƯT|Ông|Bà|Tiến sĩ|Thạc sĩ|Giáo sư|"
    r"Phó Giáo sư|Kỹ sư|Cử nhân|Bác sĩ)(?:\.|\s)"
)
_BARE = re.compile(r"(TM|KT|TL|TUQ|Q)(?![.\w])\s*", re.IGNORECASE)
_SLASHED = re.compile(r"(T/M|K/T|T/L|T/U/?Q)\b\.?\s*", re.IGNORECASE)
_PERSON = re.compile(
    r"(?:phó\s+)?(?:tổng\s+)?(?:bộ trưởng|thứ trưởng|thủ tướng|chủ tịch|giám đốc|chánh|cục trưởng|vụ trưởng|"
    r"hiệu trưởng|viện trưởng|trưởng|chủ nhiệm|thống đốc)\b",
    re.IGNORECASE,
)
_COLLECTIVE = re.compile(
    r"(?:ủy ban|uỷ ban|hội đồng|ban|chính phủ|bộ|sở|cục|vụ|đảng ủy|tập thể)(?!\s*trưởng)\b", re.IGNORECASE
)
_REPORTING = (LETTER, "Tờ trình", "Báo cáo")
"""Types whose recipients begin with those who are addressed (Mục II, 9b)."""

_OPEN = re.compile(r"[.…]{2,}")
_THIS = "Quyết định|Nghị quyết|Quy chế|Quy định|Thông báo|Kế hoạch|Hướng dẫn|Chỉ thị|Hợp đồng|Đề án"
_OWN = re.compile(rf"Điều\s+(\d+)(?=(?:\s+(?:của\s+)?(?:{_THIS})\s+này))")
_AS_ARTICLE = re.compile(r"Như\s+Điều\s+(\d+)$")


class DocumentFacts:
    """What is told of the facts of one document, each in the place of its key."""

    def __init__(self, article: model.Article) -> None:
        """Start with the article."""
        self.facts: Mapping[str, Any] = dict(article.facts)
        self.places = dict(article.fields)
        self.file = article.position

    def at(self, key: str) -> Position:
        """Return the place of a key, or that of the file."""
        return self.places.get(key, self.file)


Rule = Callable[[DocumentFacts, Body], Iterator[Diagnostic]]


def check_facts(article: model.Article, body: Body) -> Iterator[Diagnostic]:
    """Yield what is wrong with the facts of an official document, as far as they can be judged by themselves."""
    told = DocumentFacts(article)
    for rule in _RULES:
        yield from rule(told, body)


def _symbol(told: DocumentFacts, body: Body) -> Iterator[Diagnostic]:
    symbol, kind = line(told.facts, "ky_hieu"), type_name(told.facts)
    if not symbol or _OPEN.search(symbol) or kind not in TYPES:
        return
    code = TYPES[kind]
    if re.search(r"\s|–|—", symbol):
        hint = say("write {symbol}", symbol=re.sub(r"\s*[-–—]\s*", "-", symbol))
        message = say("a symbol has hyphens without spaces: {symbol}", symbol=symbol)
        yield error(told.at("ky_hieu"), message, "official-symbol", hint)
    elif code and not symbol.startswith(f"{code}-"):
        message = say(
            "the symbol of {kind!r} begins with {code}-, not as {symbol}", kind=kind, code=code, symbol=symbol
        )
        hint = say("write {code}-, then the abbreviation of the agency", code=code)
        yield error(told.at("ky_hieu"), message, "official-symbol", hint)
    elif not code and symbol.split("-")[0] in (*TYPES.values(), "CV"):
        message = say("a letter has no type in its symbol: {symbol}", symbol=symbol)
        hint = say("write the abbreviations of the agency and of the unit that drafted it, BNV-VP")
        yield error(told.at("ky_hieu"), message, "official-symbol", hint)
    elif not code and "-" not in symbol:
        message = say("the symbol of a letter names the unit that drafted it too: {symbol}", symbol=symbol)
        yield warning(told.at("ky_hieu"), message, "official-symbol", say("write it behind a hyphen, BNV-VP"))


def _agency(told: DocumentFacts, body: Body) -> Iterator[Diagnostic]:
    symbol, kind = line(told.facts, "ky_hieu"), type_name(told.facts)
    agency = " ".join(lines(told.facts, "co_quan"))
    code = TYPES.get(kind, "")
    groups = symbol.removeprefix(f"{code}-").split("-") if not code or symbol.startswith(f"{code}-") else []
    short = "".join(filter(str.isupper, groups[0])) if groups else ""
    initials = "".join(word[0].upper() for word in agency.split() if word[0].isalpha())
    if not short or not initials or _OPEN.search(f"{symbol}{agency}") or "…" in f"{symbol}{agency}":
        return
    if short in (*TYPES.values(), "CV") and not code:
        return  # that is told of the symbol
    rest = iter(plain_name(initials))
    if not all(letter in rest for letter in plain_name(short)):
        message = say("the symbol names {short}, which does not stand for {agency}", short=groups[0], agency=agency)
        hint = say("its initials are {initials}; the head of an agency lays its abbreviation down", initials=initials)
        yield warning(told.at("ky_hieu"), message, "official-agency", hint)


def _copy_symbol(told: DocumentFacts, body: Body) -> Iterator[Diagnostic]:
    copy = dict(told.facts.get("sao") or ())
    form, symbol = line(copy, "hinh_thuc"), line(copy, "ky_hieu")
    known = {name.casefold(): code for name, code in COPIES.items()}
    code = known.get(form.casefold(), "")
    if copy and not code and not _OPEN.search(form) and any(map(str.isalpha, form)):
        message = say("no form of copy: {form!r}", form=form)
        yield error(told.at("sao"), message, "official-copy", say("there are {known}", known=", ".join(COPIES)))
    elif code and symbol and not _OPEN.search(symbol) and not symbol.startswith(f"{code}-"):
        message = say(
            "the symbol of {kind!r} begins with {code}-, not as {symbol}", kind=form, code=code, symbol=symbol
        )
        hint = say("write {code}-, then the abbreviation of the agency", code=code)
        yield error(told.at("sao"), message, "official-copy", hint)


def _subject(told: DocumentFacts, body: Body) -> Iterator[Diagnostic]:
    subject, kind = line(told.facts, "trich_yeu"), type_name(told.facts)
    if kind != LETTER and re.match(r"v/v\b", subject, re.IGNORECASE):
        hint = say("write 'Về việc', or what it is about alone")
        yield error(told.at("trich_yeu"), say("V/v stands in letters only"), "official-subject", hint)


def _recipients(told: DocumentFacts, body: Body) -> Iterator[Diagnostic]:
    recipients = lines(told.facts, "noi_nhan")
    if not recipients:
        return
    if not re.match(r"-?\s*Lưu\s*:", recipients[-1]):
        hint = say("write the file copy last: 'Lưu: VT, …'")
        yield error(
            told.at("noi_nhan"), say("the recipients do not end with the file copy"), "official-recipients", hint
        )
    elif not re.match(r"-?\s*Lưu\s*:\s*(?:VT\b|…)", recipients[-1]):
        message = say("the file copy does not name the registry: {copy}", copy=recipients[-1])
        hint = say("write VT first, then the unit that drafted the document: 'Lưu: VT, TCCB'")
        yield warning(told.at("noi_nhan"), message, "official-recipients", hint)
    addressed = told.facts.get("kinh_gui") and type_name(told.facts) in _REPORTING
    if addressed and not re.match(r"-?\s*Như trên\b", recipients[0]):
        message = say("the recipients do not begin with 'Như trên', though the document addresses somebody")
        hint = say("write 'Như trên' first: those who are addressed receive it too")
        yield warning(told.at("noi_nhan"), message, "official-recipients", hint)


def _authority(told: DocumentFacts, body: Body) -> Iterator[Diagnostic]:
    for titles, office in _signatures(told.facts):
        for title in titles:
            if match := _BARE.match(title) or _SLASHED.match(title):
                right = f"{match[1].upper()}. {title[match.end() :]}"
                hint = say("write {right}", right=right)
                message = say("an abbreviation that does not end with a point alone: {title}", title=title)
                yield error(told.at("quyen_han"), message, "official-authority", hint)
        yield from (_misplaced(told, title) for title in titles if _is_misplaced(title))
        signed = [title for title in titles if title.upper().startswith(AUTHORITIES)]
        if signed and not office and signed[-1] == titles[-1] and not signed[-1].upper().startswith("Q."):
            message = say("{title} stands without the office of who signs", title=signed[-1])
            hint = say("add 'chuc_vu: …', the office below it")
            yield error(told.at("quyen_han"), message, "official-authority", hint)


def _is_misplaced(title: str) -> bool:
    """Tell whether TM. stands before one person, or another abbreviation before a collective."""
    short, _, who = title.partition(".")
    if f"{short.upper()}." not in AUTHORITIES:
        return False
    return bool((_PERSON if short.upper() == "TM" else _COLLECTIVE).match(who.strip()))


def _misplaced(told: DocumentFacts, title: str) -> Diagnostic:
    who = title.partition(".")[2].strip()
    if title.upper().startswith("TM."):
        message = say("TM. stands before a collective, and {who} is one person", who=who)
        hint = say("write KT., TL. or TUQ. before an office, or name the collective")
    else:
        message = say("{title} stands before a collective, and not before the office of its head", title=title)
        hint = say("write TM. before a collective, or name the office of its head")
    return error(told.at("quyen_han"), message, "official-authority", hint)


def _signatures(facts: Mapping[str, Any]) -> Iterator[tuple[Lines, Lines]]:
    groups = [facts, *map(dict, facts.get("cung_ky") or ())]
    groups += [dict(facts["sao"])] if facts.get("sao") else []
    for group in groups:
        titles = lines(group, "quyen_han")
        yield titles, lines(group, "chuc_vu")


def _signer(told: DocumentFacts, body: Body) -> Iterator[Diagnostic]:
    signer = line(told.facts, "nguoi_ky")
    if match := _TITLES.match(signer):
        message = say("a title before the name of the signer: {title}", title=match[0].strip())
        hint = say("write the name alone; some branches may do otherwise (Phụ lục I, Mục II, 7c)")
        yield warning(told.at("nguoi_ky"), message, "official-signer", hint)


def _bases(told: DocumentFacts, body: Body) -> Iterator[Diagnostic]:
    bases = [part for part in body.parts if part.role == "basis"]
    for number, part in enumerate(bases, 1):
        text = model.plain_text(part.children).rstrip()
        sign = "." if number == len(bases) else ";"
        if not text.endswith(sign) and not _OPEN.search(text):
            message = say("a legal basis ends with {sign!r} here", sign=sign)
            hint = say("each ends with ';', and the last with '.'")
            yield error(part.block.position, message, "official-bases", hint)


def _end(told: DocumentFacts, body: Body) -> Iterator[Diagnostic]:
    parts = [part for part in body.parts if part.children]
    if parts and parts[-1].role != "block" and not model.plain_text(parts[-1].children).rstrip().endswith("./."):
        hint = say("write ./. behind the last word")
        yield warning(parts[-1].block.position, say("the text does not end with ./."), "official-end", hint)
    for part in parts[:-1]:
        if model.plain_text(part.children).rstrip().endswith("./."):
            hint = say("write ./. behind the last word of the text alone")
            yield warning(part.block.position, say("./. stands before the end of the text"), "official-end", hint)


def _annexes(told: DocumentFacts, body: Body) -> Iterator[Diagnostic]:
    text = " ".join(model.plain_text(part.children) for part in body.parts)
    alone = type_name(told.facts) == ANNEX
    if body.annexes and not alone and not re.search(r"phụ lục|kèm theo", text, re.IGNORECASE):
        message = say("the text does not name its annex")
        hint = say("say in the text that it has one, 'Phụ lục kèm theo' (Phụ lục I, Mục III, 1a)")
        yield error(body.annexes[0].block.position, message, "official-annex", hint)


def _articles(told: DocumentFacts, body: Body) -> Iterator[Diagnostic]:
    numbers = {part.number for part in body.parts if part.role in ("article", "run_in")}
    if not numbers:
        return
    for part in body.parts:
        for match in _OWN.finditer(model.plain_text(part.children)):
            if f"Điều {match[1]}." not in numbers:
                yield error(part.block.position, *_lost(match[1], len(numbers)))
    for recipient in lines(told.facts, "noi_nhan"):
        named = _AS_ARTICLE.search(recipient.rstrip(";."))
        if named and f"Điều {named[1]}." not in numbers:
            yield error(told.at("noi_nhan"), *_lost(named[1], len(numbers)))


def _lost(number: str, count: int) -> tuple[str, str, str]:
    message = say("there is no Điều {number} in the document", number=number)
    return message, "official-reference", say("its last one is Điều {count}", count=count)


_RULES: tuple[Rule, ...] = (
    *(_symbol, _agency, _copy_symbol, _subject, _recipients, _authority, _signer, _bases, _end, _annexes, _articles),
)
