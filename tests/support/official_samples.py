"""Official documents of every component, and their pages with one thing changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from publish.build.jobs import prepare
from publish.build.rendering import Rendering
from publish.build.sources import choose_sources
from publish.kinds.projects import open_project
from publish.outputs.commission import Workers
from tests.support.folders import ROOT

DECISION = """---
loai: Quyết định
co_quan_chu_quan: BỘ NỘI VỤ
co_quan: CỤC VĂN THƯ VÀ LƯU TRỮ NHÀ NƯỚC
so: 5
ky_hieu: QĐ-VTLTNN
dia_danh: Hà Nội
ngay: 2020-01-05
trich_yeu: Ban hành Quy chế công tác văn thư của cơ quan
tham_quyen: CỤC TRƯỞNG CỤC VĂN THƯ VÀ LƯU TRỮ NHÀ NƯỚC
noi_nhan:
  - Như Điều 3
  - Bộ Nội vụ (để báo cáo)
  - "Lưu: VT, VP"
quyen_han: KT. CỤC TRƯỞNG
chuc_vu: PHÓ CỤC TRƯỞNG
nguoi_ky: Nguyễn Văn Hùng
do_khan: Khẩn
luu_hanh: Lưu hành nội bộ
ky_hieu_soan: PL.(300)
---

Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024 và các văn bản hướng dẫn thi hành luật này trong cơ quan nhà nước;

Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;

Theo đề nghị của Chánh Văn phòng Cục.

QUYẾT ĐỊNH:

## Phần. Quy định chung

### Chương. Những quy định chung

#### Mục. Phạm vi và đối tượng

##### Điều. Phạm vi điều chỉnh

Quy chế này quy định về công tác văn thư, gồm soạn thảo, ký ban hành văn bản, quản lý văn bản, lập hồ sơ và nộp lưu
hồ sơ, tài liệu vào lưu trữ cơ quan, quản lý và sử dụng con dấu, thiết bị lưu khóa bí mật trong công tác văn thư.

Quy chế này áp dụng với các đơn vị thuộc Cục và các cá nhân có liên quan đến công tác văn thư của Cục trong quá trình
giải quyết công việc hằng ngày, với các hồ sơ tại Phụ lục kèm theo.

##### Điều. Nguyên tắc

1. Công tác văn thư được thực hiện thống nhất theo quy định của pháp luật, bảo đảm công khai, kịp thời, chính xác và
   an toàn thông tin theo quy định.

2. Văn bản của cơ quan phải được soạn thảo và ban hành đúng thẩm quyền, trình tự, thủ tục, hình thức, thể thức và kỹ
   thuật trình bày theo quy định của pháp luật:

   a) Đối với văn bản quy phạm pháp luật được thực hiện theo quy định của Luật Ban hành văn bản quy phạm pháp luật và
   các văn bản có liên quan;

   b) Đối với văn bản hành chính được thực hiện theo quy định tại Nghị định này.

#### Mục. Tổ chức

##### Điều. Trách nhiệm thi hành

Chánh Văn phòng, thủ trưởng các đơn vị thuộc Cục và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành Quyết
định này kể từ ngày ký.

Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị kịp thời phản ánh về Văn phòng Cục để tổng hợp, báo
cáo Cục trưởng xem xét, quyết định./.

## Phụ lục I. DANH MỤC HỒ SƠ

Hồ sơ công việc được lập theo danh mục kèm theo Quyết định này và được cập nhật hằng năm khi có thay đổi về chức năng,
nhiệm vụ của các đơn vị.

Danh mục hồ sơ do Văn phòng chủ trì xây dựng, trình Cục trưởng ban hành vào đầu năm và gửi các đơn vị thực hiện.
"""

LETTER = """---
loai: Công văn
co_quan_chu_quan: BỘ NỘI VỤ
co_quan: VĂN PHÒNG
so: 12
ky_hieu: VP-TCCB
dia_danh: Hà Nội
ngay: 2020-11-02
trich_yeu: nâng bậc lương năm 2020 đối với công chức và viên chức
kinh_gui:
  - Vụ Tổ chức cán bộ
  - Cục Văn thư và Lưu trữ nhà nước
noi_nhan:
  - Như trên
  - "Lưu: VT, TCCB"
quyen_han: TL. BỘ TRƯỞNG
chuc_vu: CHÁNH VĂN PHÒNG
nguoi_ky: Trần Văn Bình
ky_so: "Số: 12/VP-TCCB; 02/11/2020; 09:30:00 +07:00"
dia_chi: "Số 8 Tôn Thất Thuyết, Hà Nội; ĐT: 024.62821016; E-Mail: vanphong@moha.gov.vn"
---

Thực hiện kế hoạch công tác năm 2020, Văn phòng Bộ đề nghị các đơn vị rà soát danh sách công chức, viên chức đủ điều
kiện nâng bậc lương thường xuyên và nâng bậc lương trước thời hạn trong năm.

Danh sách gửi về Văn phòng Bộ trước ngày 20 tháng 11 năm 2020 để tổng hợp, trình Bộ trưởng xem xét, quyết định theo quy
định của pháp luật hiện hành.

Trong quá trình thực hiện, nếu có vướng mắc, đề nghị các đơn vị phản ánh kịp thời về Văn phòng Bộ để được hướng dẫn,
giải quyết./.
"""

SAMPLES = {"decision": DECISION, "letter": LETTER}


def sample_project(root: Path) -> Path:
    """Make a project with both samples and layouts of its own; return its folder."""
    source = root / "source"
    source.mkdir(parents=True)
    (source / "publish.toml").write_text('[publication]\nkind = "official"\n[output]\nformats = ["pdf"]\n')
    for name, text in SAMPLES.items():
        (source / f"{name}.md").write_text(text, encoding="utf-8")
    (root / "styles" / "official").mkdir(parents=True)
    return root


def render_sample(
    root: Path, name: str, css: str = "", words: Mapping[str, str] | None = None, output: str = "pdf"
) -> bytes:
    """Return an output of a sample, with rules added to its stylesheet, and words changed in its layout."""
    styles, bundled = root / "styles" / "official", ROOT / "styles" / "official"
    layout = (bundled / "print.html").read_text(encoding="utf-8")
    for old, new in (words or {}).items():
        assert old in layout, old
        layout = layout.replace(old, new)
    (styles / "print.html").write_text(layout, encoding="utf-8")
    (styles / "print.css").write_text(f"{(bundled / 'print.css').read_text(encoding='utf-8')}\n{css}\n", "utf-8")
    file = root / "source" / f"{name}.md"
    project = open_project(file)
    (job,) = prepare(project, choose_sources(project, file), lambda step: None)
    return Rendering(job, Workers(), lambda step: None).make(output, judged=False)[0].content
