//! selon
pub mod text;
