from __future__ import annotations

from pathlib import Path

from publish.importing.official.writing import write_facts
from publish.publication.official.keys import KEYS
from publish.reader.reading import read_text

FACTS = {
    "ngay": "2020-01-05",
    "so": "",
    "loai": "Quyết định",
    "co_quan": ["ỦY BAN NHÂN DÂN", "TỈNH A: “B” #1"],
    "trich_yeu": ["- Về việc\\ này"],
    "cung_ky": [{"chuc_vu": ["THƯ KÝ"], "nguoi_ky": "A"}, {"quyen_han": ["TM. ỦY BAN", "KT. CHỦ TỊCH"]}],
    "sao": {"hinh_thuc": "Sao y", "ngay": "", "noi_nhan": ["Một", "Hai"]},
}


def test_facts_are_read_as_they_were_written_in_the_order_of_the_document() -> None:
    reading = read_text(Path("bai.md"), f"{write_facts(FACTS)}\n\nNội dung.\n", "vi", KEYS)
    assert reading.article and () == reading.diagnostics
    assert {
        "loai": ("Quyết định",),
        "co_quan": ("ỦY BAN NHÂN DÂN", "TỈNH A: “B” #1"),
        "so": (),
        "ngay": ("2020-01-05",),
        "trich_yeu": ("- Về việc\\ này",),
        "cung_ky": (
            (("chuc_vu", ("THƯ KÝ",)), ("nguoi_ky", ("A",))),
            (("quyen_han", ("TM. ỦY BAN", "KT. CHỦ TỊCH")),),
        ),
        "sao": (("hinh_thuc", ("Sao y",)), ("ngay", ()), ("noi_nhan", ("Một", "Hai"))),
    } == dict(reading.article.facts)
    assert [key.name for key in KEYS if key.name in FACTS] == [name for name, _ in reading.article.facts]
