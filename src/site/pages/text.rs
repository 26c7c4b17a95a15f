//! A page that an editor wrote.

use crate::content::TextPage;
use crate::site::filled::Filled;

pub(crate) fn page(text: &TextPage) -> Filled<()> {
    Filled::new(text.title.clone(), text.description.clone(), ()).with_body(text.body.clone())
}
