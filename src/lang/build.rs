//! Lists the language folders beside this file, so that a new folder is a new language.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

/// The files of a language; the same names everywhere.
const FILES: [&str; 7] = ["grammar.rules", "inflection.toml", "lexicon.tsv", "names.ttl", "orthography.toml", "places.ttl", "tagger.bin"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("src/lang");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut codes: Vec<String> = fs::read_dir(&root)?
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    codes.sort();
    let mut list = String::from("&[\n");
    for code in codes {
        write!(list, "Folder {{ code: {code:?}, files: &[")?;
        for file in FILES {
            let path = root.join(&code).join(file);
            if !path.is_file() {
                return Err(format!("language {code}: expected a file {}", path.display()).into());
            }
            write!(list, "({file:?}, include_bytes!({:?})),", path.display().to_string())?;
        }
        list.push_str("] },\n");
    }
    list.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("folders.rs"), list)?;
    Ok(())
}
