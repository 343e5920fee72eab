//! The product from outside: the program in real folders, the library through its door, and the
//! standard measured on set pages, clause by clause.
//!
//! One binary, because linking Typst is slow. Nothing here depends on installed fonts.

#![allow(clippy::disallowed_methods, reason = "tests make files of their own in folders of their own")]

mod archive;
mod batch;
mod batch_fill;
mod batch_runs;
mod body_content;
mod bound_files;
mod check;
mod checklist;
mod claims;
mod clause_10_formats;
mod clause_5_page;
mod clause_7_2_head;
mod clause_7_3_5_5_fitting;
mod clause_7_3_5_signoff;
mod clause_7_3_main;
mod clause_7_4_colophon;
mod clause_7_5_page_number;
mod clause_8_landscape;
mod cli;
mod codes;
mod conformance;
mod corpus;
mod diagnostics;
mod dirt;
mod docs_made;
mod drawings;
mod exports;
mod faces;
mod false_rows;
mod fmt;
mod foreign;
mod forms_blocks;
mod forms_pages;
mod forms_parts;
mod glyphs;
mod help;
mod hostile_pdf;
mod house_layout;
mod import;
mod library;
mod limits;
mod line_breaks;
mod long_names;
mod measure;
mod measured;
mod merged_cells;
mod one_knowledge;
mod pdf;
mod pdf_text;
mod pictures;
mod property;
mod public_api;
mod readers;
mod regulations;
mod report;
mod reproducible;
mod schema;
mod seed;
mod sheet;
mod source_inside;
mod spellings;
mod standard;
mod support;
mod tables;
mod tagged;
mod templates;
mod templates_fit;
mod too_much;
mod whole_documents;
mod words_kept;
mod workbooks;
