//! Throw-away.
#![allow(clippy::unwrap_used)]
use clientsmith::source::{LoadError, Loader, SourceFile};
struct No;
impl Loader for No {
    fn load(&self, _: &str) -> Result<Vec<u8>, LoadError> {
        Err(LoadError::NotFound)
    }
}
fn main() {
    let mut args = std::env::args().skip(1);
    let out = args.next().unwrap();
    for path in args {
        let name = std::path::Path::new(&path)
            .file_stem()
            .unwrap()
            .to_string_lossy()
            .into_owned();
        let document = SourceFile {
            path: path.clone(),
            bytes: std::fs::read(&path).unwrap(),
        };
        let generation = clientsmith::generate(&clientsmith::Job {
            name: &name,
            document: &document,
            overlays: &[],
            config: None,
            loader: &No,
            runtime_path: "/work/wt/answers/runtime".into(),
            own_workspace: false,
        });
        let Some(files) = generation.files else {
            println!(
                "{name}: none\n{}",
                generation
                    .report
                    .render(clientsmith::diagnostics::Style::Plain)
            );
            continue;
        };
        for (file, text) in files {
            let target = std::path::Path::new(&out).join(&name).join(file);
            std::fs::create_dir_all(target.parent().unwrap()).unwrap();
            std::fs::write(target, text).unwrap();
        }
        println!("{name}: ok");
    }
}
