"""The facts of an official document as its front matter names them, in the words of Nghị định 30/2020/NĐ-CP."""

from __future__ import annotations

from publish.publication.facts import DAY, GROUP, GROUPS, LINE, LINES, FactKey

_AGENCY = FactKey("co_quan", "agency", LINES, "The agency that issues the document; each line is one.")
_NUMBER = FactKey("so", "number", LINE, "The number of the document; empty where it is written in by hand.")
_SYMBOL = FactKey("ky_hieu", "symbol", LINE, "The symbol of the document, such as QĐ-BNV.")
_PLACE = FactKey("dia_danh", "place", LINE, "The place where the document is issued.")
_DATE = FactKey("ngay", "date", DAY, "The day of issue; empty where it is written in by hand.")
_RECIPIENTS = FactKey("noi_nhan", "recipients", LINES, "Who receives the document, a line each, the file copy last.")
_AUTHORITY = FactKey("quyen_han", "signing_authority", LINES, "On whose behalf is signed, such as KT. BỘ TRƯỞNG.")
_OFFICE = FactKey("chuc_vu", "office", LINES, "The office of the signer.")
_SIGNER = FactKey("nguoi_ky", "signer", LINE, "The name of the signer.")
_SIGNATURE_NOTE = FactKey("ghi_chu_ky", "signature_note", LINES, "What stands in the place of the signature.")
_DIGITAL = FactKey(
    "ky_so", "digital_signature", LINE, "The line of a digital signature that has no image: number, day and time."
)

KEYS = (
    FactKey("loai", "type", LINE, "The type of the document, such as Quyết định or Công văn."),
    FactKey("co_quan_chu_quan", "superior_agency", LINES, "The agency above the one that issues the document."),
    _AGENCY,
    _NUMBER,
    _SYMBOL,
    _PLACE,
    _DATE,
    FactKey("trich_yeu", "subject", LINES, "What the document is about."),
    FactKey("tham_quyen", "authority", LINES, "Who decides, above the legal bases, such as BỘ TRƯỞNG BỘ NỘI VỤ."),
    FactKey("kinh_gui", "addressees", LINES, "Whom the document addresses; several stand in a list."),
    _RECIPIENTS,
    _AUTHORITY,
    _OFFICE,
    _SIGNER,
    FactKey("chuc_vu_khac", "other_office", LINES, "Another office of the signer, above the name."),
    _SIGNATURE_NOTE,
    FactKey("anh_chu_ky", "signature_image", LINE, "The image of the signature, a PNG in source/."),
    FactKey("anh_dau", "seal_image", LINE, "The image of the seal, a PNG in source/."),
    _DIGITAL,
    FactKey(
        *("cung_ky", "cosigners", GROUPS, "Who signs on the left, such as the secretary of minutes."),
        (_AUTHORITY, _OFFICE, _SIGNATURE_NOTE, _SIGNER),
    ),
    FactKey(
        *("xac_nhan", "confirmation", GROUP, "Who confirms below the signature, as on a leave permit."),
        (_OFFICE, _SIGNATURE_NOTE, _SIGNER),
    ),
    FactKey("kem_theo", "issued_with", LINE, "The document that this one is issued with; it has no number then."),
    FactKey("do_mat", "secrecy", LINE, "How secret the document is: Mật, Tối mật or Tuyệt mật."),
    FactKey("do_khan", "urgency", LINE, "How urgent the document is: Khẩn, Thượng khẩn or Hoả tốc."),
    FactKey("luu_hanh", "circulation", LINE, "Who may have the document, such as Lưu hành nội bộ."),
    FactKey("ky_hieu_soan", "drafter", LINE, "The mark of the drafter and the number of copies, PL.(300)."),
    FactKey("dia_chi", "address", LINE, "Address, telephone and website of the agency, at the foot of page 1."),
    FactKey(
        *("sao", "copy", GROUP, "The copy that the document is: its form and who made it."),
        (
            FactKey("hinh_thuc", "form", LINE, "The form of the copy: Sao y, Sao lục or Trích sao."),
            *(_AGENCY, _NUMBER, _SYMBOL, _PLACE, _DATE, _RECIPIENTS, _AUTHORITY, _OFFICE, _SIGNATURE_NOTE, _SIGNER),
            _DIGITAL,
        ),
    ),
)
"""Every key, in the order of the document."""
