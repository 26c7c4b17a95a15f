//! Which faults of an official text an editor can accept as the document's own.

use super::Code;

impl Code {
    /// The codes that a note of `plan.toml` may name: the document may really be printed so, and everything else is
    /// read all the same.
    pub const ACCEPTABLE: [Code; 18] = [
        Code::AnnexMismatch,
        Code::DeadlineWithoutMonth,
        Code::EmptySection,
        Code::HeadingOrder,
        Code::ImpossibleDeadline,
        Code::ItemOrder,
        Code::MissingNumber,
        Code::RepeatedAgency,
        Code::RepeatedCategory,
        Code::RepeatedLabel,
        Code::RepeatedMember,
        Code::RepeatedText,
        Code::StrayText,
        Code::UnclosedBracket,
        Code::UnconfirmedConvention,
        Code::UnopenedBracket,
        Code::UnreadableDeadline,
        Code::UnterminatedSentence,
    ];

    /// Returns whether a note of `plan.toml` may accept it.
    pub fn is_acceptable(self) -> bool {
        Code::ACCEPTABLE.contains(&self)
    }
}
