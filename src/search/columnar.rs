//! Documents as our pages get them: what many have in common stands once, and what is alike stands together, which
//! compresses best.

use serde::Serialize;

use super::documents::{Document, Facets};

/// Documents that follow each other, are of one kind and the same plans, and differ in their addresses by their ids.
#[derive(Debug, Serialize)]
pub(super) struct Group<'a> {
    kind: &'static str,
    plans: &'a [String],
    /// From the site's root, with `{}` where an id belongs.
    address: String,
    ids: Vec<&'a str>,
    titles: Vec<&'a str>,
    texts: Vec<&'a str>,
    /// Domain, who leads, who else is named, deadlines.
    facets: Vec<[&'a [usize]; 4]>,
}

/// Returns all documents, in their order.
pub(super) fn groups(documents: &[Document]) -> Vec<Group<'_>> {
    let alike = |a: &Document, b: &Document| (a.kind, &a.plans, address(a)) == (b.kind, &b.plans, address(b));
    documents.chunk_by(alike).map(group).collect()
}

fn group(documents: &[Document]) -> Group<'_> {
    let Document { kind, plans, .. } = &documents[0];
    Group {
        kind,
        plans,
        address: address(&documents[0]),
        ids: documents.iter().map(|document| document.id.as_str()).collect(),
        titles: documents.iter().map(|document| document.title.as_str()).collect(),
        texts: documents.iter().map(|document| document.text.as_str()).collect(),
        facets: documents.iter().map(|document| row(&document.facets)).collect(),
    }
}

fn address(Document { url, id, .. }: &Document) -> String {
    url.rsplit_once(id.as_str()).map_or_else(|| url.clone(), |(before, after)| format!("{before}{{}}{after}"))
}

fn row(Facets { domain, lead, others, deadlines }: &Facets) -> [&[usize]; 4] {
    [domain.as_slice(), lead, others, deadlines]
}
