//! Which faults of an official text an editor can accept as the document's own.

use super::Code;

impl Code {
    /// The codes that a note of `plan.toml` may name: the document may really be printed so, and everything that can be
    /// read is read all the same.
    const ACCEPTABLE: [Code; 49] = [
        // The document and its notice.
        Code::AnnexMismatch,
        Code::EmptyHeading,
        Code::EmptySection,
        Code::HeadingOrder,
        Code::ItemOrder,
        Code::MetadataNotFound,
        Code::MissingAddressees,
        Code::MissingNoticeText,
        Code::MissingTitle,
        Code::NoSuchDay,
        Code::RepeatedLabel,
        Code::RepeatedText,
        Code::StrayText,
        Code::TitleMismatch,
        Code::UnclosedBracket,
        Code::UnknownHeadingLevel,
        Code::UnopenedBracket,
        Code::UnterminatedSentence,
        // Its members.
        Code::RepeatedMember,
        Code::RepeatedRole,
        Code::UnreadableMember,
        // Its tasks.
        Code::ChangedHeader,
        Code::DeadlineWithoutMonth,
        Code::DomainOrder,
        Code::EmptyAgency,
        Code::ImpossibleDeadline,
        Code::MissingCategory,
        Code::MissingFirstNumber,
        Code::MissingNumber,
        Code::MissingTask,
        Code::MissingText,
        Code::NoTasks,
        Code::NumberOutOfOrder,
        Code::RepeatedAgency,
        Code::RepeatedCategory,
        Code::RepeatedNumber,
        Code::RoleNotPrinted,
        Code::ShortRow,
        Code::TasksInText,
        Code::TaskWithoutAgency,
        Code::TotalMismatch,
        Code::UnclearRole,
        Code::UnconfirmedConvention,
        Code::UnknownTable,
        Code::UnreadableAgency,
        Code::UnreadableDeadline,
        Code::UnreadableNumber,
        Code::UnterminatedCell,
        Code::WrongCellCount,
    ];

    /// Returns whether it leaves a row of a table unread: accepted, the row stands in the full text only.
    pub(crate) fn leaves_row_unread(self) -> bool {
        matches!(self, Code::MissingFirstNumber | Code::UnreadableNumber | Code::WrongCellCount)
    }

    /// Returns whether a note of `plan.toml` may accept it.
    pub(crate) fn is_acceptable(self) -> bool {
        Code::ACCEPTABLE.contains(&self)
    }
}
