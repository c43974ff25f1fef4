"""The codes of the old encodings of Vietnamese.

Sources: TCVN3 is what the ABC fonts have of TCVN 5712:1993, 74 codes, its capitals are the rest (both as TCVN5712-1
of glibc 2.36); VNI after the charts of VNI Software; VISCII after RFC 1456 and glibc; VPS after the chart of the
Vietnamese Unicode Project and x-viet-vps.ucm; Windows-1258 is Python's ``cp1258``. Each table says what a byte means
that was read as Latin-1.
"""

from __future__ import annotations

import unicodedata

TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\xad®µ¸¶·¹»¾¼½ÆÇÊÈÉËÌÐÎÏÑÒÕÓÔÖ×ÝØÜÞßãáâäåèæçéêíëìîïóñòôõøö÷ùúýûüþ",
    "ĂÂÊÔƠƯĐăâêôơưđàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ",
)

TCVN_CAPITALS = str.maketrans(
    "\x01\x02\x04\x05\x06\x11\x12\x13\x14\x15\x16\x17\xaf\xba\xbf\xc0\xc1\xc2\xc3\xc4\xc5\xcd\xd9\xda\xdb\xe0\xf0\xff"
    + "".join(map(chr, range(0x80, 0xA0))),
    "ÚỤỪỬỮỨỰỲỶỸÝỴẰẲẴẮẦẨẪẤỀỂỄẾỒỔỖỐÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ",
)
"""Capitals with tones in the whole of TCVN 5712, where the ABC fonts have nothing or the quotes of Windows-1252."""

_VISCII_LOW = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}
_VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VPS_LOW = {
    **{0x02: "Ạ", 0x03: "Ậ", 0x04: "Ặ", 0x05: "Ẹ", 0x06: "Ệ", 0x10: "Ị", 0x11: "Ọ"},
    **{0x12: "Ộ", 0x13: "Ợ", 0x14: "Ụ", 0x15: "Ự", 0x19: "Ỵ", 0x1C: "Ẫ", 0x1D: "Ữ"},
}
_VPS_HIGH = (
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ\x91\x92ỀỂỄỐỒỔỖýỷỵỚỜỞ"
    "\xa0ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕự"
    "ầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứÚũưÝẺß"
    "àáâãảạăçèéêẽìíîĩẴĐòóôõöƠụùúủüỶẼỳ"
)

VISCII = _VISCII_LOW | dict(enumerate(_VISCII_HIGH, 0x80))
VPS = _VPS_LOW | dict(enumerate(_VPS_HIGH, 0x80))

VNI_LETTERS = str.maketrans("ñÑôÔöÖæÆóÓòÒîÎ", "đĐơƠưƯỉỈĩĨịỊỵỴ")
"""Letters of VNI that are one byte."""

_VNI_BASES = {"ô": "ơ", "ö": "ư"}
_VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_CIRCUMFLEX = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}


def _vni_pairs() -> dict[str, str]:
    """Return what a letter and the mark behind it mean, by both in small letters."""
    pairs: dict[str, str] = {}
    for base in "aeouyôö":
        pairs |= {base + mark: _VNI_BASES.get(base, base) + tone for mark, tone in _VNI_TONES.items()}
    for base in "aeo":
        pairs |= {base + mark: f"{base}\u0302{tone}" for mark, tone in _VNI_CIRCUMFLEX.items()}
    pairs |= {f"a{mark}": f"a\u0306{tone}" for mark, tone in _VNI_BREVE.items()}
    return {pair: unicodedata.normalize("NFC", letter) for pair, letter in pairs.items()}


VNI_PAIRS = _vni_pairs()

CP1252_BYTES = {
    ord(character): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    for character in bytes([byte]).decode("cp1252")
}
"""The byte behind each character that Windows-1252 has and Latin-1 has not."""
