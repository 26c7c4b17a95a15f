//! Words, places, dates and addresses: what every phase says things with.

pub(crate) mod address;
pub(crate) mod date;
pub(crate) mod difference;
pub(crate) mod digest;
pub(crate) mod english;
pub(crate) mod invisible;
pub(crate) mod likeness;
pub(crate) mod markup;
pub(crate) mod numeral;
pub(crate) mod place;
pub(crate) mod role_class;
pub(crate) mod slug;
pub(crate) mod source;
pub(crate) mod url;
