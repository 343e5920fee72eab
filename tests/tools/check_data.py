"""检查本文件夹的全部示例：能解析、只用规定的键、引用的文件都在、标点和编号符合公文习惯、字体能覆盖。

用法：python3.11 tools/check_data.py        （有 fonttools 时另查字形覆盖）
输出每件的格式、文种、字数和估计页数（28 字 × 22 行）。
"""
import csv, datetime, math, pathlib, re, sys, tomllib

HERE = pathlib.Path(__file__).resolve().parent.parent
ALIAS = {"格式": "format", "文种": "kind", "份号": "copy-number", "密级": "classification", "紧急程度": "urgency",
  "发文机关": "issuers", "发文机关标志": "mark", "标志机关": "mark-issuers", "发文字号": "number", "签发人": "signers",
  "标题": "title", "主送": "recipients", "正文": "body", "正文文件": "body-file", "正文格式": "body-format",
  "附件": "attachments", "成文日期": "date", "用印": "sealing", "签名章": "signature", "附注": "note", "出席": "attendees",
  "请假": "absentees", "列席": "observers", "抄送": "cc", "印发机关": "printer", "印发日期": "print-date", "印数": "copies",
  "版式": "layout", "字体": "fonts"}
ISSUER = {"名称": "name", "标志名称": "mark-name", "署名": "signature", "印章": "seal", "印章直径": "seal-diameter"}
ATT = {"标题": "title", "正文": "body", "正文文件": "body-file", "正文格式": "body-format", "横排": "landscape"}
KINDS = "决议 决定 命令 公报 公告 通告 意见 通知 通报 报告 请示 批复 议案 函 纪要".split()
LAYOUT = {"punctuation", "digits", "fit", "colophon-page", "binding", "red", "mark-size", "rule-thickness"}
FONTS = {"fangsong", "biaosong", "heiti", "kaiti", "songti", "latin"}
problems = []


def english(table, alias, where):
    out = {}
    for key, value in table.items():
        name = alias.get(key, key)
        if name not in alias.values():
            problems.append(f"{where}: unknown key {key}")
        if name in out:
            problems.append(f"{where}: {key} twice")
        out[name] = value
    return out


def exists(path, where):
    if not (HERE / path).is_file():
        problems.append(f"{where}: no file {path}")
        return ""
    return (HERE / path).read_text(encoding="utf-8") if path.endswith((".txt", ".md", ".csv", ".typ")) else ""


def body_text(table, where):
    if ("body" in table) == ("body-file" in table):
        problems.append(f"{where}: exactly one of body, body-file")
    if "body-file" in table:
        return exists(table["body-file"], where)
    body = table["body"]
    if isinstance(body, str):
        return body
    lines = []
    for block in body:
        if "heading" in block:
            lines.append(block["heading"])
        elif "text" in block:
            text = block["text"]
            lines.append(text if isinstance(text, str) else "".join(t if isinstance(t, str) else next(iter(t.values())) for t in text))
        elif "table" in block:
            t = block["table"]
            rows = list(csv.reader(exists(t["csv"], where).splitlines())) if "csv" in t else [t.get("header", [])] + t["rows"]
            if len({len(r) for r in rows}) != 1:
                problems.append(f"{where}: ragged table")
            lines += ["|" + "|".join(r) + "|" for r in rows]
        elif "image" in block:
            exists(block["image"], where)
            lines.append(f"![{block.get('caption', '')}]({block['image']})")
        else:
            problems.append(f"{where}: block {block}")
    return "\n".join(lines)


def width(text):
    return sum(0.5 if ord(c) < 0x80 else 1 for c in text)


def rows_of(text, markdown=False):
    if markdown:
        text = re.sub(r"(?<=[^\n|])\n(?=[^\n|#!])", "", text)
    n = 0
    for line in text.splitlines():
        line = line.strip(" \u3000")
        if not line or re.match(r"^\|[-|: ]+\|$", line):
            continue
        if line.startswith("!["):
            n += 9
        elif line.startswith("|"):
            cells = line.strip("|").split("|")
            n += max(1, math.ceil(max(width(c.strip()) for c in cells) * len(cells) / 2 / 28))
        else:
            n += math.ceil((2 + width(line)) / 28)
    return n


def lint(text, where, markdown=False):
    for number, line in enumerate(text.splitlines(), 1):
        at = f"{where}:{number}"
        plain = re.sub(r"!\[.*?\]\(.*?\)", "", line)
        if re.search(r"[\u4e00-\u9fff][,:;?!()\"']|[,;?!()\"'][\u4e00-\u9fff]", plain):
            problems.append(f"{at}: half-width mark: {plain[:40]}")
        if re.search(r"[０-９]|〔\d{4}〕第|〔\d{4}〕0|[（\[【]20\d\d[）\]】]\d+号|\d月0\d日|年0\d月", plain):
            problems.append(f"{at}: number form: {plain[:40]}")
        if re.search(r"^[一二三四五六七八九十]+[，,.．]|^（[一二三四五六七八九十]+）[、，]|^\d+、", plain):
            problems.append(f"{at}: numbering: {plain[:40]}")
        if re.search(r"([，。；：、])\1|》、《|”、“|  ", plain):
            problems.append(f"{at}: marks: {plain[:60]}")
        for a, b in ("“”", "《》", "（）", "〔〕"):
            if plain.count(a) != plain.count(b):
                problems.append(f"{at}: unpaired {a}{b}: {plain[:40]}")
        if plain and not plain.startswith(("|", "!", "#")) and plain.strip() and plain.strip()[-1] in "，、" and not markdown:
            problems.append(f"{at}: ends in {plain.strip()[-1]}")
    # numbering runs on
    level = {1: 0, 2: 0, 3: 0, 4: 0}
    hanzi = "零一二三四五六七八九"
    def value(s):
        if s == "十": return 10
        if s.startswith("十"): return 10 + hanzi.index(s[1])
        if "十" in s: return hanzi.index(s[0]) * 10 + (hanzi.index(s[2]) if len(s) > 2 else 0)
        return hanzi.index(s)
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip().lstrip("#\\ ")
        for depth, pattern in ((1, r"^([一二三四五六七八九十]+)、"), (2, r"^（([一二三四五六七八九十]+)）"), (3, r"^(\d{1,2})\.(?!\d)"), (4, r"^（(\d+)）")):
            if m := re.match(pattern, line):
                n = value(m[1]) if depth < 3 else int(m[1])
                if n != level[depth] + 1:
                    problems.append(f"{where}:{number}: level {depth} jumps from {level[depth]} to {n}: {line[:20]}")
                level[depth] = n
                for deeper in range(depth + 1, 5):
                    level[deeper] = 0
        if re.match(r"^第.+条", line):
            level[2] = 0


def issuer(value, where):
    if isinstance(value, str):
        return {"name": value}
    value = english(value, ISSUER, where)
    if "seal" in value:
        exists(value["seal"], where)
    return value


characters = set()
for path in sorted(HERE.glob("*.toml")):
    where = path.name
    raw = path.read_text(encoding="utf-8")
    if not raw.startswith("# ") or not re.search(r"[\u4e00-\u9fff]", raw.splitlines()[0]):
        problems.append(f"{where}: no Chinese comment first")
    data = english(tomllib.loads(raw), ALIAS, where)
    issuers = [issuer(i, where) for i in data["issuers"]]
    title = data.get("title", "").replace("\n", "")
    kind = data.get("kind") or next((k for k in KINDS if title.endswith(k)), None)
    kind = {"令": "命令", "命令（令）": "命令"}.get(kind, kind)
    if kind not in KINDS:
        problems.append(f"{where}: kind {kind}")
    fmt = data.get("format") or {"函": "letter", "命令": "order", "纪要": "minutes"}.get(kind, "document")
    fmt = {"文件": "document", "信函": "letter", "命令": "order", "纪要": "minutes"}.get(fmt, fmt)
    if fmt == "minutes" and "mark" not in data:
        problems.append(f"{where}: minutes need a mark")
    if set(data.get("layout", {})) - LAYOUT or set(data.get("fonts", {})) - FONTS:
        problems.append(f"{where}: layout/fonts keys")
    up = bool(data.get("signers"))
    if kind in ("请示", "报告") and not up:
        problems.append(f"{where}: 上行文 without signers")
    if up and len(data["signers"]) != len(issuers):
        problems.append(f"{where}: signers and issuers differ in number")
    if kind == "请示":
        recipients = data["recipients"]
        if isinstance(recipients, list) and len(recipients) != 1:
            problems.append(f"{where}: 请示 has one 主送")
        if "妥否，请批示。" not in body_text(data, where) or "联系人" not in data.get("note", ""):
            problems.append(f"{where}: 请示 closing / contact")
    if "classification" in data and "copy-number" not in data:
        problems.append(f"{where}: 密级 without 份号")
    for key in ("date", "print-date"):
        if key in data and not (isinstance(data[key], datetime.date) or re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", data[key])):
            problems.append(f"{where}: {key}")
    if data.get("sealing") in ("signature", "签名章") and "signature" not in data:
        problems.append(f"{where}: sealing = signature without a signature")
    if image := data.get("signature", {}).get("image"):
        exists(image, where)
    if "recipients" in data and re.search(r"[：:。]$", data["recipients"] if isinstance(data["recipients"], str) else data["recipients"][-1]):
        problems.append(f"{where}: recipients end mark")
    text = body_text(data, where)
    markdown = data.get("body-format") == "markdown" or data.get("body-file", "").endswith(".md")
    lint(text, where, markdown)
    lint(title, where + " title")
    rows = rows_of(text, markdown)
    chars = len(re.sub(r"\s", "", text))
    attached = 0
    for number, item in enumerate(data.get("attachments", []), 1):
        item = {"title": item} if isinstance(item, str) else english(item, ATT, where)
        if re.search(r"[。；，、：.]$", item["title"]):
            problems.append(f"{where}: attachment name ends in a mark")
        if "body" in item or "body-file" in item:
            inner = body_text(item, f"{where} 附件{number}")
            for picture in re.findall(r"!\[.*?\]\((.*?)\)", inner):
                exists(picture, where)
            if not item.get("body-file", "").endswith(".typ"):
                lint(inner, f"{where} 附件{number}")
            per_page = 14 if item.get("landscape") else 22
            attached += math.ceil((rows_of(inner) + 4 + math.ceil(width(item["title"]) / 19)) / per_page)
            characters |= set(inner)
    characters |= set(raw) | set(text)
    # Rows of 10.447 mm used on the first page above the body, then the sign-off below it.
    title_rows = max(1, math.ceil(width(title) / 19)) if title else 0
    recipients = data.get("recipients", "")
    recipients = recipients if isinstance(recipients, str) else "，".join(recipients)
    recipient_rows = math.ceil(width(recipients + "：") / 28) if recipients else 0
    marks = len(issuers) if data.get("mark-issuers", "all") == "all" and fmt == "document" and "mark" not in data else 1
    head = {"document": 5.5 + 1.3 * (marks - 1) + 2 + 0.5 + 2, "letter": 3 + 2, "order": 2 + 2 + 2 + 1 + 2, "minutes": 8.5}[fmt]
    room = 22 - head - title_rows - 1 - (0 if recipient_rows > 10 else recipient_rows)
    names = len(data.get("attachments", []))
    people = sum(math.ceil(width("，".join(v) if isinstance(v, list) else v) / 23) for v in (data.get(k, []) for k in ("attendees", "absentees", "observers")) if v)
    tail = (names + 1 if names else 0) + (people + 1 if people else 0) + 4 + (1 if "note" in data else 0) + (5 if "signature" in data else 0)
    sealed = any("seal" in i for i in issuers)
    tail += (4 * math.ceil(len(issuers) / 3) if len(issuers) > 1 else 1) if sealed else 0
    cc = data.get("cc", "")
    colophon = sum((bool(cc), "printer" in data, "copies" in data)) + (recipient_rows if recipient_rows > 10 else 0)
    total = rows + tail - room
    pages = 1 + max(0, math.ceil(total / 22))
    body_pages = pages
    free = (pages - 1) * 22 - total if pages > 1 else -total
    pages += attached
    if colophon and not attached and free < colophon * 0.9 + 0.5:
        pages += 1
    if colophon and fmt in ("document", "minutes") and pages % 2:
        pages += 1
    print(f"{where:32}{fmt:10}{kind:4} {chars:6} 字 {rows:4} 行  正文约 {body_pages} 页，全件约 {pages} 页  主送 {len(recipients)} 字  标题 {int(width(title))} 字")

try:
    from fontTools.ttLib import TTFont
    fonts = pathlib.Path("/work/shared/fonts")
    need = {c for c in characters if ord(c) > 32}
    for name in ("FandolFang-Regular.otf", "NotoSerifSC-Regular-L2.otf", "LiberationSerif-Regular.ttf"):
        have = set(TTFont(fonts / name).getBestCmap())
        need = missing = {c for c in need if ord(c) not in have}
        print("not in", name, "or before:", " ".join(f"{c} U+{ord(c):04X}" for c in sorted(missing)) or "nothing")
except ImportError:
    pass
print("\n".join(problems) or "no problems")
sys.exit(bool(problems))
