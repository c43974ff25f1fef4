use std::fs;

// ANCHOR: doc
/// Đọc một số đo từ tệp của cảm biến.
fn doc(tep: &str) -> std::io::Result<f64> {
    let chu = fs::read_to_string(tep)?;
    Ok(chu.trim().parse().unwrap_or(f64::NAN))
}
// ANCHOR_END: doc

// ANCHOR: loi
fn main() {
    doc("/dev/khong-co").expect("không đọc được");
}
// ANCHOR_END: loi
