//! The codes of diagnostics: one list that programs, editors and `docs/diagnostics.md` go by.

use super::Severity;
use super::declare::codes;

codes! {
    // Files, whatever they hold.
    /// A required input isn't there.
    MissingFile "missing-file" Error "缺少必需的文件";
    /// An input is a symbolic link, a folder or a special file.
    NotAFile "not-a-file" Error "应是普通文件的地方是符号链接、文件夹或特殊文件";
    /// A file is larger than any honest one.
    FileTooLarge "file-too-large" Error "文件太大，多半放错了";
    /// A text file, or a file's name, isn't UTF-8.
    NotUtf8 "not-utf8" Error "文件或文件名不是 UTF-8 编码";
    /// Something else lies in a folder of Markdown files.
    NotMarkdown "not-markdown" Error "只放 .md 文件的文件夹里有别的文件";
    /// A key stands twice, a bracket is open, a text isn't quoted, or a date isn't one.
    BadToml "bad-toml" Error "设置的写法不对：引号、括号、日期或重复的键";
    /// A required setting isn't there.
    MissingKey "missing-key" Error "缺少必需的设置";
    /// A setting that this file doesn't have; often a slip of the pen.
    UnknownKey "unknown-key" Error "不认识的设置，多半写错了名字";
    /// A setting holds another type than it should.
    WrongType "wrong-type" Error "设置的内容不是该有的类型";
    /// A setting of a skeleton is still empty.
    NotFilledIn "not-filled-in" Error "还没有填写";
    /// A date that the calendar hasn't got.
    NoSuchDay "no-such-day" Error "日历上没有这一天";
    // portal.toml.
    /// `base_url` can't stand before the site's addresses.
    BadBaseUrl "bad-base-url" Error "portal.toml 的网址不能用";
    /// `as_of` isn't a date.
    BadAsOf "bad-as-of" Error "portal.toml 的 as_of 不是日期";
    /// `plans` lists an id twice.
    RepeatedPlan "repeated-plan" Error "portal.toml 的 plans 里一个方案写了两次";
    /// A plan is named that no readable folder under `seeds/` has.
    UnknownPlan "unknown-plan" Error "没有这个编号的方案";
    /// `plans` is empty: the site has no plan.
    NoPublishedPlan "no-published-plan" Warning "portal.toml 没有列出要发布的方案";
    /// `languages` names one that the interface doesn't speak.
    UnknownLanguage "unknown-language" Warning "没有这种界面语言";
    // agencies.toml.
    /// An agency's id can't be part of an address.
    BadAgencyId "bad-agency-id" Error "单位编号不能用作网址";
    /// Two agencies have one id.
    RepeatedAgencyId "repeated-agency-id" Error "两个单位用了同一个编号";
    /// A name or alias leads to two agencies.
    AmbiguousAgency "ambiguous-agency" Error "一个名称同时指向两个单位";
    /// A contact is empty, or its source or date is of no use.
    BadContact "bad-contact" Error "单位的联系方式不能用";
    /// A group lists a member that the registry hasn't got.
    UnknownMember "unknown-member" Error "单位组合的成员不在名录里";
    // content/search/.
    /// A file that is none of the lexicon's.
    UnknownLexicon "unknown-lexicon" Error "不是检索的词表";
    /// An entry has an empty side.
    EmptySearchEntry "empty-search-entry" Error "检索词条有空着的一边";
    /// A word holds a character that parts words in the search's tables.
    BadSearchWord "bad-search-word" Error "检索词里有逗号、等号或换行";
    /// A word is explained twice in one file.
    RepeatedSearchWord "repeated-search-word" Error "同一个说法在词表里写了两次";
    /// A regional word must have one meaning.
    SeveralMeanings "several-meanings" Error "地区说法只能有一个意思";
    /// A group of character forms has fewer than two.
    BadCharacter "bad-character" Error "繁简对照的一组里不足两个字";
    /// A stock phrase is so short that it would cut words apart.
    BadStockPhrase "bad-stock-phrase" Error "套话太短，不足两个字";
    /// A stock phrase is listed twice.
    RepeatedStockPhrase "repeated-stock-phrase" Error "一句套话写了两次";
    // The theme, and the words of the interface.
    /// The name of the theme in `portal.toml` can't be a folder under `themes/`.
    BadTheme "bad-theme" Error "portal.toml 的 theme 不是文件夹名";
    /// There is no theme of the name that `portal.toml` has.
    UnknownTheme "unknown-theme" Error "没有 portal.toml 写的主题";
    /// A file under `theme/` has no file of the theme to stand in for.
    UnknownOverride "unknown-override" Error "theme/ 下的文件在主题里没有同名的可替换";
    /// The theme's catalogue lacks a word that a template asks for.
    MissingWord "missing-word" Error "主题的词表缺少模板要用的词";
    /// No template asks for a word of the theme's catalogue.
    UnusedWord "unused-word" Warning "主题的词表里有模板用不到的词";
    /// `content/words.toml` replaces a word that neither the program nor the theme has.
    UnknownWord "unknown-word" Error "没有这个界面用语可改";
    /// A replaced word has other places to fill in than the original.
    UnknownPlaceholder "unknown-placeholder" Error "界面用语要填的空位与原来的不同";
    // plan.toml.
    /// A plan's id can't be part of an address, or is one of the portal's own.
    BadPlanId "bad-plan-id" Error "方案编号不能用作网址";
    /// Two folders under `seeds/` have one id.
    RepeatedPlanId "repeated-plan-id" Error "两个方案用了同一个编号";
    /// The file that the text was taken from is gone, or another one.
    ChangedOriginal "changed-original" Warning "原件不在了，或与记下的不同";
    /// The parts of the title don't add up to it.
    TitlePartsMismatch "title-parts-mismatch" Error "title_parts 连起来不等于 title";
    /// A domain's slug can't be part of an address.
    BadDomainSlug "bad-domain-slug" Error "领域的 slug 不能用作网址";
    /// A key of `[titles]` isn't the number of a task.
    BadTitleNumber "bad-title-number" Error "[titles] 的键不是任务的序号";
    /// A milestone is written twice.
    RepeatedMilestone "repeated-milestone" Error "一个年度目标写了两次";
    /// A word that the plan calls its things by is empty or can't stand in a sentence.
    BadPlanWord "bad-plan-word" Error "方案里的叫法不能用";
    /// An entry of `[[follows]]` or `[[carries_out]]` names no plan, two, or itself, or says not whence that is known.
    UnclearLineage "unclear-lineage" Error "没有写清接续、贯彻的是哪份文件，根据是什么";
    /// `fault` of a note is no code, or none that a note may accept.
    UnknownFault "unknown-fault" Error "[[notes]] 的 fault 不是可以接受的诊断代码";
    /// `lines` names lines that the source hasn't got.
    LinesOutOfRange "lines-out-of-range" Error "plan.toml 的 lines 超出了原文的行数";
    /// Entries lie off by the same number of lines: the source was changed and `plan.toml` wasn't.
    ShiftedLines "shifted-lines" Error "原文多了或少了行，plan.toml 的行号都错开了";
    /// `printed` stands nowhere in its lines, or in no one cell or line.
    EntryNotFound "entry-not-found" Error "plan.toml 引的字不在所写的行里，或不在一格、一行里";
    /// `printed` stands more than once in its lines.
    AmbiguousEntry "ambiguous-entry" Error "plan.toml 引的字在所写的行里不止一处";
    /// A correction lacks what is printed or what is read.
    IncompleteCorrection "incomplete-correction" Error "更正没有写明原文和读作";
    /// Two corrections change the same characters.
    OverlappingCorrections "overlapping-corrections" Error "两条更正互相重叠";
    /// A correction changes more than words: a number, a label, a verb, a mark between names.
    CorrectionNotFollowed "correction-not-followed" Error "更正改了程序不会另读的字";
    /// Two entries have one number.
    RepeatedEntryNumber "repeated-entry-number" Error "两条校勘用了同一个编号";
    /// An entry has no number, while others have: it would change when entries are added.
    UnnumberedEntry "unnumbered-entry" Note "这一条校勘还没有写定编号";
    /// A reading of an empty cell or unprinted role has none to speak of.
    UnusedReading "unused-reading" Error "读法所指的一格并不是空的";
    /// A counted total differs from what the entry says.
    TotalMismatch "total-mismatch" Error "文中写的总数与数出来的不一致";
    /// `counts` names nothing that can be counted.
    UnknownTotal "unknown-total" Error "[[totals]] 的 counts 不是能数的东西";
    /// A milestone differs from its printed words.
    MilestoneMismatch "milestone-mismatch" Error "分年目标与所引的原文不一致";
    /// The goal for cases differs from its printed words.
    GoalMismatch "goal-mismatch" Error "案例目标与所引的原文不一致";
    /// Metadata of `plan.toml` differ from the document's.
    MetadataMismatch "metadata-mismatch" Error "plan.toml 写的单位、文号或日期与原文不一致";
    /// The title in `plan.toml` or in the notice isn't the plan's.
    TitleMismatch "title-mismatch" Warning "几处的标题不一致";
    /// A short title isn't part of its task's text.
    TitleNotInText "title-not-in-text" Error "短题不是任务原文里连续的一段";
    // source.txt: its shape.
    /// The source has no text.
    EmptySource "empty-source" Error "原文是空的";
    /// The source is a web page, or a word processor's file, and no text.
    MarkupInSource "markup-in-source" Error "原文是网页或排版文件，不是文字";
    /// A text holds a character that no page can show.
    ControlCharacter "control-character" Error "有不可见的控制字符";
    /// A text holds U+FFFD, which stands for a character that was lost.
    LostCharacter "lost-character" Error "有丢失的字（U+FFFD）";
    /// A text holds characters that nobody sees.
    InvisibleCharacter "invisible-character" Warning "有看不见的字符";
    /// A text holds characters of private use: made for one's own computers, or of a font of symbols.
    PrivateCharacter "private-character" Warning "有自造的字，或符号字体里的字符，别的电脑显示不出";
    /// A text holds radicals that look like characters.
    LookAlike "look-alike" Warning "有形似汉字的部首字符";
    /// A page number was left in the text.
    PageNumber "page-number" Error "正文里留着页码";
    /// A heading is of a level that the grammar hasn't got.
    UnknownHeadingLevel "unknown-heading-level" Error "不认识这一级标题";
    /// A heading breaks the order of its level.
    HeadingOrder "heading-order" Error "标题的编号次序不对";
    /// A heading has no words.
    EmptyHeading "empty-heading" Error "标题没有文字";
    /// A heading of a level whose others have one goes on into the text: its full stop may be gone.
    HeadingWithoutStop "heading-without-stop" Warning "同级的标题都有句号隔开，这一条没有";
    /// A label is followed by another one.
    RepeatedLabel "repeated-label" Error "编号后面又是一个编号";
    /// An item breaks the order of its list.
    ItemOrder "item-order" Error "条目的编号次序不对";
    /// A line belongs to no part of the document.
    StrayText "stray-text" Error "这一行不属于任何部分";
    /// Nothing stands under a heading.
    EmptySection "empty-section" Warning "标题下面没有正文";
    /// A bracket or quotation mark isn't opened.
    UnopenedBracket "unopened-bracket" Error "括号或引号缺前一半";
    /// A bracket or quotation mark isn't closed.
    UnclosedBracket "unclosed-bracket" Error "括号或引号缺后一半";
    /// A paragraph ends without a full stop.
    UnterminatedSentence "unterminated-sentence" Error "一段没有句末标点，可能被截断";
    /// A line, paragraph or sentence stands twice.
    RepeatedText "repeated-text" Warning "同样的一行、一段或一句出现了两次";
    // source.txt: the notice around the plan.
    /// Neither the plan nor the notice has a title line.
    MissingTitle "missing-title" Warning "没有找到标题";
    /// The notice addresses nobody.
    MissingAddressees "missing-addressees" Warning "没有主送机关一行";
    /// The notice says nothing.
    MissingNoticeText "missing-notice-text" Warning "通知没有正文";
    /// `plan.toml` says who signed the document, and nobody signs it.
    MissingIssuer "missing-issuer" Error "原文里没有落款单位，plan.toml 却写了";
    /// `plan.toml` says the document's number, and it has none.
    MissingDocumentNumber "missing-document-number" Error "原文里没有发文字号，plan.toml 却写了";
    /// `plan.toml` says when the document was signed, and it isn't dated.
    MissingDate "missing-date" Error "原文里没有成文日期，plan.toml 却写了";
    /// `plan.toml` says when the document was printed, and it doesn't.
    MissingImprint "missing-imprint" Error "原文里没有印发日期，plan.toml 却写了";
    /// Neither the document nor `plan.toml` has the issuer, the number or the date.
    MetadataNotFound "metadata-not-found" Warning "原文里没有找到落款单位、发文字号或成文日期";
    /// The list of annexes and the annexes differ.
    AnnexMismatch "annex-mismatch" Warning "附件清单与附件不一致";
    // source.txt: the list of members.
    /// A line of the list has no name and office.
    UnreadableMember "unreadable-member" Error "名单里的一行读不出姓名和职务";
    /// A line of the list names members in a way that isn't read.
    UnreadMember "unread-member" Warning "名单里的一行没有读出成员";
    /// A line or a bracket prints no role, and nothing says how to read it.
    RoleNotPrinted "role-not-printed" Warning "名单里的一行没有印职责，或一处括注只列了单位";
    /// Two members have a role that one can have.
    RepeatedRole "repeated-role" Error "只该一位的职责有两位";
    /// A name stands twice in the list.
    RepeatedMember "repeated-member" Error "名单里一个姓名列了两次";
    // source.txt: the table of tasks.
    /// Lines with tabs are no table that can be read.
    UnknownTable "unknown-table" Error "有制表符的行不在认得的表里";
    /// A later header differs from the table's first one.
    ChangedHeader "changed-header" Error "表头与本表第一行的表头不一样";
    /// A row has more or fewer cells than the header.
    WrongCellCount "wrong-cell-count" Error "一行的格数与表头不同";
    /// Rows leave out cells at their end, which are read as empty ones.
    ShortRow "short-row" Warning "一行的末尾比表头少几格，少的按空格读";
    /// A column seems to name agencies, and its header says no role.
    UnreadAgencies "unread-agencies" Warning "像是列着单位，没有说是什么职责";
    /// Deadlines seem to stand in a column whose header is no word for them.
    UnreadDeadlines "unread-deadlines" Warning "一栏像是写着完成时限，表头不是认得的叫法";
    /// A row seems to have lost its first cell.
    ShiftedRow "shifted-row" Error "一行的各格像是错了一格";
    /// The first row of a page prints no category.
    MissingCategory "missing-category" Error "每页第一行应有类别";
    /// A category is printed twice on one page.
    RepeatedCategory "repeated-category" Warning "同一页里类别印了两次";
    /// The first row of the table has no number.
    MissingFirstNumber "missing-first-number" Error "表格第一行没有序号";
    /// A row without a number has a deadline of its own.
    MissingNumber "missing-number" Warning "没有序号的一行却有自己的完成时限";
    /// A number isn't one.
    UnreadableNumber "unreadable-number" Error "序号不是数字";
    /// A number stands twice.
    RepeatedNumber "repeated-number" Error "序号出现了两次";
    /// A number is lower than the one above.
    NumberOutOfOrder "number-out-of-order" Error "序号的次序不对";
    /// A number is skipped.
    MissingTask "missing-task" Error "序号跳过了一项";
    /// A task ends without a full stop, where most of its table have one.
    UnterminatedCell "unterminated-cell" Warning "表里的一项没有句末标点，其他各项大多有";
    /// A row has no task.
    MissingText "missing-text" Error "一行没有任务内容";
    /// A cell is empty, and nothing says how to read it.
    EmptyCell "empty-cell" Warning "单位或时限的一格是空的";
    /// A separator has no agency on one side.
    EmptyAgency "empty-agency" Error "分隔号的一边没有单位";
    /// A plan names an agency that the registry hasn't got: it is provisional.
    UnknownAgency "unknown-agency" Warning "名录里没有这个单位，暂按文件所印列出";
    /// A plan names an agency that the registry has without a place, so that it is another place's.
    SharedAgency "shared-agency" Warning "名录里同名的单位没有写明所在地，不是这里的";
    /// The text seems to say something of all later lists of agencies, and plan.toml doesn't confirm it.
    UnconfirmedConvention "unconfirmed-convention" Warning "像是对其后各项的约定，还没有照它读";
    /// A bracket beside a name speaks of roles, and it can't be told of whose.
    UnclearRole "unclear-role" Warning "看不出一个单位是牵头还是配合";
    /// A confirmed convention doesn't say who does what.
    UnreadableConvention "unreadable-convention" Error "约定里读不出哪些单位做什么";
    /// What stands in the place of an agency's name can be none.
    UnreadableAgency "unreadable-agency" Warning "单位的位置上不像是单位的名称";
    /// A cell names an agency twice.
    RepeatedAgency "repeated-agency" Error "一格里同一个单位写了两次";
    /// A deadline names a month, day, quarter or year that there is not.
    ImpossibleDeadline "impossible-deadline" Error "完成时限是日历里没有的日子";
    /// A deadline can't be read: it has no date.
    UnreadableDeadline "unreadable-deadline" Warning "读不出完成时限是什么日子";
    /// One deadline is a bare year where all others say more.
    DeadlineWithoutMonth "deadline-without-month" Warning "只有一个完成时限没有写到月";
    /// A category names a domain that `plan.toml` hasn't got.
    UnknownDomain "unknown-domain" Error "plan.toml 里没有这个领域";
    /// Domains follow one another in another order than in `plan.toml`.
    DomainOrder "domain-order" Error "类别的次序与 plan.toml 不同";
    /// A domain has other tasks than `plan.toml` says.
    DomainTasks "domain-tasks" Error "领域的任务与 plan.toml 写的不同";
    /// A heading whose neighbours all are tasks names nobody: its bracket may be gone.
    TaskWithoutAgency "task-without-agency" Warning "同级的都写明由谁负责，这一条没有";
    /// The running text names who does something, beside the table that the tasks are read from.
    TasksInText "tasks-in-text" Warning "有任务表，正文里也写了由谁负责";
    /// The document has no tasks.
    NoTasks "no-tasks" Warning "没有找到任务";
    // content/: pages, cases and topics.
    /// The settings between two `+++` lines are missing or don't end.
    MissingFrontMatter "missing-front-matter" Error "开头缺少两行 +++ 之间的设置";
    /// A page that the portal hasn't got.
    UnknownPage "unknown-page" Error "本站没有这个页面";
    /// A file's name can't be part of an address.
    BadSlug "bad-slug" Error "文件名不能用作网址";
    /// Two files have one address, letter case aside.
    RepeatedSlug "repeated-slug" Error "两个文件或领域的网址相同";
    /// `kind` is none of a case's or an agency's.
    UnknownKind "unknown-kind" Error "不认识的案例或单位种类";
    /// A plan hasn't got a task of this number.
    UnknownTask "unknown-task" Error "方案没有这一项任务";
    /// What an editor quotes isn't a run of the task's words.
    QuoteNotInTask "quote-not-in-task" Error "引文不是任务原文里连续的一段";
    /// A file names a task twice.
    RepeatedTask "repeated-task" Error "同一项任务写了两次";
    /// A plan hasn't got a clause of this id.
    UnknownClause "unknown-clause" Error "方案没有这一条条文";
    /// A relation names one clause twice.
    RepeatedClause "repeated-clause" Error "一项任务的同一条条文写了两次";
    /// The words that show why a clause belongs to a task aren't the clause's.
    WordsNotInClause "words-not-in-clause" Error "引的字不是条文里连续的一段";
    /// A link can't be followed or leads out of what a page may name.
    BadLink "bad-link" Error "网址不能用";
    /// A case was reviewed before it was published.
    ReviewedBeforePublished "reviewed-before-published" Error "核对日期早于发布日期";
    /// A case happened after it was published.
    EventAfterPublished "event-after-published" Error "事情的日期晚于发布日期";
    /// A file or folder in content/, or a file in seeds/, that nothing reads, often of a nearly right name.
    UnreadFile "unread-file" Error "content/ 或 seeds/ 里有本程序不读的文件";
    /// Markdown holds HTML.
    RawHtml "raw-html" Error "正文里写了 HTML";
    /// Markdown holds a picture.
    PictureInText "picture-in-text" Error "正文里放了图片";
    /// Markdown holds a heading of the page's own level.
    TopHeading "top-heading" Error "正文里的标题用了一个 #";
    /// Marks of Markdown, or of a merge, did nothing: they would be printed.
    MarkLeft "mark-left" Warning "正文里留着没有起作用的记号";
    /// A text says that something is still to come.
    Unfinished "unfinished" Warning "文字里像是有还没写完的地方";
    /// A case speaks of a plan that isn't published.
    HiddenCase "hidden-case" Note "案例所属的方案没有发布，暂不显示";
    // content/progress.*.
    /// There are a CSV and a workbook.
    TwoProgressFiles "two-progress-files" Error "进展表有两个，只能留一个";
    /// The file isn't a CSV.
    NotCsv "not-csv" Error "进展表不是 CSV 文本";
    /// The text is neither UTF-8 nor GBK.
    UnknownEncoding "unknown-encoding" Error "进展表的编码既不是 UTF-8，也不是 GBK";
    /// The cells of a CSV are parted by full-width commas.
    WrongSeparator "wrong-separator" Error "各列之间写的不是英文逗号";
    /// A quotation mark of a CSV is never closed.
    UnclosedQuote "unclosed-quote" Error "CSV 的引号没有成对";
    /// A cell holds characters that nobody sees; they are left out.
    InvisibleInCell "invisible-in-cell" Note "格里有看不见的字符，已略去";
    /// Rows or columns of the sheet are hidden; they are read.
    HiddenRows "hidden-rows" Warning "工作表里隐藏的行和列也读了";
    /// Another sheet of the workbook holds something.
    UnreadSheet "unread-sheet" Warning "别的工作表里的内容没有读";
    /// The workbook can't be opened or is empty, or nobody can say what a cell of it holds.
    UnreadableWorkbook "unreadable-workbook" Error "读不懂工作簿，或其中的一格";
    /// The sheet has more cells than people keep by hand.
    SheetTooLarge "sheet-too-large" Error "表格太大，多半放错了";
    /// Cells are merged.
    MergedCells "merged-cells" Error "有合并的单元格";
    /// A column is missing.
    MissingColumn "missing-column" Error "缺少必需的列";
    /// A column stands twice.
    RepeatedColumn "repeated-column" Error "同一列有两个";
    /// A column or cell that the table doesn't have.
    UnknownColumn "unknown-column" Error "不认识的列，或多出一格";
    /// A state is none of the four.
    UnknownState "unknown-state" Error "不认识的状态";
    /// Progress has no date.
    MissingProgressDate "missing-progress-date" Error "进展没有写日期";
    /// A date can't be read.
    BadDate "bad-date" Error "不是日期";
    /// Progress is dated after the day as of which the portal speaks.
    ProgressAfterAsOf "progress-after-as-of" Error "进展的日期晚于 portal.toml 的 as_of";
    /// The portal speaks as of a day before its editors last worked on it.
    AsOfBehind "as-of-behind" Warning "portal.toml 的 as_of 早于案例最近一次核对、网站更新或方案发布";
    /// The portal speaks as of a day many years after all of its dates.
    AsOfAhead "as-of-ahead" Warning "portal.toml 的 as_of 比网站里所有的日期晚许多年";
    /// Progress is dated before its plan.
    ProgressBeforePlan "progress-before-plan" Warning "进展的日期早于方案";
    /// Progress has no source.
    MissingSource "missing-source" Error "进展没有写来源";
    // Building, and the commands beside it.
    /// A file of `static/` has the address of something that the program makes.
    TakenAddress "taken-address" Error "static/ 里的文件占用了本站的地址";
    /// The portal has no address yet.
    NoBaseUrl "no-base-url" Warning "没有设置网址";
    /// A portal with an address doesn't say who speaks.
    NoOperator "no-operator" Warning "要发布的网站没有写主办单位";
    /// A portal with an address doesn't say whom to tell of errors.
    NoContact "no-contact" Warning "要发布的网站没有写联系方式";
    /// A script of the theme can't be read or linked.
    BadScript "bad-script" Error "主题的脚本读不懂或连不起来";
    /// Zola refused the staged site; mostly a fault of the theme.
    ZolaRejected "zola-rejected" Error "Zola 没有渲染成功";
    /// `new` never writes over a file.
    AlreadyThere "already-there" Error "文件已经有了，没有改动";
    /// `new plan --from` names no readable file.
    BadSourceFile "bad-source-file" Error "--from 所指的文件不能用";
    /// A folder given to `diff` wasn't built by this program.
    NotAnEdition "not-an-edition" Error "不是本程序生成的网站";
    /// An edition lacks a file, or one can't be read.
    BrokenEdition "broken-edition" Error "网站不完整";
    // Verifying: the site's files.
    /// The folder isn't an edition of ours.
    NoEdition "no-edition" Error "要核对的文件夹不是本程序生成的网站";
    /// The site publishes no plan.
    NoPlan "no-plan" Error "网站里没有一个方案";
    /// The source that the site was made from isn't there.
    NoSource "no-source" Error "没有方案的原文可以对照";
    /// The source isn't the one that the site was made from.
    SourceChanged "source-changed" Error "原文在生成网站以后改动过";
    /// A file of open data is missing or can't be read.
    BadData "bad-data" Error "数据文件缺少或读不出";
    /// The manifest lists no files: nobody can say what changed since.
    NoSeal "no-seal" Error "网站没有记下每个文件的校验值";
    /// A file isn't the one that was built.
    ChangedFile "changed-file" Error "网站里有文件在生成以后改动过";
    /// A file that was built is gone.
    GoneFile "gone-file" Error "网站里少了生成时有的文件";
    /// A file stands in the site that wasn't built.
    AddedFile "added-file" Error "网站里多了生成时没有的文件";
    /// A file's name or kind can't be published.
    OddFile "odd-file" Error "网站里有不该有的文件";
    /// A page of a task, a domain or the full text is missing.
    MissingPage "missing-page" Error "缺少一页";
    /// Elements nest too deeply to be read.
    TooDeep "too-deep" Error "网页嵌套过深";
    /// What a reader downloads weighs too much.
    OverBudget "over-budget" Warning "网页太大";
    /// A page loads more than one style sheet.
    TooManyStyles "too-many-styles" Error "样式表多于一个";
    // Verifying: links.
    /// A link leads to a file that isn't there.
    BrokenLink "broken-link" Error "站内没有链接所指的网页";
    /// A source is a page of this very site.
    OwnSource "own-source" Error "来源是本站自己的网页";
    /// A link leads to an id that isn't there.
    BrokenAnchor "broken-anchor" Error "网页里没有链接所指的位置";
    /// An address runs a script or leads into the reader's machine.
    UnsafeLink "unsafe-link" Error "地址会执行脚本或指向本机";
    /// A page loads something from elsewhere.
    ForeignLoad "foreign-load" Error "页面从别处加载内容";
    /// An id is empty or holds white space.
    BadId "bad-id" Error "id 为空或含空白";
    /// Two elements of a page have one id.
    DuplicateId "duplicate-id" Error "同一页里有两个相同的 id";
    /// A page holds a script or an event's attribute.
    InlineScript "inline-script" Error "页面里有内联脚本";
    /// A page holds styles.
    InlineStyle "inline-style" Error "页面里有内联样式";
    /// A page changes what its addresses mean.
    BaseElement "base-element" Error "页面里有 <base>";
    // Verifying: the text.
    /// Words of the source are missing from the full text.
    TextLost "text-lost" Error "全文页缺少原文的字";
    /// The full text has words that the source hasn't got.
    TextInvented "text-invented" Error "全文页多出原文没有的字";
    /// Words of the source stand elsewhere or again.
    TextMisplaced "text-misplaced" Error "原文在全文页上次序不对或重复";
    /// Words of the source aren't shown.
    HiddenText "hidden-text" Error "全文页上有看不见的原文";
    /// A passage carries other lines than it stands in.
    WrongLines "wrong-lines" Error "网页标的行号与原文不符";
    /// Lines of a passage or of a task's part aren't lines of the source.
    BadLines "bad-lines" Error "网页或数据标的行号不在原文之内";
    /// A passage isn't part of its lines.
    SpanMismatch "span-mismatch" Error "网页上的一段与所标的原文不符";
    /// A passage holds no text.
    EmptyPassage "empty-passage" Error "标着行号的元素里没有原文";
    /// A passage stands in another.
    NestedPassage "nested-passage" Error "标行号的元素互相嵌套";
    /// A printed cell of the open data isn't part of its lines.
    CellMismatch "cell-mismatch" Error "数据里的一格与原文不符";
    /// A page of a task or domain doesn't show a cell.
    CellNotShown "cell-not-shown" Error "网页没有完整印出一格";
    /// No task comes from a row of the table.
    RowWithoutTask "row-without-task" Error "表里的一行没有成为任务";
    /// The text names who does something, and no task comes from there.
    MissedTask "missed-task" Error "原文写明由谁办的一处没有成为任务";
    /// A task comes from where the source names nobody.
    InventedTask "invented-task" Error "任务所出的原文没有写明由谁办";
    /// A number, agency, deadline or domain isn't what the source says.
    WrongFact "wrong-fact" Error "序号、单位、时限或领域与原文不符";
    // Verifying: corrections.
    /// A correction's lines aren't lines of the source.
    CorrectionLines "correction-lines" Error "校注的行号不在原文之内";
    /// A correction's words don't stand once in its lines.
    CorrectionNotFound "correction-not-found" Error "校注所引的字不在所写的行里";
    /// Two corrections of the open data overlap.
    CorrectionOverlap "correction-overlap" Error "数据里两条更正互相重叠";
    /// A correction isn't marked on the full text's page.
    CorrectionNotShown "correction-not-shown" Error "全文页没有标出一条更正";
    /// A passage holds a correction and doesn't mark it.
    CorrectionUnmarked "correction-unmarked" Error "网页没有标出这一段里的更正";
    /// A passage marks a correction more than once.
    CorrectionMark "correction-mark" Error "一条更正在同一段里标了几次";
    /// A mark hasn't one printed and one read side.
    CorrectionOneSided "correction-one-sided" Error "更正标记没有两边各一个";
    /// A mark says something else than the list.
    CorrectionDiffers "correction-differs" Error "更正标记与清单不符";
    /// A mark names a correction that the list hasn't got there.
    CorrectionUnlisted "correction-unlisted" Error "标了清单里没有的更正";
    /// A mark stands in another.
    NestedCorrection "nested-correction" Error "更正标记互相嵌套";
    /// A side of a correction stands outside any mark.
    StraySide "stray-side" Error "data-as 不在更正标记之内";
}
