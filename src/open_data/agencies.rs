//! `agencies.json`: the agencies that a plan names.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SLUG;
use crate::inputs::agency_kind::AgencyKind;

/// 一份方案涉及的单位。先列任务表点名的，再列只在组里、正文或名单里出现的。
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "单位")]
pub(crate) struct AgencyList {
    /// 【本站整理】方案编号
    #[schemars(regex(pattern = SLUG))]
    pub plan: String,
    /// 单位
    pub agencies: Vec<AgencyRecord>,
}

/// 一个单位
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema)]
pub(crate) struct AgencyRecord {
    /// 【本站整理】编号
    #[schemars(regex(pattern = SLUG))]
    pub id: String,
    /// 规范名称
    pub name: String,
    /// 【本站整理】类别：municipal 市级部门，party 党委部门，district 区人民政府，zone 功能区，city 市（州）人民政府，county 县（市）人民政府，township 乡镇和街道，provincial 省级单位，central 中央单位及其派驻机构，judicial 法院和检察院，institution 事业单位，enterprise 企业，university 高校，association 社会组织，group 统称
    pub kind: AgencyKind,
    /// 【本站整理】所属的市、省等；中央单位和不必区分的，为 null
    #[serde(default)]
    pub place: Option<String>,
    /// 【本站整理】名录里还没有登记、暂按文件所印列出的，为 true：这时编号和类别是程序按名称定的
    #[serde(default)]
    pub provisional: bool,
    /// 【本站整理】文件里印出的其他写法
    pub aliases: Vec<String>,
    /// 【本站整理】统称包括的单位的编号
    #[schemars(inner(regex(pattern = SLUG)))]
    pub members: Vec<String>,
    /// 牵头的任务序号
    #[schemars(inner(range(min = 1)))]
    pub lead: Vec<u32>,
    /// 列为责任单位的任务序号
    #[schemars(inner(range(min = 1)))]
    pub responsible: Vec<u32>,
    /// 列为配合、参与、指导等单位的任务序号
    #[serde(default)]
    #[schemars(inner(range(min = 1)))]
    pub supporting: Vec<u32>,
    /// 【本站整理】只因列入统称而涉及的任务序号
    #[schemars(inner(range(min = 1)))]
    pub through_groups: Vec<u32>,
}
