use policy_portal::{parse::*, source::*};
fn main(){ for f in std::env::args().skip(1) { let t=std::fs::read_to_string(&f).unwrap(); let t: String = t.lines().filter(|l|!l.starts_with("# ")).map(|l| format!("{l}\n")).collect();
 let (d,e)=parse(Source::new(&*f,t)); println!("== {f}");
 for b in &d.blocks { let l=d.source.lines_of(&b.spans); let x=d.source.join(&b.spans); println!("{:?} {:?} node={:?} annex={:?} {}", l.map(|l|l.label()), b.role, b.node.map(|n|d.nodes[n].id.clone()), b.annex, x.chars().take(30).collect::<String>()); }
 for t in &d.tables { println!("TABLE {:?} rows {} ", t.columns, t.rows.len()); for r in t.rows.iter().filter(|r| r.cells.len()!=t.columns.len()|| r.category_only) {println!("  odd {} {}", r.line, d.source.slice(r.span));} }
 let mut c=std::collections::BTreeMap::new(); for l in &d.layout { *c.entry(l.rule).or_insert(0)+=1;} println!("{c:?}");
 for x in e { println!("{}:{}:{} {} {} | {}", x.file,x.line,x.column,x.code,x.message,x.text.chars().take(20).collect::<String>()); } } }
