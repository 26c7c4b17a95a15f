//! The command line in Chinese: what clap would say in English.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}\n";

/// Returns the command with all its subcommands, headings, flags and usages in Chinese.
pub(super) fn command(command: Command) -> Command {
    let name = command.get_name().to_owned();
    translated(command, &name).version(env!("CARGO_PKG_VERSION")).disable_version_flag(true).arg(
        Arg::new("version").short('V').long("version").action(ArgAction::Version).help("显示版本").help_heading("选项"),
    )
}

/// Makes a command speak Chinese; `path` is how it is called: `policy-portal new case`.
fn translated(command: Command, path: &str) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    let usage = match names.is_empty() {
        true => usage(&command, path),
        false => format!("{path} <命令>"),
    };
    let mut command = command
        .help_template(TEMPLATE)
        .override_usage(usage)
        .subcommand_help_heading("命令")
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(
            Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示这份说明").help_heading("选项"),
        );
    // Under a heading of its own clap sorts arguments by their names, unless told their order.
    let mut order = 0..;
    command = command.mut_args(|arg| {
        let heading = if arg.is_positional() { "参数" } else { "选项" };
        let arg = arg.help_heading(heading).display_order(order.next().unwrap_or_default());
        let takes_value = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
        if takes_value { arg.hide_possible_values(true).hide_default_value(true) } else { arg }
    });
    for name in names {
        let path = format!("{path} {name}");
        command = command.mut_subcommand(name, |sub| translated(sub, &path));
    }
    command
}

/// `policy-portal new plan [选项] <编号>`
fn usage(command: &Command, path: &str) -> String {
    let positionals = command.get_positionals().map(|arg| {
        let name = arg.get_value_names().and_then(|names| names.first()).map_or("值", |name| name.as_str());
        if arg.is_required_set() { format!(" <{name}>") } else { format!(" [{name}]") }
    });
    format!("{path} [选项]{}", positionals.collect::<String>())
}

/// Returns what is wrong with a command line.
pub(super) fn fault(error: &clap::Error) -> String {
    let told = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let (argument, value) = (told(ContextKind::InvalidArg), told(ContextKind::InvalidValue));
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("没有命令 `{}`", told(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "没有写命令".to_owned(),
        ErrorKind::UnknownArgument => format!("不认识 `{argument}`"),
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::ArgumentConflict => format!("`{argument}` 写了两次，或与别的选项冲突"),
        ErrorKind::InvalidValue if value.is_empty() => format!("`{argument}` 后面缺少内容"),
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("`{argument}` 后面的内容不对")
        }
        ErrorKind::InvalidUtf8 => "命令行不是 UTF-8".to_owned(),
        _ => {
            // Our own parsers say why, in Chinese.
            let why = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            let why = if why.chars().any(crate::parse::is_han) { format!("：{why}") } else { String::new() };
            format!("`{argument}` 的内容 `{value}` 不能用{why}")
        }
    };
    let names = match error.get(ContextKind::SuggestedSubcommand).or(error.get(ContextKind::SuggestedArg)) {
        Some(ContextValue::String(name)) => format!("；是不是想写 `{name}`？"),
        Some(ContextValue::Strings(names)) if !names.is_empty() => format!("；是不是想写 `{}`？", names.join("`、`")),
        _ => String::new(),
    };
    format!("错误：{message}{names}\n\n用 --help 查看用法。")
}
