//! The build script: lists the language folders beside this file, so that a new folder is a new language.
//! With the feature `disk` it first looks for what only that needs, and says what is missing before minutes are spent.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

/// The files of a language; the same names everywhere.
const FILES: [&str; 7] = ["grammar.rules", "inflection.toml", "lexicon.tsv", "names.ttl", "orthography.toml", "places.ttl", "tagger.bin"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if env::var_os("CARGO_FEATURE_DISK").is_some() {
        what_disk_needs()?;
    }
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("src/lang");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut codes: Vec<String> =
        fs::read_dir(&root)?.filter_map(Result::ok).filter(|entry| entry.path().is_dir()).filter_map(|entry| entry.file_name().into_string().ok()).collect();
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

/// An error where there is no C++20 compiler or no libclang. Windows keeps them elsewhere and is not looked at.
fn what_disk_needs() -> Result<(), String> {
    println!("cargo::rerun-if-env-changed=CXX");
    println!("cargo::rerun-if-env-changed=LIBCLANG_PATH");
    let mut missing = Vec::new();
    let compilers = env::var("CXX").map_or_else(|_| vec!["c++".to_owned(), "g++".to_owned(), "clang++".to_owned()], |cxx| vec![cxx]);
    if !compilers.iter().any(|compiler| reads_cpp20(compiler)) {
        missing.push(format!("a C++20 compiler (tried {}; another: set CXX)", compilers.join(", ")));
    }
    if !libclang_folders().iter().any(|folder| has_libclang(folder)) {
        missing.push("libclang (elsewhere than usual: set LIBCLANG_PATH to its folder)".to_owned());
    }
    if missing.is_empty() || cfg!(windows) {
        return Ok(());
    }
    println!("cargo::error=the feature `disk` needs {}", missing.join(" and "));
    println!("cargo::error=on Debian or Ubuntu: apt-get install g++ libclang-dev; or build without `--features disk`");
    Err("something is missing that the feature `disk` needs".to_owned())
}

fn reads_cpp20(compiler: &str) -> bool {
    let mut words = compiler.split_whitespace();
    let Some(program) = words.next() else { return false };
    let mut command = Command::new(program);
    command.args(words).args(["-std=c++20", "-fsyntax-only", "-x", "c++", "-"]);
    let child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    child.is_ok_and(|mut child| {
        let written = child.stdin.take().is_some_and(|mut stdin| stdin.write_all(b"#include <concepts>\n").is_ok());
        child.wait().is_ok_and(|status| written && status.success())
    })
}

/// Where libclang usually is.
fn libclang_folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = env::var_os("LIBCLANG_PATH").map(PathBuf::from).into_iter().collect();
    folders.extend(env::var_os("LD_LIBRARY_PATH").iter().flat_map(env::split_paths));
    let config = Command::new("llvm-config").arg("--libdir").output();
    folders.extend(config.ok().and_then(|output| String::from_utf8(output.stdout).ok()).map(|folder| PathBuf::from(folder.trim())));
    for root in ["/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/local/lib64", "/usr/local/opt", "/opt/homebrew/opt", "/opt/local/libexec"] {
        folders.push(root.into());
        // `/usr/lib/llvm-14/lib`, `/usr/lib/x86_64-linux-gnu`
        for folder in fs::read_dir(root).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path()) {
            folders.extend([folder.join("lib"), folder]);
        }
    }
    folders.push("/Library/Developer/CommandLineTools/usr/lib".into());
    folders.push("/Applications/Xcode.app/Contents/Developer/Toolchains/XcodeDefault.xctoolchain/usr/lib".into());
    folders
}

/// Whether a folder - or the file itself - is `libclang.so`, `libclang-14.so.1`, `libclang.dylib`; `libclang-cpp` is something else.
fn has_libclang(place: &Path) -> bool {
    let named = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let rest = name
            .strip_prefix("libclang")
            .filter(|rest| rest.starts_with('.') || rest.strip_prefix('-').is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit())));
        rest.is_some_and(|rest| rest.contains(".so") || rest.contains(".dylib"))
    };
    named(place) || fs::read_dir(place).into_iter().flatten().filter_map(Result::ok).any(|entry| named(&entry.path()))
}
