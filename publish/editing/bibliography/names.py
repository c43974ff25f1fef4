"""Tell Vietnamese names from others: they are written as they are spoken, whole and in the order of the family name."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from publish.vietnamese.syllables import is_syllable

_FAMILIES = """
âu bạch bàn bế bùi cao châu chu cù cung đàm đàng đào đặng đậu đinh đoàn đỗ đồng đổng đường diệp doãn dương
giang giáp giàng hà hàn hầu hồ hoa hoàng hồng hứa huỳnh khổng khuất khúc kiều kim la lã lạc lại lâm lê liêu
liễu lò lộ lục lù lư lương lường lưu lý ma mã mạc mạch mai mẫn ngô ngụy nguyễn nghiêm nhâm nhữ ninh nông ông
ôn phan phạm phí phó phùng phương quách quan quản sầm sùng tạ tăng tất tề thái thạch thẩm thang thào thân thi
thiều tiêu tiết tô tôn tống trà trang trần triệu trịnh trương trưng từ tưởng ứng văn vàng vi viên võ vũ vừ
vương xa
"""

FAMILY_NAMES = frozenset(_FAMILIES.split())
"""Names of families of the Kinh, Tày, Nùng, Hoa, Hmông and Thái, in small letters."""


def whole_name(family: str, given: str) -> str:
    """Return a Vietnamese name as it is written, "Nguyễn Minh Châu"; empty for a name of another language.

    Args:
        family: Family name, or the whole name as the author's bibliography has it.
        given: Middle and given name; empty if they stand behind the family name.
    """
    name = unicodedata.normalize("NFC", " ".join(f"{family} {given}".split()))
    parts = name.split(" ")
    if not 2 <= len(parts) <= 6 or parts[0].lower() not in FAMILY_NAMES:
        return ""
    return name if all(part[:1].isupper() and is_syllable(part.lower()) for part in parts) else ""


def csl_name(facts: Mapping[str, str]) -> dict[str, str]:
    """Return a name in the form of CSL; a Vietnamese one is of one piece, so that no style turns or shortens it.

    Args:
        facts: Parts of the name, and as ``literal`` how it is written where that is known.
    """
    spoken = facts.get("literal", "")
    family, given = (spoken, "") if spoken else (facts.get("family", ""), facts.get("given", ""))
    if whole := whole_name(family, given):
        return {"family": whole}
    return {key: part for key, part in facts.items() if key != "literal"} or {"family": spoken}
