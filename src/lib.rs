//! selon
pub mod claim;
pub mod text;
