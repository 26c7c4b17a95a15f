//! The list of annexes, and the annexes: members, tables, paragraphs.

use super::document::{AnnexIndex, Block, BlockKind, Layout, LayoutRule, Level, Role};
use super::line::{self, Form, Line, is_terminated};
use super::{Parser, member, responsibility};
use crate::diagnostic::Code;
use crate::text::source::Span;

impl Parser<'_> {
    /// `附件：1. …` and the numbered lines under it.
    pub(super) fn annex_list(&mut self) {
        let mut first = true;
        while let Some(line) = self.peek() {
            match line.form {
                Form::AnnexList if first => {}
                Form::TitledAnnex if !self.begins_titled_annex() => {}
                Form::Item { .. } => {}
                _ => break,
            }
            first = false;
            self.note_dash(line);
            let spans = self.without_number_space(line.span);
            let node = self.node.take();
            self.push(Role::AnnexEntry, spans);
            self.node = node;
            self.at += 1;
        }
        self.node = None;
    }

    /// Takes away the space after `1.`.
    fn without_number_space(&mut self, span: Span) -> Vec<Span> {
        let text = self.source.slice(span);
        let gap = text.char_indices().find_map(|(at, c)| {
            let number_before = text[..at].ends_with(|c: char| c.is_ascii_digit());
            let rest = &text[at + c.len_utf8()..];
            let space = rest.len() - rest.trim_start().len();
            (number_before && matches!(c, '.' | '．' | '、') && space > 0).then_some((at + c.len_utf8(), space))
        });
        let Some((at, length)) = gap else { return vec![span] };
        let gap = Span::new(span.start + at, span.start + at + length);
        self.layout.push(Layout { rule: LayoutRule::ListNumberSpace, span: gap });
        vec![Span::new(span.start, gap.start), Span::new(gap.end, span.end)]
    }

    pub(super) fn take_annex_label(&mut self, line: Line) {
        self.node = None;
        self.note_dash(line);
        self.push_annex_label(line.span);
        self.at += 1;
    }

    /// Takes label and title of a line that is both; the title is that of the plan or of an annex.
    pub(super) fn take_titled_annex(&mut self, line: Line, title: Role) {
        self.node = None;
        let text = self.text(line);
        let end = line.span.start + line::annex(text).map_or(text.len(), |annex| annex.length);
        self.note_dash(line);
        self.push_annex_label(Span::new(line.span.start, end));
        let spans = self.without_breaks(self.source.trim(Span::new(end, line.span.end)), LayoutRule::TitleBreak);
        self.push(title, spans);
        self.at += 1;
    }

    fn push_annex_label(&mut self, label: Span) {
        let text = self.source.slice(label);
        let mut spans = Vec::new();
        let mut start = label.start;
        for (at, c) in text.char_indices().filter(|(_, c)| c.is_whitespace()) {
            let gap = Span::new(label.start + at, label.start + at + c.len_utf8());
            spans.push(Span::new(start, gap.start));
            self.layout.push(Layout { rule: LayoutRule::AnnexLabelSpace, span: gap });
            start = gap.end;
        }
        spans.push(Span::new(start, label.end));
        spans.retain(|span| !span.is_empty());
        self.push(Role::AnnexLabel, spans);
    }

    /// Checks whether the next line is label and title of an annex, which follows: 附件1：名单. A line that the end of a notice
    /// follows, or another of its kind, is an entry of the list; so is one without a number before anything is signed
    /// or listed, except over a table.
    pub(super) fn begins_titled_annex(&self) -> bool {
        let mut ahead = self.lines[self.at..].iter().filter(|line| line.form != Form::Blank);
        let (Some(line), Some(next)) = (ahead.next(), ahead.next()) else { return false };
        let ends_list = match next.form {
            Form::AnnexList | Form::TitledAnnex | Form::AnnexLabel | Form::Date | Form::Remark | Form::Copies => true,
            Form::Text => self.signs_from(self.at + 1),
            _ => false,
        };
        let Some(annex) = line::annex(self.text(*line)) else { return false };
        let is_numbered = annex.number && line.form == Form::TitledAnnex;
        let has_title = line.form == Form::TitledAnnex || line.form == Form::AnnexList && self.names_one_annex(*line);
        // A day may stand under the title, too.
        let is_of_head = |block: &&Block| {
            matches!(block.role, Role::IssuerHeading | Role::DocumentNumber | Role::Title | Role::Date | Role::Remark)
        };
        let mut behind = self.blocks.iter().skip_while(is_of_head);
        let mut is_behind = || behind.any(|block| matches!(block.role, Role::Date | Role::AnnexEntry));
        let is_item = matches!(next.form, Form::Item { .. });
        // 附件1.任务表 goes on with 2.名单.
        let ends_list = ends_list || (is_item && annex.mark.is_some_and(|mark| "、.．".contains(mark)));
        has_title && !ends_list && (is_numbered || next.form == Form::Row || (is_behind() && !is_item))
    }

    /// `附件：名单`, not `附件：1.名单` or `附件：`
    fn names_one_annex(&self, line: Line) -> bool {
        let title = self.text(line).split_once(['：', ':']).map_or("", |(_, title)| title.trim_start());
        !title.is_empty() && !title.starts_with(|c: char| c.is_ascii_digit()) && !is_terminated(title)
    }

    /// Numbers the annex that begins here; those whose headings are nodes have been left.
    fn begin_annex(&mut self) {
        self.annex = Some(AnnexIndex::new(self.annexes));
        self.annexes += 1;
    }

    /// An annex: label, title, then members, a table or paragraphs.
    pub(super) fn annex(&mut self) {
        self.begin_annex();
        self.is_annex_body = self.lists_items();
        let mut titles = Vec::new();
        match self.peek() {
            Some(line) if line.form == Form::AnnexLabel => self.take_annex_label(line),
            Some(line) => {
                self.take_titled_annex(line, Role::AnnexTitle);
                titles.push(line);
            }
            None => {}
        }
        while let Some(line) = self.peek() {
            let is_title = line.form == Form::Text && !is_terminated(self.text(line)) && !self.begins_pasted_cells();
            if !is_title || self.begins_with_a_member(line, &titles) {
                break;
            }
            titles.push(line);
            self.take_title(line, Role::AnnexTitle);
        }
        if let Some(line) = self.peek()
            && self.begins_with_a_member(line, &titles)
        {
            self.members();
        }
    }

    /// Checks whether the annex that begins here lists tasks as items: the document has no tables, 1. comes first, and in an item
    /// or under one stands who does it.
    fn lists_items(&self) -> bool {
        let own = self.lines[self.at..].iter().skip_while(|line| line.form == Form::Blank).skip(1);
        let own = own.take_while(|line| !matches!(line.form, Form::AnnexLabel | Form::TitledAnnex));
        let says_who = |line: &Line| match line.form {
            Form::Text => responsibility::is_label_line(self.text(*line)),
            Form::Item { .. } => !responsibility::in_paragraph(self.text(*line)).is_empty(),
            _ => false,
        };
        let is_heading = |line: &&Line| !matches!(line.form, Form::Text | Form::Blank | Form::Remark | Form::Contents);
        let begins = matches!(own.clone().find(is_heading).map(|line| line.form), Some(Form::Item { number: 1, .. }));
        let has_tables = || self.lines[self.at..].iter().any(|line| line.form == Form::Row);
        begins && self.tables.is_empty() && own.clone().any(says_who) && !has_tables()
    }

    /// Checks whether a list of members begins with this line, though it may be not quite readable.
    fn begins_with_a_member(&self, line: Line, titles: &[Line]) -> bool {
        if line.form != Form::Text || is_terminated(self.text(line)) {
            return false;
        }
        if !titles.is_empty() && self.is_group_name(line) {
            return true;
        }
        let may_be = member::role(self.source, line.span).is_some()
            || (!titles.is_empty() && self.is_member_line(line, false))
            || titles.last().is_some_and(|title| self.text(*title).ends_with("名单"));
        self.is_member_line(line, true)
            || (may_be && self.after(self.at).is_some_and(|next| self.is_member_line(next, false)))
    }

    fn is_member_line(&self, line: Line, needs_role: bool) -> bool {
        let may_be = line.form == Form::Text && !is_terminated(self.text(line));
        let members = if may_be { member::of_line(self.source, line.span, &mut Vec::new()) } else { Vec::new() };
        members.first().is_some_and(|member| !needs_role || member.role.is_some())
    }

    /// Checks whether a title of one or two lines and then a member with a role begin here.
    pub(super) fn begins_members(&self) -> bool {
        let mut ahead = self.lines[self.at..].iter().filter(|line| line.form != Form::Blank);
        let lines: Vec<Line> = ahead.by_ref().take(3).copied().collect();
        let is_title = |line: &Line| {
            let text = self.text(*line);
            line.form == Form::Text && !is_terminated(text) && !member::begins_with_role(self.source, line.span)
        };
        (1..lines.len()).any(|count| {
            lines[..count].iter().all(|line| is_title(line) && !self.is_member_line(*line, true))
                && self.is_member_line(lines[count], true)
        })
    }

    /// A list of members that follows the text under a title of its own, without `附件`.
    pub(super) fn members_under_title(&mut self) {
        if self.begins_group() && self.annex.is_none() {
            // Without a title it belongs to what it stands in: 一、组织领导, and tasks may follow.
            return self.members();
        }
        self.node = None;
        self.begin_annex();
        while let Some(line) = self.peek() {
            if self.is_member_line(line, true) || self.begins_group() {
                break;
            }
            self.take_title(line, Role::AnnexTitle);
        }
        self.members();
    }

    /// Checks whether the members of a body are listed from here on: a role that bodies have, alone or with a member, or
    /// the name of a group above it.
    pub(super) fn begins_group(&self) -> bool {
        let ahead = self.lines[self.at..].iter().filter(|line| line.form != Form::Blank);
        let mut ahead = ahead.take(3).copied();
        let Some(line) = ahead.next() else { return false };
        if self.node.is_some() && self.is_group_name(line) {
            return true;
        }
        let has_role = member::role(self.source, line.span).is_some_and(|role| member::is_of_body(self.source, role));
        let is_first = self.is_member_line(line, true)
            || (self.is_role_line(line) && ahead.any(|line| self.is_member_line(line, false)));
        has_role && is_first
    }

    /// Checks whether a line is a role and its colon: the members under it have it.
    fn is_role_line(&self, line: Line) -> bool {
        let role = || member::role(self.source, line.span);
        line.form == Form::Text
            && role().is_some_and(|role| self.text(line)[role.end - line.span.start..].chars().count() == 1)
    }

    /// Checks whether a heading inside a list of members stands here: `（一）部门成员`, or the name of a group. A clause that goes on
    /// with the number of the heading that the list stands under is a heading of the text.
    fn is_group_line(&self, line: Line) -> bool {
        let Form::Clause { number, .. } = line.form else { return self.is_group_name(line) };
        let above = self.node.map(|node| &self.nodes[node]).filter(|node| node.level == Level::Clause);
        above.is_none_or(|above| above.number + 1 != number)
            && !is_terminated(self.text(line))
            && self.after(self.at).is_some_and(|next| self.is_member_line(next, false) || self.is_role_line(next))
    }

    /// Checks whether a line is the name of a group, and a role of its own stands below: 综合组.
    fn is_group_name(&self, line: Line) -> bool {
        let has_role = |next: Line| {
            member::begins_with_role(self.source, next.span)
                && (self.is_member_line(next, true) || self.is_role_line(next))
        };
        line.form == Form::Text && member::is_group(self.text(line)) && self.after(self.at).is_some_and(has_role)
    }

    pub(super) fn members(&mut self) {
        while let Some(line) = self.peek() {
            if self.is_group_line(line) {
                self.take(line, Role::MembersHeading);
                continue;
            }
            if self.is_role_line(line) {
                self.note_dash(line);
                let spans = member::unpadded(self.source, line.span, &mut self.layout);
                self.push(Role::CommonPost, spans);
                self.at += 1;
                continue;
            }
            // The last members may stand right above those who sign.
            let is_signature =
                || self.begins_signature() && (!self.is_member_line(line, false) || self.is_issuer(line));
            if line.form != Form::Text || is_terminated(self.text(line)) || is_signature() {
                break;
            }
            let mut members = member::of_line(self.source, line.span, &mut self.layout);
            let is_named_alone = |block: &Block| match &block.kind {
                BlockKind::Member(member) => {
                    self.source.slice(member.post).trim_matches(['、', '，', ',', '；', ';']).is_empty()
                }
                _ => false,
            };
            if members.is_empty() && self.blocks.last().is_some_and(is_named_alone) {
                members = member::more_names(self.source, line.span, &mut self.layout);
            }
            if members.is_empty() && !self.after(self.at).is_some_and(|next| self.is_member_line(next, false)) {
                break;
            }
            self.note_dash(line);
            if members.is_empty() {
                self.diagnostics.push(self.source.diagnostic(
                    Code::UnreadableMember,
                    line.span,
                    "名单里的这一行读不出姓名和职务",
                    "请核对录入：应是“职责：姓名 职务”或“姓名 职务”，姓名与职务之间空一格",
                ));
                self.push(Role::Unplaced, vec![line.span]);
            }
            for member in members {
                let mut spans = member.printed_role.clone().unwrap_or_default();
                spans.extend(member.name.iter().copied());
                spans.extend(Some(member.post).filter(|post| !post.is_empty()));
                self.push_kind(Role::Member, spans, BlockKind::Member(member));
            }
            self.at += 1;
        }
    }
}
