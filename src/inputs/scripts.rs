//! The theme's scripts as pages load them: each with the modules that it imports.
//!
//! What stands in the theme's `scripts/` itself is loaded under its own name. Modules in folders below become part of
//! every script that imports them, each once, before what imports it; a page then fetches few files, in one round. Names
//! at the top of a module are its own: where another module has the same name, one of the two is renamed.
//!
//! Imports and exports are named ones (`import { a } from "./x/a.js"`, `export const a`, `export { a }`): they can be
//! linked without an object or a function around a module, which would cost every page some bytes.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use oxc_allocator::Allocator;
use oxc_ast::ast::{
    Declaration, ExportNamedDeclaration, ImportDeclaration, ImportDeclarationSpecifier, Program, SourceType, Statement,
};
use oxc_codegen::{Codegen, CodegenOptions, CommentOptions};
use oxc_parser::Parser;
use oxc_semantic::{Scoping, SemanticBuilder, SymbolId};

use crate::diagnostic::{Code, Diagnostic};
use crate::text::source::{Source, Span};

/// A script that pages load, with everything that it imports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Script {
    /// Its file name, such as `portal.js`.
    pub name: String,
    /// Its first line where that is a word to browsers (`//# …`), with its end; else nothing.
    pub pragma: String,
    /// The script, without comments.
    pub text: String,
    /// Whether it imports or exports something. The names of other scripts are seen by all scripts of a page.
    pub is_module: bool,
}

/// Links the scripts that stand in `scripts/` itself; `sources` are the theme's scripts by their paths in there.
pub(crate) fn link(sources: &BTreeMap<Utf8PathBuf, Source>) -> (Vec<Script>, Vec<Diagnostic>) {
    let mut scripts = Vec::new();
    let mut diagnostics = Vec::new();
    for (path, source) in sources.iter().filter(|(path, _)| !path.as_str().contains('/')) {
        let allocator = Allocator::default();
        let mut linker = Linker {
            sources,
            allocator: &allocator,
            states: BTreeMap::new(),
            modules: Vec::new(),
            diagnostics: Vec::new(),
        };
        if let State::Added(_) = linker.add(path, source) {
            scripts.extend(linker.script(path, source));
        }
        // A module that several scripts import is reported once.
        linker.diagnostics.retain(|diagnostic| !diagnostics.contains(diagnostic));
        diagnostics.append(&mut linker.diagnostics);
    }
    (scripts, diagnostics)
}

/// A name at the top of a module: the module's place, and the name's there.
type Symbol = (usize, SymbolId);

struct Module<'a> {
    program: Program<'a>,
    scoping: Scoping,
    /// Names here that stand for those of other modules.
    imports: BTreeMap<SymbolId, Symbol>,
    /// By the names under which others import them.
    exports: BTreeMap<String, Symbol>,
    has_module_syntax: bool,
}

#[derive(Clone, Copy)]
enum State {
    /// What it imports is being added.
    Open,
    Failed,
    /// Its place among the modules.
    Added(usize),
}

struct Linker<'a> {
    sources: &'a BTreeMap<Utf8PathBuf, Source>,
    allocator: &'a Allocator,
    states: BTreeMap<&'a Utf8Path, State>,
    /// Each after what it imports.
    modules: Vec<Module<'a>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Linker<'a> {
    /// Adds a module and, before it, what it imports.
    fn add(&mut self, path: &'a Utf8Path, source: &'a Source) -> State {
        self.states.insert(path, State::Open);
        let before = self.diagnostics.len();
        let module = self.read(path, source);
        let state = match module {
            Some(module) if self.diagnostics.len() == before => {
                self.modules.push(module);
                State::Added(self.modules.len() - 1)
            }
            _ => State::Failed,
        };
        self.states.insert(path, state);
        state
    }

    fn read(&mut self, path: &Utf8Path, source: &'a Source) -> Option<Module<'a>> {
        let parsed = Parser::new(self.allocator, source.text(), SourceType::mjs()).parse();
        let checked = SemanticBuilder::new().with_check_syntax_error(true).build(&parsed.program);
        let errors: Vec<_> = parsed.errors.iter().chain(&checked.errors).collect();
        for error in &errors {
            let label = error.labels.iter().flatten().next();
            let span = label.map_or(Span::new(0, 0), |label| Span::new(label.offset(), label.offset() + label.len()));
            self.report(source, span, format!("脚本的语法有误：{}", error.message));
        }
        if !errors.is_empty() {
            return None;
        }
        let mut module = Module {
            scoping: checked.semantic.into_scoping(),
            program: parsed.program,
            imports: BTreeMap::new(),
            exports: BTreeMap::new(),
            has_module_syntax: parsed.module_record.has_module_syntax,
        };
        let mut exports = Vec::new();
        for statement in &module.program.body {
            match statement {
                Statement::ImportDeclaration(import) => self.import(path, source, import, &mut module.imports),
                Statement::ExportNamedDeclaration(export) if export.source.is_none() => {
                    exports.extend(exported_names(export));
                }
                Statement::ExportNamedDeclaration(export) => self.report_form(source, export.span),
                Statement::ExportDefaultDeclaration(export) => self.report_form(source, export.span),
                Statement::ExportAllDeclaration(export) => self.report_form(source, export.span),
                _ => {}
            }
        }
        // An export may stand before what it names, and hand on what is imported.
        let own = self.modules.len();
        for (name, local) in exports {
            if let Some(symbol) = module.scoping.get_root_binding(&local) {
                module.exports.insert(name, module.imports.get(&symbol).copied().unwrap_or((own, symbol)));
            }
        }
        Some(module)
    }

    /// Adds the module that is imported, and takes the names.
    fn import(
        &mut self,
        path: &Utf8Path,
        source: &Source,
        import: &ImportDeclaration,
        imports: &mut BTreeMap<SymbolId, Symbol>,
    ) {
        let request = import.source.value.as_str();
        let place = span(import.source.span);
        let target = resolve(path, request).and_then(|target| self.sources.get_key_value(&target));
        let Some((target, target_source)) = target else {
            return self.report(source, place, format!("主题里没有 `{request}` 这个脚本"));
        };
        let state = match self.states.get(target.as_path()) {
            Some(state) => *state,
            None => self.add(target, target_source),
        };
        let index = match state {
            State::Added(index) => index,
            // It is reported where it fails.
            State::Failed => return,
            State::Open => return self.report(source, place, format!("脚本循环引用：`{request}` 又引用了这个脚本")),
        };
        for specifier in import.specifiers.iter().flatten() {
            let ImportDeclarationSpecifier::ImportSpecifier(specifier) = specifier else {
                self.report_form(source, import.span);
                continue;
            };
            let name = specifier.imported.name();
            match self.modules[index].exports.get(name.as_str()) {
                Some(symbol) => {
                    imports.insert(specifier.local.symbol_id(), *symbol);
                }
                None => self.report(source, span(specifier.span), format!("`{request}` 没有导出 `{name}`")),
            }
        }
    }

    /// Returns all modules as one script, that of the last one.
    fn script(&mut self, path: &Utf8Path, source: &Source) -> Option<Script> {
        self.rename();
        let last = self.modules.last()?;
        let is_module = last.has_module_syntax;
        let final_name = |symbol: &Symbol| self.modules[symbol.0].scoping.symbol_name(symbol.1).to_owned();
        let exports: BTreeMap<String, String> =
            last.exports.iter().map(|(name, symbol)| (name.clone(), final_name(symbol))).collect();
        let mut text = String::new();
        let mut renamed = Vec::new();
        let others = self.modules.len() - 1;
        for (index, mut module) in std::mem::take(&mut self.modules).into_iter().enumerate() {
            let is_last = index == others;
            let body = std::mem::replace(&mut module.program.body, oxc_allocator::Vec::new_in(self.allocator));
            for statement in body {
                match statement {
                    Statement::ImportDeclaration(_) => {}
                    Statement::ExportNamedDeclaration(export) => {
                        let names = exported_names(&export);
                        let is_kept = is_last && !names.is_empty();
                        if is_kept && names.iter().all(|(name, _)| exports.get(name) == Some(name)) {
                            module.program.body.push(Statement::ExportNamedDeclaration(export));
                        } else {
                            renamed.extend(names.into_iter().filter(|_| is_last).map(|(name, _)| name));
                            module.program.body.extend(export.unbox().declaration.map(Statement::from));
                        }
                    }
                    statement => module.program.body.push(statement),
                }
            }
            let options = CodegenOptions { comments: CommentOptions::disabled(), ..CodegenOptions::default() };
            text +=
                &Codegen::new().with_options(options).with_scoping(Some(module.scoping)).build(&module.program).code;
        }
        if !renamed.is_empty() {
            let renamed: Vec<String> =
                renamed.iter().filter_map(|name| exports.get(name).map(|own| format!("{own} as {name}"))).collect();
            text += &format!("export {{ {} }};\n", renamed.join(", "));
        }
        let pragma = source.text().split_inclusive('\n').next().filter(|line| line.starts_with("//# "));
        Some(Script { name: path.to_string(), pragma: pragma.unwrap_or_default().to_owned(), text, is_module })
    }

    /// Gives what stands at the top of modules names that differ from each other, and from all that browsers provide.
    fn rename(&mut self) {
        let globals = self.modules.iter().flat_map(|module| module.scoping.root_unresolved_references().keys());
        let mut taken: BTreeSet<String> = globals.map(|name| (*name).to_owned()).collect();
        let names = self.modules.iter().flat_map(|module| module.scoping.symbol_names());
        let mut known: BTreeSet<String> = names.map(ToOwned::to_owned).chain(taken.iter().cloned()).collect();
        let aliased = self.aliased();
        for index in 0..self.modules.len() {
            let Module { scoping, imports, .. } = &mut self.modules[index];
            let root = scoping.root_scope_id();
            let own: Vec<SymbolId> = scoping.symbol_ids().filter(|id| scoping.symbol_scope_id(*id) == root).collect();
            for symbol in own.into_iter().filter(|symbol| !imports.contains_key(symbol)) {
                let name = scoping.symbol_name(symbol).to_owned();
                if aliased.contains(&(index, symbol)) || !taken.insert(name.clone()) {
                    // One that stands nowhere: a name inside a function could hide it. One of so many is free.
                    let free =
                        (1..=known.len() + 1).map(|n| format!("{name}_{n}")).find(|name| known.insert(name.clone()));
                    scoping.set_symbol_name(symbol, &free.unwrap_or(name));
                }
            }
        }
        for index in 0..self.modules.len() {
            for (local, (target, symbol)) in self.modules[index].imports.clone() {
                let name = self.modules[target].scoping.symbol_name(symbol).to_owned();
                self.modules[index].scoping.set_symbol_name(local, &name);
            }
        }
    }

    /// Returns what a module imports under another name. Its own name could mean something else there.
    fn aliased(&self) -> BTreeSet<Symbol> {
        let imports = self.modules.iter().flat_map(|module| module.imports.iter().map(move |import| (module, import)));
        imports
            .filter(|(module, (local, (index, symbol)))| {
                module.scoping.symbol_name(**local) != self.modules[*index].scoping.symbol_name(*symbol)
            })
            .map(|(_, (_, symbol))| *symbol)
            .collect()
    }

    fn report_form(&mut self, source: &Source, place: oxc_ast::ast::Span) {
        self.report(
            source,
            span(place),
            "脚本之间只能按名字引用，如 `import { a } from \"./x/a.js\"` 和 `export { a }`",
        );
    }

    fn report(&mut self, source: &Source, span: Span, message: impl Into<String>) {
        let hint = "请改正主题的这个脚本";
        self.diagnostics.push(source.diagnostic(Code::BadScript, span, message, hint));
    }
}

/// Returns what an export of its own names: the name that others import, and the name here.
fn exported_names(export: &ExportNamedDeclaration) -> Vec<(String, String)> {
    let listed = export.specifiers.iter().map(|name| (name.exported.name().to_string(), name.local.name().to_string()));
    let declared = match &export.declaration {
        Some(Declaration::VariableDeclaration(variables)) => {
            variables.declarations.iter().flat_map(|variable| variable.id.get_binding_identifiers()).collect()
        }
        Some(declaration) => declaration.id().into_iter().collect(),
        None => Vec::new(),
    };
    listed.chain(declared.into_iter().map(|name| (name.name.to_string(), name.name.to_string()))).collect()
}

/// Returns the path that `./a.js` and `../b.js` mean in a module; nothing outside the theme's scripts.
fn resolve(path: &Utf8Path, request: &str) -> Option<Utf8PathBuf> {
    let mut target = path.parent()?.to_owned();
    for segment in request.split('/') {
        match segment {
            ".." if !target.pop() => return None,
            "." | ".." => {}
            name => target.push(name),
        }
    }
    Some(target)
}

fn span(span: oxc_ast::ast::Span) -> Span {
    Span::new(span.start as usize, span.end as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(files: &[(&str, &str)]) -> (Vec<Script>, Vec<String>) {
        let source = |path: &str, text: &str| Source::new(format!("scripts/{path}"), text);
        let (scripts, found) = link(&files.iter().map(|(path, text)| (path.into(), source(path, text))).collect());
        let told = |found: &Diagnostic| {
            format!("{}:{}:{} {}", found.place.file, found.place.line, found.place.column, found.message)
        };
        (scripts, found.iter().map(told).collect())
    }

    fn text(files: &[(&str, &str)]) -> String {
        let (mut scripts, found) = linked(files);
        assert!(found.is_empty(), "{found:?}");
        scripts.remove(0).text
    }

    #[test]
    fn modules_come_once_before_what_imports_them() {
        let page = text(&[
            ("page.js", "import { a } from \"./x/a.js\";\nimport { b } from \"./x/b.js\";\n// Why.\na(b);\n"),
            ("x/a.js", "import \"./c.js\";\nimport { b } from \"../x/b.js\";\nexport const a = () => b;\n"),
            ("x/b.js", "const b = 1;\nexport { b };\n"),
            ("x/c.js", "console.log();\n"),
        ]);
        assert_eq!(page, "console.log();\nconst b = 1;\nconst a = () => b;\na(b);\n");
    }

    #[test]
    fn only_what_stands_at_the_top_is_loaded_by_itself() {
        let (scripts, _) = linked(&[
            ("head.js", "//# hint\nfunction f() {}\nexport {};\n"),
            ("page.js", "import \"./x/a.js\";\n"),
            ("x/a.js", "f();\n"),
        ]);
        let told: Vec<_> =
            scripts.iter().map(|script| (script.name.as_str(), script.is_module, &script.text[..])).collect();
        assert_eq!(told, [("head.js", true, "function f() {}\n"), ("page.js", true, "f();\n")]);
        assert_eq!(scripts[0].pragma, "//# hint\n");
    }

    #[test]
    fn each_module_has_names_of_its_own() {
        // `open` is a browser's own in x/b.js; `a` in x/b.js is not the `a` of page.js, nor the one inside its function.
        let page = text(&[
            (
                "page.js",
                "import { a as b } from \"./x/a.js\";\nconst c = (a) => b({ a });\nexport function open() { c(open); }\n",
            ),
            ("x/a.js", "import { c as d } from \"./b.js\";\nexport const a = d;\n"),
            ("x/b.js", "const a = 1;\nexport const { c } = open(a);\n"),
        ]);
        let expected = "const a = 1;\nconst { c: c_1 } = open(a);\nconst a_1 = c_1;\nconst c = (a) => a_1({ a });\n\
                        function open_1() {\n\tc(open_1);\n}\nexport { open_1 as open };\n";
        assert_eq!(page, expected);
    }

    #[test]
    fn what_is_imported_can_be_handed_on() {
        let page = text(&[
            ("page.js", "import { b } from \"./x/b.js\";\nexport { b as c };\n"),
            ("x/b.js", "import { a } from \"./a.js\";\nexport { a as b };\n"),
            ("x/a.js", "export let a = 1;\n"),
        ]);
        assert_eq!(page, "let a_1 = 1;\nexport { a_1 as c };\n");
    }

    #[test]
    fn what_cannot_be_linked_is_reported_where_it_stands() {
        let found = |files: &[(&str, &str)]| linked(files).1;
        assert_eq!(
            found(&[("a.js", "\nimport { b } from \"./x/b.js\";\n")]),
            ["scripts/a.js:2:19 主题里没有 `./x/b.js` 这个脚本"]
        );
        assert_eq!(found(&[("a.js", "import \"../b.js\";\n")]), ["scripts/a.js:1:8 主题里没有 `../b.js` 这个脚本"]);
        let lacks = [("a.js", "import { b } from \"./x/b.js\";\n"), ("x/b.js", "export const c = 1;\n")];
        assert_eq!(found(&lacks), ["scripts/a.js:1:10 `./x/b.js` 没有导出 `b`"]);
        let circle = [
            ("a.js", "import \"./x/b.js\";\n"),
            ("x/b.js", "import \"../x/c.js\";\n"),
            ("x/c.js", "import \"./b.js\";\n"),
        ];
        assert_eq!(found(&circle), ["scripts/x/c.js:1:8 脚本循环引用：`./b.js` 又引用了这个脚本"]);
        let form = "脚本之间只能按名字引用，如 `import { a } from \"./x/a.js\"` 和 `export { a }`";
        for text in [
            "import * as a from \"./b.js\";\n",
            "import a from \"./b.js\";\n",
            "export default 1;\n",
            "export * from \"./b.js\";\n",
        ] {
            assert_eq!(found(&[("a.js", text), ("b.js", "")]), [format!("scripts/a.js:1:1 {form}")]);
        }
        // Reported once, though two scripts import it.
        let syntax =
            [("a.js", "import \"./x/c.js\";\n"), ("b.js", "import \"./x/c.js\";\n"), ("x/c.js", "let a;\nlet a;\n")];
        assert_eq!(found(&syntax).len(), 1, "{:?}", found(&syntax));
        assert!(found(&syntax)[0].starts_with("scripts/x/c.js:1:5 脚本的语法有误："), "{:?}", found(&syntax));
    }
}
