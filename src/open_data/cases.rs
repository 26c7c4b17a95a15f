//! `cases.json`: what editors collected of all plans.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DATE, SLUG};
use crate::content::CaseKind;

/// 有来源的典型案例和公开报道，由本站整理，不是文件内容。
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "案例与公开报道")]
pub(crate) struct CaseList {
    /// 案例与公开报道
    pub cases: Vec<CaseRecord>,
}

/// 一个案例或一项公开报道
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct CaseRecord {
    /// 【本站整理】网址名
    #[schemars(regex(pattern = SLUG))]
    pub slug: String,
    /// 【本站整理】typical-case 由主管部门公布的典型案例，published-fact 有来源的公开报道
    pub kind: CaseKind,
    /// 【本站整理】标题
    pub title: String,
    /// 【本站整理】摘要
    pub summary: Option<String>,
    /// 【本站整理】方案编号
    pub plan: String,
    /// 【本站整理】有关的任务序号
    #[schemars(inner(range(min = 1)))]
    pub tasks: Vec<u32>,
    /// 事情发生的日期（年、年-月或年-月-日）
    pub event_date: Option<String>,
    /// 发布者
    pub publisher: String,
    /// 发布日期
    #[schemars(regex(pattern = DATE))]
    pub published: String,
    /// 【本站整理】最近一次与来源核对的日期
    // Read, it is absent from editions of before it was published; written, it always stands.
    #[schemars(with = "String", regex(pattern = DATE))]
    pub reviewed: Option<String>,
    /// 来源网址
    #[schemars(regex(pattern = r"^https?://"))]
    pub source_url: String,
    /// 转载者
    pub reprinted_by: Option<String>,
    /// 【本站整理】网址，从本站根目录写起
    pub url: String,
}
