"""Official documents that tests write into an empty folder and make."""

from __future__ import annotations

from pathlib import Path

from publish.base.cache import NoCache
from publish.build.jobs import prepare
from publish.build.rendering import render
from publish.build.sources import choose_sources
from publish.kinds.projects import open_project
from publish.outputs.commission import Commission, Workers
from publish.outputs.docx import package
from publish.outputs.pdf import printing
from tests.support.printed import read, tools

DECISION = """---
loai: Quyết định
co_quan: Bộ Nội vụ
so: 5
ky_hieu: QĐ-BNV
dia_danh: Hà Nội
ngay: 2020-01-05
trich_yeu: Về việc thành lập Hội đồng thi nâng ngạch công chức năm 2020
tham_quyen: Bộ trưởng Bộ Nội vụ
noi_nhan:
  - Như Điều 3
  - Các Thứ trưởng
  - "Lưu: VT, TCCB"
quyen_han: KT. Bộ trưởng
chuc_vu: Thứ trưởng
nguoi_ky: Nguyễn Văn An
---

Căn cứ Luật Cán bộ, công chức ngày 13 tháng 11 năm 2008;

Căn cứ Nghị định số 34/2017/NĐ-CP ngày 03 tháng 4 năm 2017 của Chính phủ quy định
chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Bộ Nội vụ;

Theo đề nghị của Vụ trưởng Vụ Tổ chức cán bộ.

QUYẾT ĐỊNH:

Điều 1. Thành lập Hội đồng thi nâng ngạch công chức năm 2020 gồm các ông, bà có tên trong Phụ lục kèm theo.

Điều 2. Hội đồng có nhiệm vụ:

1. Tổ chức thi theo quy định.
2. Báo cáo kết quả thi, gồm:
    1. Danh sách thí sinh;
    2. Kết quả chấm thi;
    3. Đề nghị công nhận kết quả;
    4. Tài liệu khác;
    5. Hồ sơ kèm theo.

Điều 3. Chánh Văn phòng Bộ, Vụ trưởng Vụ Tổ chức cán bộ và các ông, bà có tên tại
Điều 1 chịu trách nhiệm thi hành Quyết định này./.

## Phụ lục I. Danh sách Hội đồng thi

### Chương. Những quy định chung

#### Điều. Phạm vi điều chỉnh

Quy chế này quy định về hoạt động của Hội đồng thi.[^1]

| TT | Họ và tên | Chức vụ |
|---|---|---|
| 1 | Trần Thị Bình | Chủ tịch |

[^1]: Theo Điều 2 của Quyết định.

## Phụ lục II. Bảng phân công

Đoạn văn nói về việc phân công các thành viên của Hội đồng thi.
"""
"""A decision with legal bases, clauses, points, a note, and two annexes with divisions and a table."""

LETTER = """---
loai: Công văn
co_quan_chu_quan: Ủy ban nhân dân tỉnh Hòa Sơn
co_quan: Sở Nội vụ
so: 7
ky_hieu: SNV-VP
dia_danh: Hòa Sơn
ngay: 2026-02-09
trich_yeu: góp ý dự thảo Kế hoạch chuyển đổi số năm 2026
do_khan: Khẩn
luu_hanh: Lưu hành nội bộ
kinh_gui:
  - Các cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh
  - Ủy ban nhân dân các xã, phường
noi_nhan:
  - Như trên
  - Giám đốc Sở (để báo cáo)
  - "Lưu: VT, VP"
quyen_han:
  - TL. Giám đốc
  - KT. Chánh Văn phòng
chuc_vu: Phó Chánh Văn phòng
nguoi_ky: Trần Thị Bình
ky_hieu_soan: PL.(30)
dia_chi: "Số 1 đường Hòa Bình, phường Hòa Sơn; ĐT: 024 0000 0000; www.hoason.example"
---

Thực hiện Kế hoạch số 12/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh về
chuyển đổi số năm 2026,
Sở Nội vụ đề nghị các cơ quan, đơn vị góp ý bằng văn bản vào dự thảo Kế hoạch.

Ý kiến góp ý gửi về Sở Nội vụ trước ngày 20 tháng 02 năm 2026 để tổng hợp, báo cáo Ủy ban nhân dân tỉnh./.
"""
"""A letter of two agencies, urgent, to several addressees, with the mark of its drafter and an address."""

REPORT = """---
loai: Báo cáo
co_quan_chu_quan: Ủy ban nhân dân tỉnh Hòa Sơn
co_quan: Sở Nội vụ
so: 15
ky_hieu: BC-SNV
dia_danh: Hòa Sơn
ngay: 2026-06-30
trich_yeu: Kết quả công tác văn thư, lưu trữ 6 tháng đầu năm 2026
noi_nhan:
  - Ủy ban nhân dân tỉnh (để báo cáo)
  - "Lưu: VT, VP"
chuc_vu: Giám đốc
nguoi_ky: Lê Văn Cường
---

Thực hiện chương trình công tác năm 2026, Sở Nội vụ báo cáo kết quả công tác văn thư, lưu trữ 6 tháng đầu năm như sau:

## I. Kết quả đạt được

### 1. Công tác văn thư

Các cơ quan đã tiếp nhận và giải quyết 12 450 văn bản đến, phát hành 8 320 văn bản đi; tỷ lệ văn bản điện tử đạt 98,5%.

### 2. Công tác lưu trữ

Đã chỉnh lý 120 mét giá tài liệu; số hóa 35 000 trang tài liệu có giá trị lịch sử, phục vụ 640 lượt độc giả.

## II. Phương hướng, nhiệm vụ

- Hoàn thiện danh mục hồ sơ điện tử của các cơ quan;
- Tập huấn nghiệp vụ cho công chức văn thư các xã, phường.

Trên đây là báo cáo của Sở Nội vụ, trân trọng báo cáo Ủy ban nhân dân tỉnh./.
"""
"""A report with crossheads and a list of dashes."""


MINUTES = (
    """---
loai: Biên bản
co_quan_chu_quan: Bộ Nội vụ
co_quan: Cục Văn thư và Lưu trữ nhà nước
so: 3
ky_hieu: BB-VTLTNN
trich_yeu: Họp xét duyệt kế hoạch
dia_danh: Hà Nội
ngay: 2026-03-02
do_mat: Mật
ky_so: "Số: 15/BC-BNV; 05/01/2026; 09:30:00 +07:00"
noi_nhan: [Như trên, "Lưu: VT"]
chuc_vu: Chủ tọa
ghi_chu_ky: (Chữ ký của người có thẩm quyền, dấu/chữ ký số của cơ quan, tổ chức)
nguoi_ky: Nguyễn Văn A
cung_ky:
  - chuc_vu: Thư ký
    ghi_chu_ky: (Chữ ký)
    nguoi_ky: Trần Thị B
kinh_gui: Bộ trưởng Bộ Nội vụ
---

"""
    + "\n\n".join(
        f"Đoạn văn thứ {number} nói về việc thi nâng ngạch công chức của các cơ quan, đơn vị trong năm nay và những năm"
        " sau, có nhiều chữ để dài hơn một dòng và sang dòng khác."
        for number in range(28)
    )
    + """

| TT | Nội dung | Số lượng | Ghi chú |
|---:|---|:-:|---|
| 1 | Hồ sơ có thời hạn bảo quản vĩnh viễn của các đơn vị trong 2020–2025 | 1 250 | Nộp lưu trước tháng 6 năm 2026 |
| 2 | Tài liệu khác | 30 | |

Biên bản kết thúc vào 16 giờ./.
"""
)
"""Minutes of three pages, secret, with a secretary who signs as well, and a table."""

NOTICE = """---
loai: Quy chế
co_quan: Bộ Nội vụ
trich_yeu: Làm việc của Hội đồng thi nâng ngạch công chức năm 2020 và những năm tiếp theo của các cơ quan, đơn vị
kem_theo: Quyết định số 12/QĐ-BNV ngày 05 tháng 01 năm 2020 của Bộ trưởng Bộ Nội vụ
chuc_vu: Bộ trưởng
chuc_vu_khac: Chủ tịch Hội đồng thi
nguoi_ky: Nguyễn Văn A
ngay: 2026-03-02
xac_nhan:
  chuc_vu: Xác nhận của cơ quan (nếu có)
  ghi_chu_ky: (Chữ ký)
  nguoi_ky: Lê Văn C
sao:
  hinh_thuc: Sao y
  co_quan: Sở Y tế tỉnh Hòa Sơn
  so: 2
  ky_hieu: SY-SYT
  dia_danh: Hòa Sơn
  ngay: 2026-03-05
  noi_nhan: [Như trên, "Lưu: VT"]
  quyen_han: TL. Giám đốc
  chuc_vu: Chánh Văn phòng
  nguoi_ky: Đỗ Thị D
  ky_so: "Số: 15/BC-BNV; 05/01/2026; 09:30:00 +07:00"
---

## Chương I. Quy định chung

### Điều 1. Phạm vi

1. Khoản một.
    1. Điểm một;

Văn bản này có hiệu lực từ ngày ký./.
"""
"""Regulations that are issued with a decision, confirmed, and copied."""


def write_official(root: Path, *texts: str) -> Path:
    """Return the folder, in which a project of official documents has been written, ``d1.md``, ``d2.md`` …"""
    (root / "source").mkdir(parents=True, exist_ok=True)
    (root / "source/publish.toml").write_text('[publication]\nkind = "official"\n', "utf-8")
    for number, text in enumerate(texts, 1):
        (root / f"source/d{number}.md").write_text(text, "utf-8")
    return root


def make_official(root: Path, text: str, format_: str) -> bytes:
    """An output of one document that is written into an empty folder."""
    return render(read(write_official(root, text)), format_, tools(NoCache())[0], lambda step: None).content


def official_files(root: Path, *texts: str) -> list[tuple[bytes, bytes]]:
    """The screen twin of each document, which nobody judges, and its Word file."""
    project, made = open_project(write_official(root, *texts)), []
    for job in prepare(project, choose_sources(project, None), lambda step: None):
        asked = Commission(job.subject, job.project, job.assets, Workers())
        pages = job.kind.pages("printed")(asked)
        made.append((printing.make(pages, Workers(), ""), package.make(asked, Workers(), "")))
    return made
