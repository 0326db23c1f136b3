//! One writer at a time: a lock on a file in the store, with its owner's name in it.
//!
//! The lock is the system's, so it ends with the process that held it, however that ended. Readers need none.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use crate::rdf::Error;

/// The right to write to a store, until it is dropped.
#[derive(Debug)]
pub struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock of a store.
    ///
    /// # Errors
    /// Where another process has it: its owner is named.
    pub fn take(folder: &Path) -> Result<Self, Error> {
        let path = folder.join("lock");
        let io = |e| Error::io(&path, e);
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut owner = String::new();
                // The owner may not have written its name yet; the lock is held all the same.
                let _ = file.read_to_string(&mut owner);
                let owner = if owner.trim().is_empty() { "another process" } else { owner.trim() };
                return Err(Error::Store {
                    path: folder.to_owned(),
                    message: format!("is being written by {owner}"),
                    hint: "wait until it is done, or write to another store with --store; reading needs no wait".to_owned(),
                });
            }
            Err(TryLockError::Error(e)) => return Err(io(e)),
        }
        file.set_len(0).and_then(|()| file.rewind()).and_then(|()| writeln!(file, "process {}", std::process::id())).map_err(io)?;
        Ok(Lock { file })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The name goes with the lock; where that fails the lock still ends with the file.
        let _ = self.file.set_len(0);
        let _ = self.file.unlock();
    }
}
