"""Characters that get into Vietnamese text without being meant: what looks alike, what is not seen, foreign spaces."""

from __future__ import annotations

from publish.vietnamese.letters import QUALITY_MARKS, TONE_MARKS

MARKS = TONE_MARKS + QUALITY_MARKS
SEPARATOR = "\u0085\u2028\u2029"
SPACE = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
JOINER = "\u200b-\u200d\u2060\u034f\ufeff\u00ad"
DIRECTION = "\u200e\u200f\u202a-\u202e\u2066-\u2069"

EAST = "\u0590-\u1dff\u2600-\u27bf\u2e80-\ufefe\ufff0-\U0010ffff"
"""Scripts and pictures that use joiners, zero-width spaces and wide spaces on purpose."""

CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТХҮаеорсухіѕјһ", "ABESIJKMHOPCTXYaeopcyxisjh", strict=True))
GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧον", "ABEZHIKMNOPTYXov", strict=True))
SMALL = dict(zip("ᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢ", "abcdeghijklmnoprtuvwyz", strict=True))
PHONETIC = {"ɑ": "a", "ɡ": "g", "ı": "i"}
ACCENTED = {"ȃ": "â", "Ȃ": "Â", "Ɖ": "Đ", "ɖ": "đ"}
ETH = {"Ð": "Đ", "ð": "đ"}
CARON = {"ǎ": "ă", "Ǎ": "Ă"}

ALIKE = str.maketrans({**CYRILLIC, **GREEK, **SMALL, **PHONETIC, **ACCENTED, **ETH, **CARON})
STRANGE = "".join(map(chr, ALIKE))
