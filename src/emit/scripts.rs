//! The theme's scripts, made ready to serve: minified, in no newer syntax than they are written in.

use anyhow::{Context as _, Result, bail};
use oxc_allocator::Allocator;
use oxc_ast::ast::SourceType;
use oxc_codegen::{Codegen, CodegenOptions, CommentOptions};
use oxc_compat::EngineTargets;
use oxc_minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;

use crate::file_tree::{FileTree, fingerprint};
use crate::inputs::scripts::Script;

/// What the minifier may write by itself: what the oldest browsers that run these scripts can read.
const SYNTAX: &str = "es2019";

/// Ready to serve.
#[derive(Debug)]
pub(crate) struct Scripts {
    /// By path in the finished site.
    pub files: FileTree,
    /// Where they lie, from the site's root. It changes with them, so that browsers may keep them for ever.
    pub folder: String,
}

/// Makes the theme's scripts ready.
pub(super) fn scripts<'a>(scripts: impl IntoIterator<Item = &'a Script>) -> Result<Scripts> {
    let mut ready = Vec::new();
    for script in scripts {
        let Script { name, pragma, .. } = script;
        let text = minified(script).with_context(|| format!("压缩脚本 `{name}` 失败"))?;
        ready.push((name, format!("{pragma}{text}")));
    }
    let all: String = ready.iter().map(|(name, text)| format!("{name}\n{text}\n")).collect();
    let folder = format!("/assets/scripts.{}", fingerprint(all));
    let mut files = FileTree::new();
    for (name, text) in ready {
        files.insert(format!("{}/{name}", folder.trim_start_matches('/')), text)?;
    }
    Ok(Scripts { files, folder })
}

/// Returns the same in fewer characters.
fn minified(script: &Script) -> Result<String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, &script.text, SourceType::mjs()).parse();
    if let Some(error) = parsed.errors.first() {
        bail!("{error}");
    }
    let mut program = parsed.program;
    let target = EngineTargets::from_target(SYNTAX).map_err(anyhow::Error::msg)?;
    let minified = Minifier::new(MinifierOptions {
        compress: Some(CompressOptions { target, ..CompressOptions::default() }),
        mangle: Some(MangleOptions { top_level: script.is_module, ..MangleOptions::default() }),
    })
    .minify(&allocator, &mut program);
    let options = CodegenOptions { minify: true, comments: CommentOptions::disabled(), ..CodegenOptions::default() };
    Ok(Codegen::new().with_options(options).with_scoping(minified.scoping).build(&program).code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn served(pragma: &str, text: &str, is_module: bool) -> String {
        let script = Script { name: "a.js".to_owned(), pragma: pragma.to_owned(), text: text.to_owned(), is_module };
        let scripts = scripts(&[script]).unwrap();
        let path = format!("{}/a.js", scripts.folder.trim_start_matches('/'));
        String::from_utf8(scripts.files.get(path).unwrap().to_owned()).unwrap()
    }

    #[test]
    fn names_of_modules_become_short_and_those_that_others_see_stay() {
        let module =
            "const inner = (x) => x;\nfunction search() {\n  return [inner, inner(search)];\n}\nexport { search };\n";
        let text = served("", module, true);
        assert!(
            text.ends_with(" as search};") && !text.contains("inner") && !text.contains("function search"),
            "{text}"
        );
        let text = served("", "function display() {\n  display(1);\n}\ndisplay(2);\n", false);
        assert!(text.contains("function display("), "{text}");
    }

    #[test]
    fn remarks_go_and_a_word_to_browsers_stays() {
        let text = served("//# allFunctionsCalledOnLoad\n", "// Why.\nexport const a = 1;\n", true);
        assert_eq!(text, "//# allFunctionsCalledOnLoad\nexport const a=1;");
    }

    #[test]
    fn syntax_does_not_become_newer() {
        let source = "export function f(a) {\n  a.b = a.b || g();\n  const c = a === null || a === undefined ? 1 : a;\n  \
                      return a === null || a === undefined ? void 0 : a.c(c);\n}\n";
        let text = served("", source, true);
        assert!(["||=", "??", "?."].iter().all(|newer| !text.contains(newer)), "{text}");
    }
}
