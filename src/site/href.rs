//! The target of a link, as templates print it.

use serde::{Serialize, Serializer};

/// The target of a link: an address of this site with its base path, or a whole address of another one. It serialises
/// as HTML, ready to stand in an attribute: templates print it with `| safe`, since Tera's own escaping makes `&#x2F;`
/// of every slash. All fields of this type are called `href` or `…_href`.
#[derive(Debug, Clone, Default, PartialEq, Hash, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Href(String);

impl Href {
    pub(crate) fn new(address: impl Into<String>) -> Self {
        Self(address.into())
    }

    /// Returns the address itself, unescaped.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for Href {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut html = String::with_capacity(self.0.len());
        for c in self.0.chars() {
            match c {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '"' => html.push_str("&quot;"),
                '\'' => html.push_str("&#x27;"),
                _ => html.push(c),
            }
        }
        serializer.serialize_str(&html)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_printed_as_it_is_and_ends_no_attribute() {
        let printed = |address: &str| serde_json::to_value(Href::new(address)).unwrap();
        assert_eq!(printed("/base/p/tasks/7/#a"), "/base/p/tasks/7/#a");
        assert_eq!(printed("https://a.cn/b?c=1&copy=2"), "https://a.cn/b?c=1&amp;copy=2");
        assert_eq!(printed("\"'<b>&lt;"), "&quot;&#x27;&lt;b&gt;&amp;lt;");
    }
}
