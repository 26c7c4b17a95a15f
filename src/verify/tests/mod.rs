//! The audit over small sites: what is right passes, and every kind of fault is found where it is.

mod altered;
mod built;
mod derived;
pub(crate) mod fixture;
mod labels;
mod marked;
mod pages;
mod places;
mod random;
mod real;
mod remembered;
mod reported;
mod rounds;
mod text;

use super::VerifiedPlan;
use fixture::{SiteFixture, correction, plan};

/// No column of it is one of tasks.
const SOURCE: &str = "市人民政府文件\n\n- 甲：各区政府\n关于机台谷的通知\n\n一、总则。推动服务业\n\n扩大开放。\n\n\
    类别\t序号\t做法\t牵头\t责任\t时限\n\
    一、科教\t1\t做好一事。\t市科技局\t—\t2023年12月\n\
    \t2\t办好二事。\t市科技局\t市科技局\t2024年12月\n\n\
    类 别\t序号\t做法\t牵头\t责任\t时限\n\
    一、科教\t3\t再做一事。\t市委\t市财政局、市委\t2024年12月\n\
    \t\t另做一事。\t市委\t\t\n\n\
    抄送：各部门。\n";

/// The full text of [`SOURCE`], as a theme might print it.
const POLICY: &str = r#"<h1 data-lines="1">市 人民政府文件</h1>
<ul><li data-lines="3">甲：各区政府<b data-ours>校1</b></li></ul>
<h2 data-lines="4">关于<span data-correction="c1"><ins data-as="read">机谷</ins><del data-as="printed">机台谷</del></span>的通知</h2>
<p data-lines="6-8"><strong>一、总则。</strong>推动服务业扩大开放。</p>
<table><thead><tr><th data-lines="10">类别</th><th data-lines="10">序号</th><th data-lines="10">做法</th>
<th data-lines="10">牵头</th><th data-lines="10">责任</th><th data-lines="10">时限</th></tr></thead>
<tr><td data-lines="11">一、科教</td><td data-lines="11">1</td><td data-lines="11">做好一事。</td><td data-lines="11">市科技局</td><td data-lines="11">—</td><td data-lines="11">2023年12月</td></tr>
<tr><td></td><td data-lines="12">2</td><td data-lines="12">办好二事。</td><td data-lines="12">市科技局</td><td data-lines="12">市科技局</td><td data-lines="12">2024年12月</td></tr>
<tr><td data-lines="15">一、科教</td><td data-lines="15">3</td><td data-lines="15">再做一事。</td><td data-lines="15">市委</td><td data-lines="15">市财政局、市委</td><td data-lines="15">2024年12月</td></tr>
<tr><td></td><td></td><td data-lines="16">另做一事。</td><td data-lines="16">市委</td><td></td><td></td></tr></table>
<p data-lines="18">抄送：各部门。</p>
"#;

fn sample() -> VerifiedPlan {
    plan(SOURCE, &[correction("c1", 4, "机台谷", "机谷")])
}

fn site() -> SiteFixture {
    SiteFixture::new().plan(&sample()).page("p/policy/", POLICY).page("p/members/", "")
}
