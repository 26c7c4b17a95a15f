use policy_portal::{parse::*, source::*, read::*};
fn main(){ let a=std::fs::read_to_string("seeds/agencies.toml").unwrap(); let reg=Registry::read("seeds/agencies.toml",&a).unwrap_or_else(|e| panic!("{e:#?}"));
 let args: Vec<String>=std::env::args().skip(1).collect();
 let (src,pt)=(&args[0], std::fs::read_to_string(&args[1]).unwrap());
 let t=std::fs::read_to_string(src).unwrap(); let t: String = t.lines().filter(|l|!l.starts_with("# ")).map(|l| format!("{l}\n")).collect();
 let (d,e)=parse(Source::new(&**src,t)); let f=plan_file::plan_file("plan.toml",&pt).unwrap_or_else(|e| panic!("{e:#?}"));
 let (p,e2)=read(d,&f,&reg);
 for x in e.iter().chain(&e2) { println!("{}:{}:{} {:?} {} {} | {} | {}", x.file,x.line,x.column,x.severity,x.code,x.message,x.text.chars().take(20).collect::<String>(), x.hint); }
 println!("tasks {} domains {} members {} clauses {} corr {}", p.tasks.len(), p.domains.len(), p.members.len(), p.clauses.len(), p.corrections.len());
 for d in &p.domains { println!("{} {} {:?} {:?} lead {:?} cells {}", d.number,d.slug,d.name,(d.tasks.first(),d.tasks.last()), d.lead.iter().map(|a| &reg.get(*a).id).collect::<Vec<_>>(), d.cells.len()); }
 let mut used=std::collections::BTreeSet::new(); for t in &p.tasks { for q in &t.parts { for m in q.lead.mentions.iter().chain(&q.responsible.mentions) { used.insert(m.agency); } } } for d in &p.domains { for a in &d.lead { used.insert(Some(*a)); } } println!("agencies {}", used.len());
 for c in &p.clauses { println!("{} {} {} {:?} | {}", c.id,c.label,c.heading,c.lines.label(), c.text.chars().take(15).collect::<String>()); }
 for c in &p.corrections { println!("{} {:?} {} {:?} -> {:?} t{:?} c{:?} d{:?}", c.id,c.kind,c.lines.label(),c.printed.chars().take(16).collect::<String>(),c.read.as_ref().map(|r|r.chars().take(16).collect::<String>()),c.tasks,c.clauses,c.domains); }
 for (t,n) in p.tasks.iter().zip(&p.titles) { println!("{} {}", t.number, n); }
}
