// What the page says, in both languages.
const EN = {
  pages: "Printed pages", book: "EPUB", web: "Web page", fit: "Fit", page: "Page", of: "of {0}", document: "Document",
  trim: "Trim and bleed", safe: "Safe area", found: "Findings on the page", findings: "Findings", none: "Nothing to complain about.",
  smaller: "Smaller", larger: "Larger", building: "Building …", ready: "Up to date", failed: "Not built",
  failure: "This cannot be built", edit: "Open in editor", close: "Close", change: "Go to the change", gone: "The preview has ended.",
  nowhere: "These words stand in no source.", line: "line {0}", count: "Findings: {0}", pageName: "Page {0}",
  phone: "Phone", reader: "Reader", tablet: "Tablet", desk: "Desk", light: "Light", dark: "Dark", sepia: "Sepia",
  overlays: "Overlays", grid: "Baseline grid", columns: "Columns", lines: "Loose and overfull lines", factor: "times the width of a space",
  order: "Reading order", pictures: "Resolution of pictures", limit: "Ink over the limit", ink: "Only {0}", grey: "Inks in grey",
  C: "cyan", M: "magenta", Y: "yellow", K: "black",
  small: "Small text", medium: "Medium text", large: "Large text", device: "Device", colours: "Colours", size: "Text size", chapter: "Chapter",
  compare: "Compare …", saved: "before the last save", unknown: "Nothing has been saved since.", absent: "not there", old: "Before, page", new: "Now, page",
};
const VI = {
  pages: "Trang in", book: "EPUB", web: "Trang web", fit: "Vừa khung", page: "Trang", of: "trên {0}", document: "Tài liệu",
  trim: "Khổ thành phẩm, tràn lề", safe: "Vùng an toàn", found: "Lỗi trên trang", findings: "Các lỗi", none: "Không có gì phải sửa.",
  smaller: "Thu nhỏ", larger: "Phóng to", building: "Đang dựng …", ready: "Đã cập nhật", failed: "Chưa dựng được",
  failure: "Chưa dựng được", edit: "Mở trong trình soạn thảo", close: "Đóng", change: "Đến chỗ vừa sửa", gone: "Bản xem thử đã kết thúc.",
  nowhere: "Những chữ này không có trong bản nguồn.", line: "dòng {0}", count: "Số lỗi: {0}", pageName: "Trang {0}",
  phone: "Điện thoại", reader: "Máy đọc sách", tablet: "Máy tính bảng", desk: "Máy tính", light: "Sáng", dark: "Tối", sepia: "Nâu đỏ",
  overlays: "Lớp phủ", grid: "Lưới dòng chân chữ", columns: "Cột chữ", lines: "Dòng thưa, dòng tràn", factor: "lần độ rộng dấu cách",
  order: "Thứ tự đọc", pictures: "Độ phân giải ảnh", limit: "Mực vượt mức", ink: "Chỉ mực {0}", grey: "Mực hiện màu xám",
  C: "xanh (C)", M: "đỏ sen (M)", Y: "vàng (Y)", K: "đen (K)",
  small: "Chữ nhỏ", medium: "Chữ vừa", large: "Chữ lớn", device: "Thiết bị", colours: "Màu", size: "Cỡ chữ", chapter: "Chương",
  compare: "So sánh …", saved: "trước lần lưu cuối", unknown: "Chưa lưu gì từ đó.", absent: "không có", old: "Trước, trang", new: "Nay, trang",
};
const CHOSEN = document.documentElement.lang === "vi" ? VI : EN;

export const say = (key, value = "") => CHOSEN[key].replace("{0}", value);
