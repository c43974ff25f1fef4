"""Old encodings come back letter for letter; what is Unicode already is never touched."""

from __future__ import annotations

import subprocess
import time
import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.vietnamese import decode, detect_legacy, typeset
from publish.vietnamese.encodings import NAMES, encoding_name
from publish.vietnamese.encodings.detection import guess_encoding
from publish.vietnamese.encodings.tables import TCVN3, VISCII, VPS
from publish.vietnamese.letters import MARKED
from tests.support.encoders import ENCODERS, FOREIGN, PLAIN, SEED
from tests.support.programs import need


def forms(raw: bytes) -> list[bytes | str]:
    """What becomes of bytes: themselves, and text by Latin-1 and Windows-1252, in a string, in UTF-8 and UTF-16."""
    latin1 = raw.decode("latin-1")
    windows = "".join(bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in raw)
    texts = [latin1, windows, unicodedata.normalize("NFD", latin1)]
    return [raw, *texts, *(text.encode("utf-8-sig") for text in texts), latin1.encode("utf-16")]


@pytest.mark.parametrize("encoding", sorted(ENCODERS))
def test_the_whole_seed_comes_back_letter_for_letter(encoding: str) -> None:
    raw = ENCODERS[encoding](PLAIN)
    for form in forms(raw):
        assert PLAIN == decode(form, encoding)


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "windows-1258"])
def test_the_encoding_of_the_seed_is_found(encoding: str) -> None:
    raw = ENCODERS[encoding](PLAIN)
    for form in forms(raw):
        assert encoding == detect_legacy(form)
        assert PLAIN == decode(form, "auto")
        assert guess_encoding(form).confidence > 0.95


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "windows-1258"])
def test_one_paragraph_is_enough(encoding: str) -> None:
    for paragraph in filter(None, PLAIN.split("\n")):
        assert encoding == detect_legacy(ENCODERS[encoding](paragraph)), paragraph


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("charset", ["latin-1", "cp1252"])
def test_utf8_read_as_another_encoding_is_mended(times: int, charset: str) -> None:
    text = typeset(SEED)
    spoilt = text
    for _ in range(times):
        raw = spoilt.encode("utf-8")
        spoilt = "".join(bytes([b]).decode(charset, "replace").replace("\ufffd", chr(b)) for b in raw)
    assert text == decode(spoilt, "auto")
    assert "mojibake" == detect_legacy(spoilt)
    assert f"Unicode đây: {text}" == decode(f"Unicode đây: {spoilt}", "auto")


@pytest.mark.parametrize("table", [VISCII, VPS])
def test_a_table_has_every_letter_once(table: Mapping[int, str]) -> None:
    letters = [letter for letter in table.values() if letter in MARKED]
    assert set(letters) == MARKED
    assert len(letters) == len(set(letters)) or table is VPS


@pytest.mark.parametrize(
    ("table", "name"), [(VISCII, "VISCII"), ({code: chr(letter) for code, letter in TCVN3.items()}, "TCVN5712-1")]
)
def test_tables_agree_with_the_system(table: Mapping[int, str], name: str) -> None:
    need("iconv")
    for code, letter in table.items():
        run = subprocess.run(["iconv", "-f", name, "-t", "UTF-8"], input=bytes([code]) + b".", capture_output=True)
        assert letter == run.stdout.decode("utf-8").rstrip(".")


def test_the_capitals_of_the_whole_standard_agree_with_the_system() -> None:
    need("iconv")
    for text in (PLAIN, PLAIN.upper()):
        run = subprocess.run(["iconv", "-t", "TCVN5712-1"], input=text.encode(), capture_output=True, check=True)
        for form in forms(run.stdout):
            assert text == decode(form, "tcvn3")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("CéNG HßA X· HéI", "CỘNG HÒA XÃ HỘI"),
        ("ñy ban nh©n d©n", "ủy ban nhân dân"),
        ("Bé Y tÕ vµ UBND tØnh", "Bộ Y tế và UBND tỉnh"),
        ("PHÇN ë TR£N", "PHẦN Ở TRÊN"),
        ("L£ V¡N T¸M vµ Lª V¨n T¸m", "LÊ VĂN TÁM và Lê Văn Tám"),
        ("“Hµ Néi”…", "“Hà Nội”…"),
        ("T« Hµ, Vâ Tó", "Tô Hà, Võ Tú"),
        ("II. VÒ ®Êt ®ai", "II. Về đất đai"),
        ("Chñ tÞch Hå CHÝ MINH nãi", "Chủ tịch HỒ CHÍ MINH nói"),
        ("Sè: 05/Q§-BNV", "Số: 05/QĐ-BNV"),
        ("H§ND tØnh, UBND x·", "HĐND tỉnh, UBND xã"),
        ("ViÖt Nam.\n¶nh: B¸o.\nTin.\nBµi.", "Việt Nam.\nẢnh: Báo.\nTin.\nBài."),
        ("ViÖt Nam.\n¶nh b¸o\ntrªn tê.\nTin.\nBµi.", "Việt Nam.\nảnh báo\ntrên tờ.\nTin.\nBài."),
        ("Mét hai. Ba bèn. N¨m. ¶nh v.v. ë ®©y... ñng hé", "Một hai. Ba bốn. Năm. Ảnh v.v. ở đây... ủng hộ"),
    ],
)
def test_the_capital_fonts_of_tcvn3(raw: str, expected: str) -> None:
    assert expected == decode(raw, "TCVN3")


def test_a_capital_font_raises_all() -> None:
    assert decode("µ ®Êt n­íc", "abc", capitals=True) == "À ĐẤT NƯỚC"


@pytest.mark.parametrize(
    ("raw", "expected"), [("th\u0301 c\u0323n v\u0301", "thì còn vì"), ("Vie\u0323\u0302t Na\u0301m", "Việt Nám")]
)
def test_latin1_read_as_1258_is_mended(raw: str, expected: str) -> None:
    assert expected == decode(raw, "auto") == decode(raw, "windows-1258")


@pytest.mark.parametrize(
    ("raw", "expected"), [("Tie^'ng Vie^.t ddu+o+.c", "Tiếng Việt được"), (r"DDa. me\? a\.", "Đạ me? a.")]
)
def test_viqr(raw: str, expected: str) -> None:
    assert expected == decode(raw, "viqr")


@pytest.mark.parametrize("text", [*FOREIGN, SEED, typeset(SEED), "\n".join(FOREIGN) + SEED])
def test_what_is_unicode_stays(text: str) -> None:
    assert text == decode(text, "auto") == decode(text.encode("utf-8"), "auto") == decode(text.encode("utf-16"), "auto")
    assert text == decode(unicodedata.normalize("NFD", text), "auto") or text != unicodedata.normalize("NFC", text)
    assert detect_legacy(text) is detect_legacy(unicodedata.normalize("NFD", text)) is None
    assert detect_legacy(text.encode("cp1252", "ignore")) is None or text[0] not in "TLEDÞP"


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "windows-1258"])
def test_old_paragraphs_among_others_are_decoded(encoding: str) -> None:
    paragraphs = list(filter(None, PLAIN.split("\n")))
    old = {2, 5, 6}
    mixed = [
        ENCODERS[encoding](paragraph).decode("latin-1") if index in old else paragraph
        for index, paragraph in enumerate(paragraphs)
    ]
    foreign = [FOREIGN[1], FOREIGN[6], FOREIGN[16]]
    text, expected = "\n".join((*mixed, *foreign)), "\n".join((*paragraphs, *foreign))
    for data in (text, text.encode("utf-8")):
        assert expected == decode(data, "auto") == decode(data, encoding)


SHAPES = [
    "µ",
    "a",
    "aâ ",
    "Ã",
    "á»",
    "Ã¡Â",
    "\u0301",
    "t\u0301",
    "§A ",
    "A",
    ". ",
    "“µ",
    "\x93A",
    "e^'",
    "\\",
    "\u01b0\n",
    "\n\r",
]


@pytest.mark.slow
@pytest.mark.parametrize("encoding", NAMES)
def test_time_grows_with_the_length_only(encoding: str) -> None:
    for shape in SHAPES:
        start = time.process_time()
        decode(shape * (200_000 // len(shape)), encoding)
        assert time.process_time() - start < 20, shape


@given(st.text(alphabet=sorted(MARKED) + list("abcdeghiklmnopqrstuvxyABC .,“”–…«»®©"), max_size=120))
def test_vietnamese_is_never_decoded(text: str) -> None:
    assert text == decode(f"Đ{text}", "auto")[1:]


@given(st.binary(max_size=80), st.sampled_from(NAMES))
def test_any_bytes_decode_to_nfc(raw: bytes, encoding: str) -> None:
    assert unicodedata.is_normalized("NFC", decode(raw, encoding))


def test_names() -> None:
    assert ["tcvn3", "windows-1258", "vni"] == [encoding_name(name) for name in ("TCVN-5712", "cp1258", "VNI Windows")]
    with pytest.raises(ValueError, match="no encoding is called 'koi8'; there are tcvn3, vni"):
        decode(b"", "koi8")
