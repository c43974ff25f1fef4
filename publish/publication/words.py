"""The words that a publication prints beside those of its authors, by language: "Mục lục", "Hình", "Bản tin".

A language is one table, and in it each word stands once, under the part of the publication that prints it. A new
language is a new table with all keys of the others and the same placeholders. Dates are written by
:mod:`publish.base.dates`; what the program says to its user is no part of a publication and stands with its rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Part = Literal["pages", "references", "boxes", "access", "imprint", "bulletin", "formulas", "web"]
"""What prints a word: any page, a reference or number, a box that warns or advises, the accessibility summary, a book's
imprint, a bulletin, the words of a formula, or a web page."""

_VIETNAMESE: Mapping[Part, Mapping[str, str]] = {
    "pages": {
        # titles
        "contents": "Mục lục",
        "figures": "Danh mục hình",
        "tables": "Danh mục bảng",
        "notes": "Chú thích",
        "works": "Tài liệu tham khảo",
        "index": "Bảng tra",
        # the index
        "see": "xem",
        "see_also": "xem thêm",
        "signs": "Số và dấu",
        # the navigation of an EPUB
        "cover": "Bìa",
        "landmarks": "Các mốc",
        "pages": "Danh sách trang",
        "start": "Bắt đầu bài",
        # links
        "back": "Trở lại bài",
        "page": "Trang",
        # within an article
        "draft": "Chưa có ảnh",
        "undescribed": "Hình chưa có mô tả",
        "done": "đã xong",
        "undone": "chưa xong",
        "updated": "Cập nhật",
    },
    "references": {
        "chapter": "Chương",
        "figure": "Hình",
        "page": "trang",
        "table": "Bảng",
    },
    "boxes": {
        "note": "Ghi chú",
        "tip": "Mẹo",
        "important": "Quan trọng",
        "warning": "Cảnh báo",
        "caution": "Thận trọng",
        "info": "Thông tin",
        "abstract": "Tóm tắt",
        "todo": "Việc cần làm",
        "example": "Ví dụ",
        "see_more": "Xem thêm",
        "question": "Câu hỏi",
        "details": "Chi tiết",
        "success": "Thành công",
        "danger": "Nguy hiểm",
        "error": "Lỗi",
    },
    "formulas": {
        "signs": "= bằng; ≠ khác; < nhỏ hơn; > lớn hơn; ≤ nhỏ hơn hoặc bằng; ⩽ nhỏ hơn hoặc bằng; ≥ lớn hơn hoặc bằng; "
        "⩾ lớn hơn hoặc bằng; ≈ xấp xỉ; ≡ đồng nhất với; + cộng; − trừ; ± cộng trừ; ∓ trừ cộng; × nhân; ⋅ nhân; ∗ sao; "
        "÷ chia; / chia; ( mở ngoặc; ) đóng ngoặc; [ mở ngoặc vuông; ] đóng ngoặc vuông; | gạch đứng; "
        "‖ hai gạch đứng; ∑ tổng; ∏ tích; ∫ tích phân; ∬ tích phân kép; "
        "∭ tích phân bội ba; ∮ tích phân đường kín; ∞ vô cùng; ∂ đạo hàm riêng; ∇ nabla; ∈ thuộc; ∉ không thuộc; "
        "⊂ là tập con của; ⊆ là tập con hoặc bằng của; ∪ hợp; ∩ giao; ⋃ hợp; ⋂ giao; ∖ hiệu; ∅ tập rỗng; ∀ với mọi; "
        "∃ tồn tại; ¬ phủ định; ∧ và; ∨ hoặc; → tiến tới; ⇒ suy ra; ⟹ suy ra; ⇔ tương đương; ⟺ tương đương; "
        "↦ ánh xạ thành; ⊥ vuông góc với; ⟂ vuông góc với; ∥ song song với; ∠ góc; △ tam giác; ∼ tương tự; "
        "≅ bằng hình; ∘ độ; ° độ; ′ phẩy; ″ hai phẩy; ‴ ba phẩy; … ba chấm; ⋯ ba chấm; ⋮ ba chấm dọc; ⋱ ba chấm chéo; "
        "! giai thừa; % phần trăm; ⃗ vectơ; ˆ mũ nhọn; ̂ mũ nhọn; ¯ gạch ngang trên; ‾ gạch ngang trên; _ gạch chân; "
        "˜ dấu ngã; ~ dấu ngã; ˙ chấm; ¨ hai chấm; ⏟ ngoặc dưới; ⏞ ngoặc trên; ℝ tập số thực; ℕ tập số tự nhiên; "
        "ℤ tập số nguyên; ℚ tập số hữu tỉ; ℂ tập số phức; α alpha; β beta; γ gamma; δ delta; ε epsilon; ϵ epsilon; "
        "θ theta; λ lambda; μ muy; π pi; ρ rô; σ sigma; τ tau; φ phi; ϕ phi; ω omega; Δ delta hoa; Σ sigma hoa; "
        "Ω omega hoa",
        "over": "{} trên {}",
        "choose": "{} chọn {}",
        "fraction": "phân số {} trên {}, hết phân số,",
        "root": "căn bậc hai của {}, hết căn,",
        "nth_root": "căn bậc {1} của {0}, hết căn,",
        "sub": "{} chỉ số {}",
        "power": "{} mũ {}",
        "squared": "{} bình phương",
        "under": "{} với {}, của",
        "range": "{} từ {} đến {}, của",
        "row": "hàng",
        "brace": "mở ngoặc nhọn",
        "end_brace": "đóng ngoặc nhọn",
    },
    "access": {
        "text": "Toàn văn đọc được bằng trình đọc màn hình và đổi được cỡ chữ, màu chữ.",
        "pictures": "Mỗi hình ảnh có lời mô tả.",
        "undescribed": "Có hình ảnh chưa có lời mô tả.",
        "notes": "Chú thích có liên kết đi và về.",
        "pages": "Có mục lục và danh sách trang theo bản in.",
    },
    "imprint": {
        "imprint": "Trang bản quyền",
        "colophon": "Thông tin xuất bản",
        # who made it
        "authors": "Tác giả",
        "compilers": "Biên soạn",
        "chief_editors": "Chủ biên",
        "translators": "Người dịch",
        "transcriber": "Phiên âm từ chữ Nôm",
        "reviser": "Hiệu đính",
        "director": "Chịu trách nhiệm xuất bản",
        "editor_in_chief": "Chịu trách nhiệm nội dung",
        "editor": "Biên tập",
        "designer": "Trình bày, minh họa",
        "technical_editor": "Biên tập kỹ thuật",
        "proofreader": "Sửa bản in",
        "partner": "Đối tác liên kết",
        # what it is
        "original": "Nguyên tác",
        "translated_from": "Dịch qua bản tiếng",
        "volume": "Tập",
        "ebook": "sách điện tử",
        "price": "Giá: {0} đồng",
        # how it was made
        "run": "In {run} cuốn, khổ {size}, tại {printer}",
        "size": "Khổ {size}",
        "registration": "Số xác nhận đăng ký xuất bản: {0}",
        "decision": "Quyết định xuất bản số: {0}",
        "day": "{0}, ngày {1.day} tháng {1.month} năm {1.year}",
        "deposit": "In xong và nộp lưu chiểu quý {0}",
    },
    "bulletin": {
        # the nameplate and running heads
        "bulletin": "Bản tin",
        "number": "Số",
        "month": "Tháng {0.month}/{0.year}",
        "emblem": "Biểu trưng",
        # articles that run over several pages
        "inside": "Trong số này",
        "jump": "Xem tiếp trang",
        "continued": "Tiếp theo trang",
        # the imprint
        "imprint": "Thông tin xuất bản",
        "licence": "Giấy phép xuất bản bản tin số {0}",
        "licensed": "{0}, cấp ngày {1}",
        "responsible": "Chịu trách nhiệm xuất bản:",
        "organ": "Cơ quan xuất bản:",
        "printer": "In tại:",
        "print_run": "Số lượng:",
        "copies": "{0} bản",
        "periodicity": "Kỳ hạn xuất bản:",
        "trim": "Khổ:",
        "address": "Địa chỉ:",
        "phone": "Điện thoại:",
        "email": "Thư điện tử:",
    },
    "web": {
        "skip": "Đến nội dung chính",
        "previous": "Trước",
        "next": "Tiếp",
        "order": "Bài trước, bài tiếp",
        "downloads": "Tải về",
        "printed_pages": "Trang của bản in",
        "wide_table": "Bảng rộng",
        "locale": "vi_VN",
        # the search of a site
        "search": "Tìm kiếm",
        "asked": "Từ cần tìm",
        "marks": "Viết không dấu thì tìm mọi dấu; viết có dấu thì tìm đúng dấu.",
        "no_script": "Trang tìm kiếm cần JavaScript; các trang khác đọc được không cần.",
        "found": "Số chỗ tìm thấy: {0}",
        "nothing": "Không tìm thấy.",
    },
}

_ENGLISH: Mapping[Part, Mapping[str, str]] = {
    "pages": {
        # titles
        "contents": "Contents",
        "figures": "List of figures",
        "tables": "List of tables",
        "notes": "Notes",
        "works": "References",
        "index": "Index",
        # the index
        "see": "see",
        "see_also": "see also",
        "signs": "Figures and signs",
        # the navigation of an EPUB
        "cover": "Cover",
        "landmarks": "Landmarks",
        "pages": "List of pages",
        "start": "Start of the article",
        # links
        "back": "Back to the text",
        "page": "Page",
        # within an article
        "draft": "Photograph to come",
        "undescribed": "Picture without a description",
        "done": "done",
        "undone": "not done",
        "updated": "Updated",
    },
    "references": {
        "chapter": "Chapter",
        "figure": "Figure",
        "page": "page",
        "table": "Table",
    },
    "boxes": {
        "note": "Note",
        "tip": "Tip",
        "important": "Important",
        "warning": "Warning",
        "caution": "Caution",
        "info": "Info",
        "abstract": "Summary",
        "todo": "To do",
        "example": "Example",
        "see_more": "See also",
        "question": "Question",
        "details": "Details",
        "success": "Success",
        "danger": "Danger",
        "error": "Error",
    },
    "formulas": {
        "signs": "= equals; ≠ is not equal to; < is less than; > is greater than; ≤ is at most; ⩽ is at most; "
        "≥ is at least; ⩾ is at least; ≈ is about; + plus; − minus; ± plus or minus; × times; ⋅ times; ∗ star; "
        "÷ divided by; / over; ( open bracket; ) close bracket; ∑ sum; ∏ product; ∫ integral; ∬ double integral; "
        "∮ closed integral; ∞ infinity; ∂ partial; ∇ nabla; ∈ in; ∉ not in; ⊂ is a subset of; ∪ union; ∩ intersection; "
        "∅ the empty set; ∀ for all; ∃ there is; → to; ⇒ implies; ⟹ implies; ⇔ if and only if; ⟺ if and only if; "
        "∘ degrees; ° degrees; ′ prime; ″ double prime; … dots; ⋯ dots; ⋮ dots; ⋱ dots; ! factorial; % per cent; "
        "⃗ vector; ˆ hat; ̂ hat; ¯ bar; ‾ bar; _ underlined; ˜ tilde; ~ tilde; ˙ dot; ¨ two dots; "
        "ℝ the real numbers; ℕ the natural numbers; ℤ the integers; α alpha; β beta; γ gamma; δ delta; ε epsilon; "
        "ϵ epsilon; θ theta; λ lambda; μ mu; π pi; ρ rho; σ sigma; τ tau; φ phi; ϕ phi; ω omega; Δ capital delta; "
        "Σ capital sigma; Ω capital omega",
        "over": "{} over {}",
        "choose": "{} choose {}",
        "fraction": "the fraction {} over {}, end of fraction,",
        "root": "the square root of {}, end of root,",
        "nth_root": "the root of degree {1} of {0}, end of root,",
        "sub": "{} sub {}",
        "power": "{} to the {}",
        "squared": "{} squared",
        "under": "{} with {}, of",
        "range": "{} from {} to {}, of",
        "row": "row",
        "brace": "open brace",
        "end_brace": "close brace",
    },
    "access": {
        "text": "All text can be read with a screen reader and set in another size and colour.",
        "pictures": "Every picture has a description.",
        "undescribed": "Some pictures have no description.",
        "notes": "Notes are linked both ways.",
        "pages": "There is a table of contents and a list of the pages of the printed edition.",
    },
    "imprint": {
        "imprint": "Copyright page",
        "colophon": "Colophon",
        # who made it
        "authors": "Author",
        "compilers": "Compiled by",
        "chief_editors": "Chief editor",
        "translators": "Translated by",
        "transcriber": "Transcribed from Nôm by",
        "reviser": "Revised by",
        "director": "Responsible for the publication",
        "editor_in_chief": "Responsible for the content",
        "editor": "Editor",
        "designer": "Design and illustration",
        "technical_editor": "Technical editor",
        "proofreader": "Proofreader",
        "partner": "Published with",
        # what it is
        "original": "Original title",
        "translated_from": "Translated by way of",
        "volume": "Volume",
        "ebook": "e-book",
        "price": "Price: {0} đồng",
        # how it was made
        "run": "{run} copies, {size}, printed by {printer}",
        "size": "Size {size}",
        "registration": "Registration: {0}",
        "decision": "Decision to publish: {0}",
        "day": "{0}, {1.day}/{1.month}/{1.year}",
        "deposit": "Legal deposit: quarter {0}",
    },
    "bulletin": {
        # the nameplate and running heads
        "bulletin": "Bulletin",
        "number": "No.",
        "month": "{0:%m}/{0.year}",
        "emblem": "Emblem",
        # articles that run over several pages
        "inside": "In this issue",
        "jump": "Continued on page",
        "continued": "Continued from page",
        # the imprint
        "imprint": "Imprint",
        "licence": "Licence No. {0}",
        "licensed": "{0} of {1}",
        "responsible": "Responsible:",
        "organ": "Issued by:",
        "printer": "Printed by:",
        "print_run": "Print run:",
        "copies": "{0} copies",
        "periodicity": "Appears",
        "trim": "Size:",
        "address": "Address:",
        "phone": "Telephone:",
        "email": "E-mail:",
    },
    "web": {
        "skip": "Skip to the main content",
        "previous": "Previous",
        "next": "Next",
        "order": "Previous and next",
        "downloads": "Downloads",
        "printed_pages": "Pages of the printed edition",
        "wide_table": "Wide table",
        "locale": "en_US",
        # the search of a site
        "search": "Search",
        "asked": "Words to find",
        "marks": "Words without accents find every accent; words with accents find those alone.",
        "no_script": "The search needs JavaScript; all other pages can be read without it.",
        "found": "Places found: {0}",
        "nothing": "Nothing found.",
    },
}

WORDS: Mapping[str, Mapping[Part, Mapping[str, str]]] = MappingProxyType(
    {
        language: MappingProxyType({part: MappingProxyType(own) for part, own in table.items()})
        for language, table in (("vi", _VIETNAMESE), ("en", _ENGLISH))
    }
)
"""Every word, by the primary language of a tag, the part that prints it, and its name."""


def words(language: str, part: Part = "pages") -> Mapping[str, str]:
    """Return the words of a part in a language, by their names; the mapping is read-only.

    Args:
        language: A tag after BCP 47, of which the primary language counts; one without a table gets the English words.
        part: What prints them.
    """
    return WORDS.get(language.split("-")[0].lower(), WORDS["en"])[part]
