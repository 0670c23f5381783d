//! Labels and values in one text: `单位名称：区商务局`.

/// The labels with their values in one text: `单位名称：区商务局  填报日期：2021年3月` has two, and so has `总得分：99.9分；评价等级：优`.
pub(super) fn labelled(text: &str) -> Vec<(&str, String)> {
    let mut found: Vec<(&str, String)> = Vec::new();
    for token in text.split_whitespace().flat_map(sentences) {
        if let Some((label, value)) = token.split_once([':', '：']) {
            found.push((label, value.to_owned()));
        } else if let Some((_, value)) = found.last_mut().filter(|_| !token.contains("年度")) {
            if !value.is_empty() {
                value.push(' ');
            }
            value.push_str(token);
        }
    }
    found
}

/// The parts of a text between semicolons or commas, if each has a label of its own.
fn sentences(token: &str) -> Vec<&str> {
    let marks = ['；', ';', '，', ','];
    let labelled = |part: &str| part.contains([':', '：']);
    match token.split(marks).all(labelled) {
        true => token.split(marks).collect(),
        false => vec![token],
    }
}

#[cfg(test)]
mod tests {
    use super::labelled;

    #[test]
    fn several_pairs_in_one_cell() {
        assert_eq!(
            labelled("单位名称：区商务局  填报日期：2021 年3月"),
            [
                ("单位名称", "区商务局".to_owned()),
                ("填报日期", "2021 年3月".to_owned())
            ]
        );
        assert_eq!(
            labelled("总得分：99.9分；评价等级：优"),
            [
                ("总得分", "99.9分".to_owned()),
                ("评价等级", "优".to_owned())
            ]
        );
        assert_eq!(
            labelled("单位：甲局，乙局"),
            [("单位", "甲局，乙局".to_owned())]
        );
    }
}
