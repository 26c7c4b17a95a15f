//! Words, places, dates and addresses: what every phase says things with.

pub mod address;
pub mod date;
pub mod digest;
pub mod invisible;
pub mod language;
pub mod likeness;
pub mod role_class;
pub mod source;
pub mod url;
