//! Many documents, read by all processors, taken in order.
//!
//! Documents are gathered into a bundle, read side by side, and handed on in the order in which they came. Memory holds one bundle.

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::Error;
use super::input::{Inputs, Item};
use super::output::note;

/// How many documents a bundle has at most.
const DOCUMENTS: usize = 256;
/// How many bytes of text a bundle has, unless one document alone has more.
const BYTES: usize = 4 << 20;

/// What could not be read.
#[derive(Debug, Default)]
pub(super) struct Failures(usize);

impl Failures {
    /// An error where there was any failure.
    pub(super) fn check(&self) -> Result<(), Error> {
        match self.0 {
            0 => Ok(()),
            1 => Err(Error::failed("one document could not be read; all others were")),
            n => Err(Error::failed(format!("{n} documents could not be read; all others were"))),
        }
    }
}

/// Does `work` on every document at once and `take`s what comes of it in order.
///
/// Stops at the first failure, after everything before it was taken; with `--keep-going` it is noted and counted.
pub(super) fn run<T: Send>(
    mut inputs: Inputs,
    quiet: bool,
    work: impl Fn(&Item) -> Result<T, Error> + Sync,
    mut take: impl FnMut(Item, T) -> Result<(), Error>,
) -> Result<Failures, Error> {
    let mut progress = Progress::new(quiet);
    let mut failures = Failures::default();
    loop {
        let (bundle, failure) = bundle(&mut inputs);
        let last = bundle.is_empty() && failure.is_none();
        let results = side_by_side(&bundle, &work);
        for (item, result) in bundle.into_iter().zip(results) {
            match result {
                Ok(done) => take(item, done)?,
                Err(error) => failures.note(error, inputs.keeps_going(), &mut progress)?,
            }
            progress.step();
        }
        if let Some(error) = failure {
            failures.note(error, inputs.keeps_going(), &mut progress)?;
        }
        if last {
            return Ok(failures);
        }
    }
}

impl Failures {
    fn note(&mut self, error: Error, keeps_going: bool, progress: &mut Progress) -> Result<(), Error> {
        if !keeps_going {
            return Err(error);
        }
        progress.clear();
        note(&format!("error: {}", error.message()));
        self.0 += 1;
        Ok(())
    }
}

/// The next documents, up to the first that cannot be read.
fn bundle(inputs: &mut Inputs) -> (Vec<Item>, Option<Error>) {
    let (mut items, mut bytes) = (Vec::new(), 0);
    for item in inputs.by_ref() {
        match item {
            Ok(item) => {
                bytes += item.document.text.len();
                items.push(item);
            }
            Err(error) => return (items, Some(error)),
        }
        if items.len() == DOCUMENTS || bytes >= BYTES {
            break;
        }
    }
    (items, None)
}

fn side_by_side<T: Send>(items: &[Item], work: &(impl Fn(&Item) -> Result<T, Error> + Sync)) -> Vec<Result<T, Error>> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(items.len());
    if threads < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let slots: Vec<Mutex<Option<Result<T, Error>>>> = items.iter().map(|_| Mutex::new(None)).collect();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((item, slot)) = items.get(next.load(Ordering::Relaxed)).and_then(|_| {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    items.get(at).zip(slots.get(at))
                }) {
                    let done = work(item);
                    if let Ok(mut slot) = slot.lock() {
                        *slot = Some(done);
                    }
                }
            });
        }
    });
    let lost = || Err(Error::failed("a document was lost while it was read"));
    slots.into_iter().map(|slot| slot.into_inner().ok().flatten().unwrap_or_else(lost)).collect()
}

/// A line on a terminal's standard error that counts documents, once it takes a while.
struct Progress {
    shown: bool,
    wanted: bool,
    count: usize,
    begin: Instant,
    last: Instant,
}

impl Progress {
    fn new(quiet: bool) -> Self {
        let now = Instant::now();
        Progress { shown: false, wanted: !quiet && io::stderr().is_terminal(), count: 0, begin: now, last: now }
    }

    fn step(&mut self) {
        self.count += 1;
        if !self.wanted || self.begin.elapsed() < Duration::from_millis(700) || self.last.elapsed() < Duration::from_millis(100) {
            return;
        }
        self.last = Instant::now();
        self.shown = true;
        // A progress that cannot be shown is no reason to stop.
        let _ = write!(io::stderr(), "\r{} documents read ", self.count);
    }

    fn clear(&mut self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
            self.shown = false;
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
