//! `plan.json`: what a plan's document says, and what the site adds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DATE, SLUG};
use crate::read::CorrectionKind;

/// 一份方案的文件信息、条文、目标、领域、成员和校勘。除注明“本站整理”的字段外，都出自文件。
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "方案")]
pub(crate) struct PlanRecord {
    /// 【本站整理】方案编号
    #[schemars(regex(pattern = SLUG))]
    pub id: String,
    /// 方案标题
    pub title: String,
    /// 发文字号
    pub document_number: Option<String>,
    /// 发文机构，依落款
    pub issuer: Option<String>,
    /// 全部发文机构，依落款的次序，牵头的在前
    #[serde(default)]
    pub issuers: Vec<String>,
    /// 【本站整理】方案所在的市、省等；没有写明的，为 null
    #[serde(default)]
    pub place: Option<String>,
    /// 成文日期
    #[schemars(regex(pattern = DATE))]
    pub signed: Option<String>,
    /// 印发日期
    #[schemars(regex(pattern = DATE))]
    pub printed: Option<String>,
    /// 【本站整理】录入的原文
    pub source: SourceRecord,
    /// 文件自己的用语：任务、任务表等叫什么；没有写明的，为 null
    #[serde(default)]
    pub words: WordsRecord,
    /// 接续的方案
    #[serde(default)]
    pub follows: Vec<ForebearRecord>,
    /// 贯彻的上位文件
    #[serde(default)]
    pub carries_out: Vec<ForebearRecord>,
    /// 不列任务的表，照原文
    #[serde(default)]
    pub tables: Vec<TableRecord>,
    /// 条文，按原文次序
    pub clauses: Vec<ClauseRecord>,
    /// 年度目标
    pub milestones: Vec<MilestoneRecord>,
    /// 任务表的类别
    pub domains: Vec<DomainRecord>,
    /// 名单上的成员，以文件印发时为准
    pub members: Vec<MemberRecord>,
    /// 【本站整理】改错字、怎样理解、错格和接换页、存疑，一处一条
    pub corrections: Vec<CorrectionRecord>,
}

/// 文件的叫法
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct WordsRecord {
    /// 任务，如 重点任务
    pub task: Option<String>,
    /// 任务表，如 任务分工表
    pub table: Option<String>,
    /// 名单上的机构，如 领导小组
    pub members: Option<String>,
    /// 任务的类别，如 领域
    pub domain: Option<String>,
    /// 类别里的另一种，如 平台
    pub platform: Option<String>,
}

/// 接续或贯彻的一份文件；根据是原文的字句，或网页
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ForebearRecord {
    /// 【本站整理】本站方案的编号；别处的文件没有
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = SLUG))]
    pub plan: Option<String>,
    /// 别处文件的名称
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// 原文里说到它的字句
    #[serde(skip_serializing_if = "Option::is_none")]
    pub printed: Option<String>,
    /// 说到它的网页
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// 网页的日期
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = DATE))]
    pub date: Option<String>,
}

/// 不列任务的一张表
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct TableRecord {
    /// 【本站整理】编号，从1数起
    pub id: String,
    /// 所在附件的标题；没有的为空文字
    pub caption: String,
    /// 表头各格
    pub header: Vec<String>,
    /// 各行各格
    pub rows: Vec<Vec<String>>,
    /// 首行和末行，从1数起
    #[schemars(inner(range(min = 1)))]
    pub lines: [usize; 2],
}

/// 录入的原文
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SourceRecord {
    /// 文件名，与本文件同一目录
    pub file: String,
    /// SHA-256 校验值
    #[schemars(regex(pattern = r"^[0-9a-f]{64}$"))]
    pub sha256: String,
    /// 字节数
    #[schemars(range(min = 1))]
    pub bytes: usize,
    /// 行数
    #[schemars(range(min = 1))]
    pub lines: usize,
}

/// 一条条文
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct ClauseRecord {
    /// 【本站整理】编号，也是全文页上的锚点
    pub id: String,
    /// 序号，照原文，如“一、”“(一)”
    pub label: String,
    /// 标题，不含句号
    pub heading: String,
    /// 改正后的正文，不含序号和标题；几段之间换行；没有正文的为空文字
    pub text: String,
    /// 自身标题和正文所在的首行和末行
    #[schemars(inner(range(min = 1)))]
    pub lines: [usize; 2],
    /// 【本站整理】网址，从本站根目录写起
    pub url: String,
    /// 【本站整理】上一级的编号
    pub parent: Option<String>,
}

/// 一个年度目标
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct MilestoneRecord {
    /// 年份
    #[schemars(range(min = 1, max = 9999))]
    pub year: u16,
    /// 应完成的任务占全部任务的百分比
    #[schemars(range(min = 0, max = 100))]
    pub share: u8,
    /// 原文是否写“以上”
    pub at_least: bool,
}

/// 任务表的一个类别
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct DomainRecord {
    /// 次序，从1数起
    #[schemars(range(min = 1))]
    pub number: u32,
    /// 【本站整理】编号
    #[schemars(regex(pattern = SLUG))]
    pub id: String,
    /// 规范名称
    pub name: String,
    /// 类别一格印出的各种写法，每种一次，照原文
    pub printed_names: Vec<String>,
    /// 单位编号，按原文次序，每个一次
    #[schemars(inner(regex(pattern = SLUG)))]
    pub lead: Vec<String>,
    /// 任务序号
    #[schemars(inner(range(min = 1)))]
    pub tasks: Vec<u32>,
}

/// 一位成员
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct MemberRecord {
    /// 【本站整理】编号，也是成员页上的锚点
    pub id: String,
    /// 职责；原文没有印的承接上一位
    pub role: String,
    /// 名单里的小标题，照原文；没有的，为 null
    #[serde(default)]
    pub group: Option<String>,
    /// 姓名，不含为对齐加的空格
    pub name: String,
    /// 职务
    pub post: String,
    /// 在录入文本里的首行和末行，从1数起
    #[schemars(inner(range(min = 1)))]
    pub lines: [usize; 2],
}

/// 一处校勘
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct CorrectionRecord {
    /// 【本站整理】标识，也是校勘记页上的锚点
    pub id: String,
    /// 【本站整理】各页所写的编号：12 即“校12”
    #[schemars(range(min = 1))]
    pub number: u32,
    /// 【本站整理】correction 改错字（只有它改动文字），reading 怎样理解，repair 错格或接换页，note 存疑
    pub kind: CorrectionKind,
    /// 在录入文本里的首行和末行，从1数起
    #[schemars(inner(range(min = 1)))]
    pub lines: [usize; 2],
    /// 此处原文；空着的格为空文字，错格的为整行连同制表符
    pub printed: String,
    /// 【本站整理】改正后的文字，或本站怎样理解；存疑的为 null
    pub read: Option<String>,
    /// 【本站整理】依据
    pub reason: String,
    /// 【本站整理】涉及的任务序号
    #[schemars(inner(range(min = 1)))]
    pub tasks: Vec<u32>,
    /// 【本站整理】涉及的条文编号
    pub clauses: Vec<String>,
}
