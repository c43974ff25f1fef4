"""Text in the encodings that Vietnamese had before Unicode, and text that is in none of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping

from publish.vietnamese.encodings.tables import TCVN3, VISCII, VNI_LETTERS, VNI_PAIRS, VPS
from publish.vietnamese.letters import MARKED
from tests.support import folders

SEED = folders.SEED.read_text(encoding="utf-8")


def by_table(table: Mapping[int, str]) -> Callable[[str], bytes]:
    codes = {letter: code for code, letter in table.items()}
    return lambda text: bytes(codes.get(letter, ord(letter) if ord(letter) < 0x80 else 0x3F) for letter in text)


def to_tcvn3(text: str) -> bytes:
    """Encode as keyboards did: a capital with a tone is the small letter."""
    codes = {chr(letter): chr(code) for code, letter in TCVN3.items()}
    return "".join(codes.get(c) or codes.get(c.lower() if c in MARKED else c) or c for c in text).encode("cp1252")


def to_vni(text: str) -> bytes:
    letters = {chr(letter): chr(code) for code, letter in VNI_LETTERS.items()}
    letters |= {letter: pair for pair, letter in VNI_PAIRS.items()}
    letters |= {letter.upper(): pair.upper() for pair, letter in VNI_PAIRS.items()}
    return "".join(letters.get(letter, letter) for letter in text).encode("cp1252")


def to_1258(text: str) -> bytes:
    def one(letter: str) -> bytes:
        try:
            return letter.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tone = next(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
            return unicodedata.normalize("NFC", parts.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")

    return b"".join(map(one, text))


def to_viqr(text: str) -> bytes:
    signs = dict(zip("\u0302\u0306\u031b\u0300\u0301\u0309\u0303\u0323", "^(+`'?~.", strict=True))
    parts: list[str] = []
    for letter in text:
        first, *marks = unicodedata.normalize("NFD", letter)
        if letter in "đĐ":
            parts.append("dd" if letter == "đ" else "DD")
        elif letter in "^(+`'?~.*\\" and parts:
            parts.append("\\" + letter)
        else:
            order = sorted(marks, key=lambda mark: mark not in "\u0302\u0306\u031b")
            parts.append(first + "".join(signs[mark] for mark in order))
    return "".join(parts).encode("ascii")


ENCODERS: Mapping[str, Callable[[str], bytes]] = {
    "tcvn3": to_tcvn3,
    "vni": to_vni,
    "viscii": by_table(VISCII),
    "vps": by_table(VPS),
    "windows-1258": to_1258,
    "viqr": to_viqr,
}
PLAIN = SEED.replace("–", "-").replace("…", "...")
FOREIGN = [
    "The café on the corner was closed, naïve as it sounds, and the façade needed a coat of paint.",
    "L’été dernier, Noël approchait déjà ; « Où êtes-vous ? » demanda-t-elle à la fenêtre, ça et là.",
    "El niño comió piña mañana; ¿cómo está usted, señor Núñez? ¡Qué alegría verle por aquí!",
    "Ação, coração e pão: São Paulo está à espera, não há razão para aflições, português é bonito.",
    "“A SOLUÇÃO”, ‘IRMÃ’, AVIÃO…, AMANHÃ – não; «MAÇÃ»",
    "Die Straße führt über Österreich; schöne Grüße aus München, »Äpfel« und Öl, größer als früher.",
    "Það var einu sinni kóngur í ríki sínu og átti hann þrjár dætur, sagði Guðmundur við Ölmu.",
    "Příliš žluťoučký kůň úpěl ďábelské ódy, řekl Jiří a šel domů přes náměstí ve Zlíně.",
    "Zażółć gęślą jaźń, powiedział Łukasz, źdźbło trawy i świerszcz w Łodzi nad rzeką Ner.",
    "Perché è così? Più tardi verrà, però già lo sapevo: È vero, la città è là, papà.",
    "På øya blåste det hardt, sa Åse, og gråt bittert over Ærøskøbing; år etter år.",
    "Pijamalı hasta yağız şoföre çabucak güvendi; Iğdır’da ışık söndü, İstanbul’da yandı.",
    "Törkylempijävongahdus: älä lyö, ääliö, ölkää läikkyy; hyvää yötä Ähtärissä.",
    "Árvíztűrő tükörfúrógép, öt hűtőházból kértünk színhúst, mondta Ödön Győrben.",
    "Muzicologă în bej vând whisky și tequila, preț fix, strigă țăranul de lângă Iași.",
    "Mae’r tŷ’n ŵyn a’r môr yn dawel; ble’r ei di, fab bach, cyn i’r gath ddod adref?",
    "Pòtigal, Syera Leòn: tout moun fèt lib, menm valè, menm dwa, kò ak lespri yo.",
    "Москва — столица России, «Київ» — столиця України, а Αθήνα είναι η πρωτεύουσα.",
    "北京是中华人民共和国的首都。東京は日本の首都です。서울은 대한민국의 수도이다.",
    "ภาษาไทย «วัด» · עברית “שלום” · العربية «سلام» · हिन्दी",
    'for (let é = 0; é < n; ++é) { s += `${é}°`; } // µs, §3, ©2020, ±5, "½" → ×2\nx = r"\\d+·¶"',
    "Caf\u00e9 S\u00e3o Paulo \u00ae 2020 \u00a9 B\u00e1o L\u1ea1ng S\u01a1n",
    "“HỢP TÁC XÃ” – “HUYỆN–XÃ–PHƯỜNG”, HTX… XÃ…, «XÃ», XÃ¹, CHÍ”, GÌ’, xá»",
    "thêm nhóm “a” trong “b” không? Tạo “c”, «d», ‘e’, 5 µm, 20 °C, §3, ®, ©",
]
