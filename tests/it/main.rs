//! The standard, clause by clause, measured on set pages.

mod bad_input;
mod clause_7_3_5_5_fitting;
mod clause_7_3_5_signoff;
mod clause_7_4_colophon;
mod properties;
mod sheet;
