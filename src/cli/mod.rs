//! The command line. Diagnostics go to standard error, results to standard output.

mod agencies;
mod chinese;
pub(crate) mod draft;
mod edition;
pub(crate) mod new;
pub(crate) mod recorded;
mod relations;
mod say;

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use camino::{Utf8Path, Utf8PathBuf};
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::diagnostic::Diagnostic;
use crate::diagnostic::os_error;
use crate::diagnostic::render::{self, Format};
use crate::edition::diff;
use crate::inputs;
use crate::pipeline::{BuildOptions, SiteAddress, build, check};
use crate::serve;
use crate::text::date::Date;
use crate::text::url::BaseUrl;
use crate::verify::verify;
use new::{Skeleton, Written};

/// 把公文方案变成静态的公共信息网站
#[derive(Debug, Parser)]
#[command(name = "policy-portal")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 生成网站：读取输入，交 Zola 渲染，核对成品，换入输出文件夹
    #[command(
        after_help = "退出状态：0 完成；1 输入有错误，或成品没有通过核对（不换入）；2 用法或环境有问题（没有 Zola、磁盘已满等）"
    )]
    Build(BuildArgs),
    /// 检查所有输入，列出全部问题，不写任何文件
    #[command(after_help = "退出状态：0 没有错误（可以有提醒）；1 有错误；2 用法或环境有问题")]
    Check(CheckArgs),
    /// 核对一个生成好的网站：原文一字不缺，链接都通，体积不超过限度
    #[command(after_help = "退出状态：0 通过；1 没有通过，或文件夹不是本程序生成的网站；2 用法或环境有问题")]
    Verify(VerifyArgs),
    /// 在本机预览：生成网站，输入一改就重新生成，浏览器随着更新
    #[command(after_help = "第一行输出是网址，在浏览器里打开。按 Ctrl+C 结束。public/ 不受影响")]
    Serve(ServeArgs),
    /// 写案例、主题、方案的骨架，登记单位，推荐相关任务，记下一期网站；您写的内容一字不动
    #[command(subcommand)]
    New(NewCommand),
    /// 比较两个生成好的网站：哪些任务、条文、校勘、单位、成员、案例、网页有变化
    // Every command takes --root; this one has no use for it.
    #[command(
        after_help = "退出状态：0 比较完毕；1 有一个文件夹不是本程序生成的网站；2 用法或环境有问题",
        mut_arg("root", |root| root.hide(true))
    )]
    Diff(DiffArgs),
}

#[derive(Debug, Subcommand)]
enum NewCommand {
    /// 新的案例或公开报道：content/cases/名字.md，网址是 /cases/名字/
    #[command(after_help = "退出状态：0 写好了；1 名字不能用，或文件已有；2 用法或环境有问题")]
    Case(NewArgs),
    /// 新的主题：content/topics/名字.md，网址是 /topics/名字/
    #[command(after_help = "退出状态：0 写好了；1 名字不能用，或文件已有；2 用法或环境有问题")]
    Topic(NewArgs),
    /// 新的方案：seeds/编号/，原文取自 Word、网页、表格或文本文件
    #[command(after_help = "退出状态：0 写好了；1 编号不能用，或文件夹已有；2 用法或环境有问题")]
    Plan(NewPlanArgs),
    /// 把一份方案里还没有登记的单位加到 seeds/agencies.toml 的末尾，原有的内容一字不动
    #[command(after_help = "退出状态：0 加好了，或没有要加的；1 没有这份方案，或名录有错误；2 用法或环境有问题")]
    Agencies(OfPlanArgs),
    /// 把一份方案里还没有编辑定过的任务写到 content/relations/编号.toml 的末尾：哪些任务、条文与它有关，先由程序推荐
    #[command(after_help = "退出状态：0 写好了，或没有要写的；1 没有这份方案，或文件有错误；2 用法或环境有问题")]
    Relations(OfPlanArgs),
    /// 记下这一期网站与上一期相比有什么变化：写到 content/changes/，登在“网站更新”页
    #[command(
        after_help = "退出状态：0 写好了，或没有变化；1 文件夹不是本程序生成的网站，或上一期的记录有错误；2 用法或环境有问题"
    )]
    Edition(NewEditionArgs),
}

#[derive(Debug, Args)]
struct ServeArgs {
    #[command(flatten)]
    common: Common,
    /// 端口（默认 8000；0 是任选一个空闲的）
    #[arg(long, value_name = "端口", default_value_t = 8000)]
    port: u16,
    /// 使用这个 Zola 程序
    #[arg(long, value_name = "路径")]
    zola: Option<Utf8PathBuf>,
}

#[derive(Debug, Args)]
struct NewArgs {
    /// 网址里的名字：只用小写字母、数字和连字符
    #[arg(value_name = "名字")]
    name: String,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
struct NewPlanArgs {
    /// 网址里的编号：只用小写字母、数字和连字符
    #[arg(value_name = "编号")]
    id: String,
    /// 原文的文件：文本、.docx、.html 或 .xlsx，按内容辨认；文字进 source.txt，原件留在旁边
    #[arg(long, value_name = "文件")]
    from: Option<Utf8PathBuf>,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
struct OfPlanArgs {
    /// 方案的编号：seeds/ 下某个 plan.toml 的 id
    #[arg(value_name = "方案")]
    plan: String,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
#[expect(clippy::doc_markdown, reason = "a terminal would show the backticks")]
struct NewEditionArgs {
    /// 生成好的网站的文件夹（默认为项目文件夹下的 public）
    #[arg(value_name = "文件夹")]
    dir: Option<Utf8PathBuf>,
    /// 这一期的日期（YYYY-MM-DD；默认为 portal.toml 的 as_of）
    #[arg(long, value_name = "日期", value_parser = day)]
    date: Option<Date>,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
struct DiffArgs {
    /// 旧网站的文件夹
    #[arg(value_name = "旧网站")]
    old: Utf8PathBuf,
    /// 新网站的文件夹
    #[arg(value_name = "新网站")]
    new: Utf8PathBuf,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
struct Common {
    /// 项目文件夹，即 portal.toml 所在的文件夹（默认为当前文件夹）
    #[arg(long, value_name = "文件夹", default_value = ".")]
    root: Utf8PathBuf,
    /// 问题的输出格式：human 给人看（默认），json 每行一个对象
    #[arg(long, value_name = "格式", default_value = "human")]
    format: Format,
}

#[derive(Debug, Args)]
#[expect(clippy::doc_markdown, reason = "a terminal would show the backticks")]
struct BuildArgs {
    #[command(flatten)]
    common: Common,
    /// 输出文件夹（默认为项目文件夹下的 public）
    #[arg(long, value_name = "文件夹")]
    out: Option<Utf8PathBuf>,
    /// 网址，代替 portal.toml 里的 base_url
    #[arg(long, value_name = "网址", value_parser = BaseUrl::parse)]
    base_url: Option<BaseUrl>,
    /// 以哪一天为准说时限已过（YYYY-MM-DD），代替 portal.toml 里的 as_of
    #[arg(long, value_name = "日期", value_parser = day)]
    as_of: Option<Date>,
    /// 使用这个 Zola 程序
    #[arg(long, value_name = "路径")]
    zola: Option<Utf8PathBuf>,
    /// 输出文件夹不是本程序生成的网站，或里面有别的文件时，也整个换掉（原有的文件都会删去）
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Args)]
struct CheckArgs {
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
struct VerifyArgs {
    /// 要核对的文件夹（默认为项目文件夹下的 public）
    #[arg(value_name = "文件夹")]
    dir: Option<Utf8PathBuf>,
    #[command(flatten)]
    common: Common,
}

fn day(text: &str) -> Result<Date, String> {
    let date = Date::read(text).ok().filter(|date| date.is_day());
    date.ok_or_else(|| "日期要写成 YYYY-MM-DD，且确有这一天".to_owned())
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let matches = chinese::command(Cli::command()).try_get_matches();
    let cli = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) if error.use_stderr() => {
            say::remark(chinese::fault(&error));
            return ExitCode::from(2);
        }
        Err(help) => return status(say::written(|| help.print()).map(|()| true)),
    };
    status(match &cli.command {
        Command::Build(args) => run_build(args),
        Command::Check(args) => run_check(args),
        Command::Verify(args) => run_verify(args),
        Command::Serve(args) => run_serve(args),
        Command::New(command) => run_new(command),
        Command::Diff(args) => run_diff(args),
    })
}

/// Returns the exit status: 0 where all is well, 1 where something is wrong with what was looked at, 2 where it couldn't
/// be looked at.
fn status(outcome: Result<bool>) -> ExitCode {
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            say::remark(format_args!("错误：{}", os_error::describe(&error)));
            ExitCode::from(2)
        }
    }
}

fn run_build(args: &BuildArgs) -> Result<bool> {
    let options = BuildOptions {
        out: args.out.clone(),
        address: args.base_url.clone().map_or(SiteAddress::OfPortal, SiteAddress::At),
        as_of: args.as_of,
        zola: args.zola.clone(),
        force: args.force,
    };
    let on_terminal = std::io::stderr().is_terminal();
    let built = build(root(&args.common)?, &options, &mut |step| {
        if on_terminal {
            say::remark(step);
        }
    })?;
    print(&built.diagnostics, &args.common)?;
    let Some(out) = built.out else {
        say::remark("没有换入新网站：请先改正上面的错误。");
        return Ok(false);
    };
    if args.common.format == Format::Human {
        let stats = built.stats;
        say::result(format_args!(
            "网站已生成：{out}（{} 页，{} 条链接，原文 {} 字全部核对）",
            stats.pages, stats.links, stats.characters
        ))?;
    }
    Ok(true)
}

fn run_check(args: &CheckArgs) -> Result<bool> {
    let checked = check(root(&args.common)?)?;
    print(&checked.diagnostics, &args.common)?;
    let counts = render::count(&checked.diagnostics);
    if args.common.format == Format::Human {
        say::result("政府网站规范要求标明的项目（没有设置的，页面上不显示）：")?;
        for expectation in &checked.expectations {
            say::result(expectation.line())?;
        }
        say::result(format_args!(
            "检查完毕：{} 个方案，{} 个错误，{} 个提醒",
            checked.plans, counts.errors, counts.warnings
        ))?;
    }
    Ok(counts.errors == 0)
}

fn run_verify(args: &VerifyArgs) -> Result<bool> {
    let root = root(&args.common)?;
    let dir = args.dir.clone().unwrap_or_else(|| root.join("public"));
    let audit = verify(root, &dir)?;
    print(&audit.diagnostics, &args.common)?;
    let passed = render::count(&audit.diagnostics).errors == 0;
    if args.common.format == Format::Human {
        let stats = audit.stats;
        let verdict = if passed { "核对通过" } else { "核对没有通过" };
        say::result(format_args!(
            "{verdict}：{} 页，{} 处原文，{} 条链接；原文 {} 字，全文页印出 {} 字",
            stats.pages, stats.passages, stats.links, stats.characters, stats.characters_shown
        ))?;
    }
    Ok(passed)
}

fn run_serve(args: &ServeArgs) -> Result<bool> {
    let root = root(&args.common)?;
    serve::serve(root, args.port, args.zola.clone(), &mut |diagnostics| print(diagnostics, &args.common))?;
    Ok(true)
}

fn run_new(command: &NewCommand) -> Result<bool> {
    let common = match command {
        NewCommand::Case(args) | NewCommand::Topic(args) => &args.common,
        NewCommand::Plan(args) => &args.common,
        NewCommand::Agencies(args) | NewCommand::Relations(args) => &args.common,
        NewCommand::Edition(args) => &args.common,
    };
    if !inputs::is_portal(root(common)?) {
        print(&[inputs::missing(inputs::PORTAL)], common)?;
        return Ok(false);
    }
    match command {
        NewCommand::Case(args) => run_new_skeleton(Skeleton::Case { name: &args.name }, common),
        NewCommand::Topic(args) => run_new_skeleton(Skeleton::Topic { name: &args.name }, common),
        NewCommand::Plan(args) => run_new_skeleton(Skeleton::Plan { id: &args.id, from: args.from.as_deref() }, common),
        NewCommand::Agencies(args) => run_new_agencies(args),
        NewCommand::Relations(args) => run_new_relations(args),
        NewCommand::Edition(args) => run_new_edition(args),
    }
}

fn run_new_skeleton(skeleton: Skeleton, common: &Common) -> Result<bool> {
    match new::write(root(common)?, skeleton)? {
        Ok(Written { files, mut said }) => {
            if let Skeleton::Plan { id, from: Some(_) } = skeleton {
                said.extend(unregistered(id, &agencies::proposed(root(common)?, id)?));
            }
            if common.format == Format::Human {
                for file in files {
                    say::result(format_args!("写好了：{file}"))?;
                }
                for line in said {
                    say::result(line)?;
                }
                say::result("填好以后运行 policy-portal check，看看还缺什么。")?;
            }
            Ok(true)
        }
        Err(diagnostic) => {
            print(&[*diagnostic], common)?;
            Ok(false)
        }
    }
}

/// Says which agencies of a new plan nobody has registered.
fn unregistered(id: &str, entries: &[String]) -> Option<String> {
    let n = entries.len();
    let said = format!(
        "名录里还没有的单位 {n} 个，网站上先照原文暂列；运行 policy-portal new agencies {id}，就把它们加进名录：\n\n{}",
        entries.join("\n")
    );
    (n > 0).then_some(said)
}

fn run_new_agencies(OfPlanArgs { plan, common }: &OfPlanArgs) -> Result<bool> {
    match agencies::append(root(common)?, plan)? {
        Ok(entries) => {
            if common.format == Format::Human {
                match entries.len() {
                    0 => say::result(format_args!("没有要加的：方案 {plan} 里的单位，名录里都有"))?,
                    n => say::result(format_args!(
                        "加进了 seeds/agencies.toml：{n} 个单位，编号和类别请核对\n\n{}",
                        entries.join("\n")
                    ))?,
                }
            }
            Ok(true)
        }
        Err(diagnostics) => {
            print(&diagnostics, common)?;
            Ok(false)
        }
    }
}

fn run_new_relations(OfPlanArgs { plan, common }: &OfPlanArgs) -> Result<bool> {
    match relations::append(root(common)?, plan)? {
        Ok(n) => {
            if common.format == Format::Human {
                match n {
                    0 => say::result(format_args!("没有要写的：方案 {plan} 的任务都已定过"))?,
                    n => say::result(format_args!(
                        "写进了 content/relations/{plan}.toml：{n} 项任务的推荐，请逐项看过，删去不对的，补上缺的"
                    ))?,
                }
            }
            Ok(true)
        }
        Err(diagnostics) => {
            print(&diagnostics, common)?;
            Ok(false)
        }
    }
}

fn run_new_edition(NewEditionArgs { dir, date, common }: &NewEditionArgs) -> Result<bool> {
    let root = root(common)?;
    let dir = dir.clone().unwrap_or_else(|| root.join("public"));
    let day = date.or_else(|| edition::day_of_portal(root));
    let day = day.context("portal.toml 没有写 as_of：用 --date 写明这一期的日期")?;
    match edition::record(root, &dir, day)? {
        Ok(recorded) => {
            if common.format == Format::Human {
                match recorded {
                    None => say::result("没有要写的：与上一期相比没有变化")?,
                    Some(edition::Recorded { file, changes: None }) => {
                        say::result(format_args!("写好了：{file}，从这一期起记录变化"))?;
                    }
                    Some(edition::Recorded { file, changes: Some(n) }) => {
                        say::result(format_args!("写好了：{file}，与上一期相比有 {n} 处变化；再生成一次网站就登出来"))?;
                    }
                }
            }
            Ok(true)
        }
        Err(diagnostics) => {
            print(&diagnostics, common)?;
            Ok(false)
        }
    }
}

fn run_diff(args: &DiffArgs) -> Result<bool> {
    match diff::diff(&args.old, &args.new)? {
        Ok(difference) => {
            match args.common.format {
                Format::Human => say::result(diff::human(&difference))?,
                Format::Json => say::result(serde_json::to_string(&difference)?)?,
            }
            Ok(true)
        }
        Err(diagnostics) => {
            // Its result is the one object on standard output.
            print_to(&mut std::io::stderr().lock(), &diagnostics, args.common.format)?;
            Ok(false)
        }
    }
}

/// Returns the root, which must be a folder.
fn root(common: &Common) -> Result<&Utf8Path> {
    anyhow::ensure!(common.root.is_dir(), "没有文件夹 `{}`", common.root);
    Ok(&common.root)
}

/// Prints diagnostics: for people to standard error, as JSON to standard output.
fn print(diagnostics: &[Diagnostic], common: &Common) -> Result<()> {
    match common.format {
        Format::Human => print_to(&mut std::io::stderr().lock(), diagnostics, Format::Human),
        Format::Json => print_to(&mut std::io::stdout().lock(), diagnostics, Format::Json),
    }
}

fn print_to(out: &mut (impl Write + IsTerminal), diagnostics: &[Diagnostic], format: Format) -> Result<()> {
    say::written(|| {
        match format {
            Format::Human => {
                for told in render::humans(diagnostics, out.is_terminal()) {
                    writeln!(out, "{told}\n")?;
                }
            }
            Format::Json => {
                for diagnostic in diagnostics {
                    writeln!(out, "{}", render::json(diagnostic))?;
                }
            }
        }
        out.flush()
    })
}
