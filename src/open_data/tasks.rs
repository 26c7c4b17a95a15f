//! `tasks.json`: a plan's tasks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DEADLINE, SLUG};

/// 一份方案的全部任务。除注明“本站整理”的字段外，都出自文件。
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "任务")]
pub(crate) struct TaskList {
    /// 【本站整理】方案编号
    #[schemars(regex(pattern = SLUG))]
    pub plan: String,
    /// 任务，按序号
    pub tasks: Vec<TaskRecord>,
}

/// 一个任务
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct TaskRecord {
    /// 序号
    #[schemars(range(min = 1))]
    pub number: u32,
    /// 原文印的编号，如 43、一（二）；原文没有编号的，为 null，序号由本站按次序编
    #[serde(default)]
    pub label: Option<String>,
    /// 标题：原文有标题的照原文；没有的，由本站从任务原文摘取
    pub title: String,
    /// 改正后的任务内容；分几行印出的，各行之间换行
    pub text: String,
    /// 【本站整理】领域编号
    pub domain: Option<String>,
    /// 领域之下的一级类别，照原文；没有的，为 null
    #[serde(default)]
    pub section: Option<String>,
    /// 在录入文本里的位置
    #[serde(default)]
    pub place: Option<PlaceRecord>,
    /// 单位编号，按原文次序，每个一次
    #[schemars(inner(regex(pattern = SLUG)))]
    pub lead: Vec<String>,
    /// 单位编号，按原文次序，每个一次
    #[schemars(inner(regex(pattern = SLUG)))]
    pub responsible: Vec<String>,
    /// 配合、参与、指导等单位的编号，按原文次序，每个一次
    #[serde(default)]
    #[schemars(inner(regex(pattern = SLUG)))]
    pub supporting: Vec<String>,
    /// 各分项共同的完成时限，写法同各分项；各分项不同的为 null
    #[schemars(regex(pattern = DEADLINE))]
    pub deadline: Option<String>,
    /// 各分项，原表一行一个；一般只有一个
    #[schemars(length(min = 1))]
    pub parts: Vec<PartRecord>,
    /// 【本站整理】涉及本项的校勘编号
    pub corrections: Vec<String>,
    /// 【本站整理】相关条文的编号：编辑定的，没有定的由程序按词句推荐
    pub clauses: Vec<String>,
    /// 【本站整理】相关任务的序号：编辑定的，没有定的由程序按词句推荐
    #[schemars(inner(range(min = 1)))]
    pub related: Vec<u32>,
    /// 【本站整理】它对应的别的方案的任务，由编辑写明；没有的不列
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<AnswerRecord>,
    /// 【本站整理】有关案例的网址名
    pub cases: Vec<String>,
    /// 【本站整理】公开的进展，由编辑写明来源；没有的不列
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<ProgressRecord>,
    /// 【本站整理】引用写法
    pub citation: String,
    /// 【本站整理】网址，从本站根目录写起
    pub url: String,
}

/// 一项任务公开的进展
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ProgressRecord {
    /// 【本站整理】推进中、已完成或已延期
    #[schemars(regex(pattern = "^(推进中|已完成|已延期)$"))]
    pub state: String,
    /// 【本站整理】日期，写到来源的精细程度：年、年-月或年-月-日
    #[schemars(regex(pattern = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"))]
    pub date: String,
    /// 【本站整理】出自哪里；只写了网址的，为 null
    pub source: Option<String>,
    /// 【本站整理】来源网址
    #[schemars(regex(pattern = r"^https?://"))]
    pub source_url: Option<String>,
    /// 【本站整理】说明
    pub note: Option<String>,
}

/// 别的方案的一项任务
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct AnswerRecord {
    /// 【本站整理】方案编号
    #[schemars(regex(pattern = SLUG))]
    pub plan: String,
    /// 序号
    #[schemars(range(min = 1))]
    pub number: u32,
}

/// 任务的一栏
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct PartRecord {
    /// 【本站整理】编号，如 43-1
    pub id: String,
    /// 改正后的任务内容
    pub text: String,
    /// 单位编号，按原文次序，每个一次
    #[schemars(inner(regex(pattern = SLUG)))]
    pub lead: Vec<String>,
    /// 单位编号，按原文次序，每个一次
    #[schemars(inner(regex(pattern = SLUG)))]
    pub responsible: Vec<String>,
    /// 配合、参与、指导等单位的编号，按原文次序，每个一次
    #[serde(default)]
    #[schemars(inner(regex(pattern = SLUG)))]
    pub supporting: Vec<String>,
    /// 各格单位，按原表各栏次序，用原文自己的称呼
    #[serde(default)]
    pub roles: Vec<RoleRecord>,
    /// 完成时限，照 EDTF（ISO 8601-2）写到原文的精细程度：年 2024，季度 2024-33 至 2024-36，月 2024-12，日 2024-12-31，几年之间 2025/2027；没有日期的（如 长期）为 null
    #[schemars(regex(pattern = DEADLINE))]
    pub deadline: Option<String>,
    /// 在录入文本里的首行和末行，从1数起
    #[schemars(inner(range(min = 1)))]
    pub lines: [usize; 2],
    /// 四格原文，一字不改；空着的格为空文字
    pub printed: PrintedCells,
    /// 原表里本站没有专门用途的各栏，有字的才列；与上一行合并的格照上一行
    #[serde(default)]
    pub extra: Vec<ExtraRecord>,
}

/// 任务在录入文本里的位置
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct PlaceRecord {
    /// 是什么：row 表里的行，part 部分，clause 条，item 项，paragraph 没有编号的一段
    pub kind: PlaceKind,
    /// 首行和末行，从1数起
    #[schemars(inner(range(min = 1)))]
    pub lines: [usize; 2],
}

/// 任务是原文里的什么：row 表里的行，part 部分，clause 条，item 项，paragraph 没有编号的一段
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum PlaceKind {
    Row,
    Part,
    Clause,
    Item,
    Paragraph,
}

/// 原表的一格，本站没有专门用途
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ExtraRecord {
    /// 表头，照原文
    pub header: String,
    /// 这一格原文，一字不改
    pub text: String,
    /// 首行和末行，从1数起
    #[schemars(inner(range(min = 1)))]
    pub lines: [usize; 2],
}

/// 一格单位
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct RoleRecord {
    /// 原文对这一格的称呼，如 牵头单位、配合单位
    pub word: String,
    /// 单位编号，按原文次序，每个一次
    #[schemars(inner(regex(pattern = SLUG)))]
    pub agencies: Vec<String>,
    /// 这一格原文，一字不改；空着的格为空文字
    pub printed: String,
}

/// 一栏的四格原文
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct PrintedCells {
    /// 任务一格
    pub text: String,
    /// 牵头单位一格；原表没有这一栏的，为空文字
    pub lead: String,
    /// 责任单位一格；原表没有这一栏的，为空文字
    pub responsible: String,
    /// 完成时限一格
    pub deadline: String,
}
