//! Text cut to columns of a terminal.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// As much of the text as fits, with `…` where something is left out.
pub(super) fn short(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut width = 1;
    let kept: String = text
        .chars()
        .take_while(|c| {
            width += c.width().unwrap_or(0);
            width <= columns
        })
        .collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn wide_letters_take_two_columns() {
        assert_eq!(short("日本語テキスト", 7), "日本語…");
        assert_eq!(short("short", 5), "short");
    }
}
