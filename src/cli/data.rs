//! The data file and how it is to be read: what every command that reads a document takes.

use std::path::{Path, PathBuf};

use clap::Args;
use gongwen::archive::Extracted;
use gongwen::data::{Encoding, InputFormat};
use gongwen::template::TemplateData;
use gongwen::{Document, DocumentReader, Failure};

/// What messages call standard input.
const STDIN: &str = "<stdin>";

#[derive(Args)]
pub struct DataArgs {
    /// The spelling of the data: by default the file's ending says it; without a telling one, and on
    /// standard input, it is JSON when it begins with `{`, else TOML.
    #[arg(long, value_name = "FORMAT", value_parser = ["toml", "yaml", "json"])]
    input_format: Option<String>,

    /// What files are in that are no UTF-8: the data, and the texts it names.
    #[arg(long, value_name = "ENCODING", value_parser = ["gbk", "gb18030", "utf-16"])]
    encoding: Option<String>,

    /// A further folder that the data may name files in; may be given several times.
    #[arg(long, value_name = "DIR")]
    allow: Vec<PathBuf>,

    /// A file of house deviations (TOML, YAML or JSON): the keys of `layout`; the document's own win.
    #[arg(long, value_name = "FILE")]
    layout: Option<PathBuf>,
}

impl DataArgs {
    /// Reads the document; `-` is standard input, a folder what a PDF was extracted to.
    pub fn read(&self, input: &Path) -> Result<Document, Failure> {
        match self.extracted(input)? {
            Some(extracted) => self.read_extracted(&extracted),
            None => self.read_file(input),
        }
    }

    /// What a PDF was extracted to, when the input is such a folder.
    pub fn extracted(&self, input: &Path) -> Result<Option<Extracted>, Failure> {
        Extracted::is_folder(input).then(|| Extracted::read_folder(input)).transpose()
    }

    /// The document of an extracted PDF; what was said on the command line wins.
    pub fn read_extracted(&self, extracted: &Extracted) -> Result<Document, Failure> {
        extracted.document_with(|reader| self.set(reader))
    }

    pub fn read_file(&self, input: &Path) -> Result<Document, Failure> {
        self.read_with(self.reader()?, input)
    }

    fn read_with(&self, reader: DocumentReader, input: &Path) -> Result<Document, Failure> {
        if input.as_os_str() == "-" {
            reader.folder(".").typst_fragments(true).read_stream(STDIN, std::io::stdin().lock())
        } else {
            reader.read_path(input)
        }
    }

    /// How documents are read.
    pub fn reader(&self) -> Result<DocumentReader, Failure> {
        self.set(Document::reader())
    }

    /// Reads as [`read`](Self::read) does, with the errors gathered: setting the document tells of all at once.
    pub fn gather(&self, input: &Path) -> Result<Document, Failure> {
        match self.extracted(input)? {
            Some(extracted) => self.read_extracted(&extracted),
            None => self.gather_file(input),
        }
    }

    /// Reads a file with the errors in it gathered.
    pub fn gather_file(&self, input: &Path) -> Result<Document, Failure> {
        self.read_with(self.reader()?.gather_errors(true), input)
    }

    fn set(&self, mut reader: DocumentReader) -> Result<DocumentReader, Failure> {
        // The encoding counts for the layout file too, so it is said first.
        reader = self.plain(reader);
        match &self.layout {
            Some(layout) => reader.layout_file(layout),
            None => Ok(reader),
        }
    }

    /// Reads data of a template of one's own; `-` is standard input.
    pub fn read_data(&self, input: &Path) -> Result<TemplateData, Failure> {
        if input.as_os_str() == "-" {
            self.plain(Document::reader()).folder(".").read_data_stream(STDIN, std::io::stdin().lock())
        } else {
            self.plain(Document::reader()).read_data_path(input)
        }
    }

    /// Whether a house layout is given, which only 公文 has.
    pub fn has_layout(&self) -> bool {
        self.layout.is_some()
    }

    /// What holds for any data.
    fn plain(&self, mut reader: DocumentReader) -> DocumentReader {
        if let Some(encoding) = self.encoding.as_deref().and_then(|name| name.parse::<Encoding>().ok()) {
            reader = reader.encoding(encoding);
        }
        if let Some(format) = self.input_format.as_deref().and_then(|name| name.parse::<InputFormat>().ok()) {
            reader = reader.input_format(format);
        }
        self.allow.iter().fold(reader, DocumentReader::allow_folder)
    }
}
