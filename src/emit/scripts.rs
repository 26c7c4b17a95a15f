//! The theme's scripts, made ready to serve.
//!
//! What stands in `scripts/` itself is served under its own name; modules in folders below are put before the script
//! that imports them, each once. A page then fetches few files, in one round; and they are minified, in no newer syntax
//! than they are written in.
//! The scripts keep three rules, and a script that breaks one stops the build: an import is one line with names from
//! one relative path, an export stands before what it exports, and a name at the top of a module is its alone.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, bail};
use camino::{Utf8Path, Utf8PathBuf};
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions, CommentOptions};
use oxc_compat::EngineTargets;
use oxc_minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

use crate::file_tree::{FileTree, fingerprint};

/// What the minifier may write by itself: what the oldest browsers that run these scripts can read.
const SYNTAX: &str = "es2019";

/// As a script's first line it stays: it has a browser compile all of the script while the page is still coming, off the
/// thread that the page needs.
const COMPILE_HINT: &str = "//# allFunctionsCalledOnLoad\n";

/// Ready to serve.
#[derive(Debug)]
pub struct Scripts {
    /// By path in the finished site.
    pub files: FileTree,
    /// Where they lie, from the site's root. It changes with them, so that browsers may keep them for ever.
    pub folder: String,
}

/// Makes the theme's scripts ready.
pub fn scripts(sources: &FileTree) -> Result<Scripts> {
    let mut ready = Vec::new();
    for (path, source) in
        sources.iter().filter(|(path, _)| path.extension() == Some("js") && !path.as_str().contains('/'))
    {
        let mut joined = Joined { sources, text: String::new(), modules: BTreeSet::new(), names: BTreeSet::new() };
        let is_module = joined.add(path).with_context(|| format!("整理脚本 `{path}` 失败"))?;
        let hint = if source.starts_with(COMPILE_HINT.as_bytes()) { COMPILE_HINT } else { "" };
        let text = minified(&joined.text, is_module).with_context(|| format!("压缩脚本 `{path}` 失败"))?;
        ready.push((path, hint.to_owned() + &text));
    }
    let all: String = ready.iter().map(|(path, text)| format!("{path}\n{text}\n")).collect();
    let folder = format!("/assets/scripts.{}", fingerprint(all));
    let mut files = FileTree::new();
    for (path, text) in ready {
        files.insert(format!("{}/{path}", folder.trim_start_matches('/')), text)?;
    }
    Ok(Scripts { files, folder })
}

struct Joined<'a> {
    sources: &'a FileTree,
    text: String,
    modules: BTreeSet<Utf8PathBuf>,
    /// Everything that is declared at the top of a module.
    names: BTreeSet<String>,
}

impl Joined<'_> {
    /// Whether it is a module: one that imports or exports something. The others' names are seen by all scripts.
    fn add(&mut self, path: &Utf8Path) -> Result<bool> {
        if !self.modules.insert(path.to_owned()) {
            return Ok(true);
        }
        let bytes = self.sources.get(path).with_context(|| format!("没有 `{path}` 这个脚本"))?;
        let source = std::str::from_utf8(bytes)?;
        let is_served = path.parent().is_none_or(|folder| folder.as_str().is_empty());
        let mut text = String::new();
        let mut is_module = false;
        for line in source.lines() {
            is_module |= line.starts_with("import ") || line.starts_with("export ");
            if line.starts_with("import ") {
                let Some((_, from)) = line.split_once("} from \"") else { bail!("`{path}`：看不懂 `{line}`") };
                let target = resolve(path, from.trim_end_matches("\";"))?;
                if target.as_str().contains('/') {
                    self.add(&target)?;
                } else {
                    // Another served script: it stays a module of its own.
                    text.push_str(&line.replace(from, &format!("./{target}\";")));
                    text.push('\n');
                }
                continue;
            }
            let line = if is_served { line } else { line.strip_prefix("export ").unwrap_or(line) };
            self.declare(path, line)?;
            text.push_str(line);
            text.push('\n');
        }
        self.text.push_str(&text);
        Ok(is_module)
    }

    fn declare(&mut self, path: &Utf8Path, line: &str) -> Result<()> {
        let line = line.strip_prefix("export ").unwrap_or(line);
        let line = line.strip_prefix("async ").unwrap_or(line);
        let declared = ["const ", "let ", "function ", "class "].iter().find_map(|word| line.strip_prefix(word));
        let Some(rest) = declared else { return Ok(()) };
        let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || "_$".contains(*c)).collect();
        if !name.is_empty() && !self.names.insert(name.clone()) {
            bail!("`{path}`：`{name}` 这个名字另一个模块已经用了");
        }
        Ok(())
    }
}

/// The same in fewer characters.
fn minified(script: &str, is_module: bool) -> Result<String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, script, SourceType::mjs()).parse();
    if let Some(error) = parsed.errors.first() {
        bail!("{error}");
    }
    let mut program = parsed.program;
    let target = EngineTargets::from_target(SYNTAX).map_err(anyhow::Error::msg)?;
    let minified = Minifier::new(MinifierOptions {
        compress: Some(CompressOptions { target, ..CompressOptions::default() }),
        mangle: Some(MangleOptions { top_level: is_module, ..MangleOptions::default() }),
    })
    .minify(&allocator, &mut program);
    let options = CodegenOptions { minify: true, comments: CommentOptions::disabled(), ..CodegenOptions::default() };
    Ok(Codegen::new().with_options(options).with_scoping(minified.scoping).build(&program).code)
}

/// What `./a.js` and `../b.js` mean in a module.
fn resolve(path: &Utf8Path, import: &str) -> Result<Utf8PathBuf> {
    let mut target: Vec<&str> = path.parent().map(|folder| folder.as_str().split('/')).into_iter().flatten().collect();
    target.retain(|segment| !segment.is_empty());
    for segment in import.split('/') {
        match segment {
            "." => {}
            ".." if !target.is_empty() => {
                target.pop();
            }
            ".." => bail!("`{path}`：`{import}` 在主题的脚本之外"),
            name => target.push(name),
        }
    }
    Ok(Utf8PathBuf::from(target.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_come_once_before_what_imports_them() {
        let sources = FileTree::of(&[
            ("page.js", "import { a } from \"./x/a.js\";\nimport { e } from \"./engine.js\";\n// Says it.\na(e);\n"),
            ("engine.js", "/**\n * The engine.\n */\nexport const e = 1;\n"),
            ("x/a.js", "import { b } from \"./b.js\";\nexport function a(argument) {\n  b(argument, argument);\n}\n"),
            ("x/b.js", "export const b = console.log;\n"),
        ]);
        let scripts = scripts(&sources).unwrap();
        let text = |name: &str| {
            let path = format!("{}/{name}", scripts.folder.trim_start_matches('/'));
            std::str::from_utf8(scripts.files.get(path).unwrap()).unwrap().to_owned()
        };
        assert_eq!(scripts.files.len(), 2);
        assert_eq!(text("engine.js"), "export const e=1;");
        let page = text("page.js");
        assert_eq!(page.matches("console.log").count(), 1, "{page}");
        assert!(page.contains("from\"./engine.js\"") && !page.contains("x/a.js"), "{page}");
        assert!(!page.contains("argument") && !page.contains('\n'), "{page}");
    }

    #[test]
    fn names_of_modules_become_short_and_those_that_others_see_stay() {
        let sources = FileTree::of(&[
            ("engine.js", "const inner = (x) => x;\nexport function search() {\n  return [inner, inner(search)];\n}\n"),
            ("head.js", "function display() {\n  display(1);\n}\ndisplay(2);\n"),
        ]);
        let scripts = scripts(&sources).unwrap();
        let text: String = scripts.files.iter().map(|(_, bytes)| std::str::from_utf8(bytes).unwrap()).collect();
        assert!(text.contains("function search(") && text.contains("function display("), "{text}");
        assert!(!text.contains("inner"), "{text}");
    }

    #[test]
    fn remarks_go_and_the_hint_to_compile_all_stays() {
        let files = FileTree::of(&[("a.js", "//# allFunctionsCalledOnLoad\n// Why.\nexport const a = 1;\n")]);
        let scripts = scripts(&files).unwrap();
        let (_, bytes) = scripts.files.iter().next().unwrap();
        assert_eq!(std::str::from_utf8(bytes).unwrap(), "//# allFunctionsCalledOnLoad\nexport const a=1;");
    }

    #[test]
    fn syntax_does_not_become_newer() {
        let source = "export function f(a) {\n  a.b = a.b || g();\n  const c = a === null || a === undefined ? 1 : a;\n  \
                      return a === null || a === undefined ? void 0 : a.c(c);\n}\n";
        let scripts = scripts(&FileTree::of(&[("a.js", source)])).unwrap();
        let (_, bytes) = scripts.files.iter().next().unwrap();
        let text = std::str::from_utf8(bytes).unwrap();
        assert!(["||=", "??", "?."].iter().all(|newer| !text.contains(newer)), "{text}");
    }

    #[test]
    fn a_script_that_cannot_be_joined_stops_the_build() {
        let fault = |files: &[(&str, &str)]| format!("{:#}", scripts(&FileTree::of(files)).unwrap_err());
        assert!(fault(&[("a.js", "import { b } from \"./x/b.js\";\n")]).contains("没有 `x/b.js`"));
        assert!(fault(&[("a.js", "import * as b from \"./x/b.js\";\n")]).contains("看不懂"));
        let twice = [("a.js", "import { b } from \"./x/b.js\";\nconst b = 1;\n"), ("x/b.js", "export const b = 1;\n")];
        assert!(fault(&twice).contains("`b` 这个名字"));
        assert!(fault(&[("a.js", "import { b } from \"../b.js\";\n")]).contains("之外"));
    }
}
