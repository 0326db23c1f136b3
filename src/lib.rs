//! selon
pub mod claim;
pub mod grammar;
pub mod lang;
pub mod reader;
pub mod text;
