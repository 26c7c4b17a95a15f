//! What editors write, with and without faults.

mod faults;
mod sheets;
