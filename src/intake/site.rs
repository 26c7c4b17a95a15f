//! What government sites put around a document, and what their systems call the element that holds it.

/// Words in a class or an id of what stands around a document.
pub(super) const AROUND_NAMES: [&str; 21] = [
    "nav",
    "menu",
    "footer",
    "header",
    "crumb",
    "share",
    "sidebar",
    "toolbar",
    "copyright",
    "pager",
    "qrcode",
    "recommend",
    "relate",
    "search",
    "login",
    "banner",
    "bdshare",
    "print",
    "fontsize",
    "xgjd",
    "xglj",
];

/// Words in the class or id of the element that the common systems put a document's text into.
const DOCUMENT_NAMES: [&str; 24] = [
    "trs_editor",
    "trs_ueditor",
    "trs_preview",
    "custom_unionstyle",
    "zoom",
    "ucap-content",
    "pages_content",
    "article-content",
    "article_content",
    "articlecontent",
    "article-con",
    "article_con",
    "content_detail",
    "bt_content",
    "artibody",
    "vsb_content",
    "news_content",
    "newscontent",
    "zhengwen",
    "xxgk_content",
    "context",
    "detail_con",
    "info-content",
    "news-text",
];

/// What the page says of a document before its first sentence, each word before a colon.
const ENTRIES: [&str; 32] = [
    "索引号",
    "信息索引",
    "信息索引号",
    "主题分类",
    "主题词",
    "体裁分类",
    "组配分类",
    "服务对象",
    "分类",
    "发文机关",
    "发文机构",
    "发布机构",
    "发布单位",
    "公开主体",
    "公开目录",
    "公开方式",
    "公开时限",
    "公开范围",
    "成文日期",
    "发文日期",
    "发布日期",
    "发布时间",
    "生成日期",
    "生效日期",
    "失效日期",
    "废止日期",
    "有效性",
    "文号",
    "发文字号",
    "标题",
    "名称",
    "关键词",
];

/// How lines begin that only work the page.
const TOOLS: [&str; 14] = [
    "分享到",
    "分享：",
    "字体：",
    "字号：",
    "【字体",
    "【字号",
    "扫一扫",
    "上一篇",
    "下一篇",
    "浏览次数",
    "阅读次数",
    "点击数",
    "相关解读",
    "相关链接",
];

/// No line of a page's own is longer, in characters.
const LONGEST: usize = 150;

/// Checks whether a class or an id is what a system calls the element of a document's text.
pub(super) fn names_document(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    DOCUMENT_NAMES.iter().any(|words| name.contains(words))
}

/// Checks whether a line is the page's and not the document's: when it was published and how often read, how to print it.
pub(super) fn is_of_page(line: &str) -> bool {
    let solid: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let has = |words: &[&str]| words.iter().any(|word| solid.contains(word));
    let is_published = has(&["发布时间", "发布日期", "日期：", "时间："])
        && has(&["来源", "浏览", "点击", "阅读", "字号", "字体", "作者", "责任编辑"]);
    let is_tool = TOOLS.iter().any(|begin| solid.starts_with(begin));
    let prints = has(&["打印", "关闭"]) && solid.starts_with(['【', '[', '打', '关']) && solid.chars().count() <= 20;
    solid.chars().count() <= LONGEST && !solid.contains('。') && (is_published || is_tool || prints)
}

/// Checks whether a line, or a row of cells, is an entry of the catalogue that a page prints over its document: 索引号：….
pub(super) fn is_entry(line: &str) -> bool {
    let solid: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let word = solid.trim_start_matches(['【', '[']).split(['：', ':', '】', ']']).next().unwrap_or_default();
    solid.len() > word.len() && ENTRIES.contains(&word)
}
