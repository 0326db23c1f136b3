//! The program: everything is in the library.

/// Reading a list of actors and loading a graph make many small strings; this allocator takes a fifth less time over them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    selon::cli::main()
}
