//! Looking around in the XML of Word, whose writers choose the prefixes of its namespace.

use roxmltree::Node;

/// Returns the first child element of a local name.
pub(super) fn child<'a, 'i>(parent: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    parent.children().find(|node| node.is_element() && node.tag_name().name() == name)
}

/// Returns the child elements of a local name.
pub(super) fn children<'a, 'i: 'a>(parent: Node<'a, 'i>, name: &'a str) -> impl Iterator<Item = Node<'a, 'i>> + 'a {
    parent.children().filter(move |node| node.is_element() && node.tag_name().name() == name)
}

/// Returns an attribute of a local name, whatever its namespace.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}
