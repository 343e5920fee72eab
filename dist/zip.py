#!/usr/bin/env python3
"""A folder as a zip for Windows, to standard output: the same tree and the same time give the same bytes.

usage: dist/zip.py FOLDER SECONDS > FILE.zip
"""

import pathlib
import sys
import time
import zipfile


def main() -> None:
    folder, when = pathlib.Path(sys.argv[1]), time.gmtime(int(sys.argv[2]))[:6]
    with zipfile.ZipFile(sys.stdout.buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder.parent).as_posix(), max(when, (1980, 1, 1, 0, 0, 0)))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, path.read_bytes())


if __name__ == "__main__":
    main()
