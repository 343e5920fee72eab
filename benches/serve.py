#!/usr/bin/env python3
"""Serves examples/web_handler.rs with everything for a while: benches/serve.py [SECONDS] [HANDLER]

Eight connections at a time send good documents, broken ones, hostile ones, fragments and requests that are none, in an order
that looks like chance. It fails when the handler ends, when a good document comes back as other bytes than the first time, when
a bad one comes back without an error that says why or with another one than alone, or when its memory grows from the second
third of the time to the last. What is timed-out is counted: whether a document is in time depends on the machine. HANDLER is the built example; without it, cargo builds it.
"""
import hashlib
import http.client
import json
import os
import pathlib
import random
import socket
import statistics
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 600
CONNECTIONS = 8
# How much more memory the handler may usually have in the last third of the time than in the second; a short run is all
# warming up.
GROWTH = 1.10
SHORT = 120
# How often the memory is printed, in seconds.
EVERY = 30
LARGEST = 4 * 1024 * 1024


def handler():
    if len(sys.argv) > 2:
        return sys.argv[2]
    built = subprocess.run(
        ["cargo", "build", "--offline", "-p", "gongwen", "--example", "web_handler", "--message-format", "json"],
        cwd=ROOT, stdout=subprocess.PIPE, check=True, text=True)
    made = [json.loads(line) for line in built.stdout.splitlines()]
    return next(one["executable"] for one in made if one.get("target", {}).get("name") == "web_handler" and one.get("executable"))


def as_json(data):
    return json.dumps(data, ensure_ascii=False).encode()


def notice(number):
    return {
        "issuers": ["东江省水利厅"], "number": f"东水〔2024〕{number + 1}号", "title": f"东江省水利厅关于第{number}次检查的通知",
        "recipients": [f"第{number}水利局"], "date": "2024-03-01",
        "body": f"请于第{number}日前报送有关情况。\n一、时间\n（一）要求。认真组织。\n" + "各地要提高认识，落实责任。" * (number % 7 * 20),
    }


def good():
    documents = {f"notice {number}": as_json(notice(number)) for number in range(60)}
    # Of data/ those that name no file.
    for path in sorted((ROOT / "data").glob("*.toml")):
        documents[path.name] = path.read_bytes()
    return documents


def bad():
    def with_(**keys):
        return as_json({**notice(0), **keys})

    deep = 100_000
    return {
        "no title": with_(title=""), "no such day": with_(date="2024-02-30"), "no organ": with_(issuers=[]),
        "no such key": with_(unknown=1), "no glyph": with_(body="\U0010ffff没有这个字"),
        "a file of the server's": with_(body=[{"image": "../../etc/passwd"}]), "body of the server's": with_(**{"body-file": "/etc/passwd"}),
        "a font of the server's": with_(fonts={"fangsong": "/etc/passwd"}), "a font that is not there": with_(fonts={"fangsong": "没有"}),
        "wrong type": with_(signers={"a": [1]}), "TOML without an end": b"title = \"", "no spelling": bytes(range(256)) * 40,
        "nothing": b"", "YAML": "标题: 甲\n".encode(), "JSON without an end": b"{" * 1000,
        "deep JSON": b'{"body":' + b"[" * deep, "deep TOML": b"body = " + b"[" * deep, "lines that are none": b"a\n" * deep,
        "many values": b'{"body":[' + b"1," * 600_000 + b"1]}",
        "deep Markdown": with_(**{"body-format": "markdown", "body": "- " * deep + "甲"}),
        "bold runs": with_(**{"body-format": "markdown", "body": "**字** " * 60_000}),
        "a long paragraph": with_(body="abc 一 " * 60_000), "too much text": with_(body=("字" * 9_999 + "\n") * 101),
        "a paragraph of brackets": with_(body="（" * 30_000),
        "a fragment": with_(**{"body-format": "typst", "body": "文。"}),
        "a fragment that takes all memory": with_(**{"body-format": "typst", "body": '#let a = "x" * 9000000000000'}),
        "a fragment without an end": with_(**{"body-format": "typst", "body": "#while true {}"}),
        "a fragment in a text": with_(body="```typst\n#while true {}\n```"),
        "too many organs": with_(issuers=[f"第{number}局" for number in range(3_000)]),
    }


def ask(port, body):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=180)
    try:
        connection.request("POST", "/", body)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def strange(port, chance):
    """A request that is none: the client goes away, says another length, says too much, says nothing."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as client:
        kind = chance.randrange(5)
        if kind == 0:
            client.sendall(b"POST / HTTP/1.1\r\nContent-Length: 1000\r\n\r\n{")
        elif kind == 1:
            client.sendall(f"POST / HTTP/1.1\r\nContent-Length: {LARGEST + 1}\r\n\r\n".encode())
            said = b""
            while more := client.recv(1000):
                said += more
            assert said.startswith(b"HTTP/1.1 413"), said
        elif kind == 2:
            client.sendall(bytes(chance.randrange(256) for _ in range(300)))
        elif kind == 3:
            client.sendall(b"POST / HTTP/1.1\r\nContent-Length: -7\r\nA: " + b"x" * 20_000 + b"\r\n\r\n")


def end(status, body):
    """What is compared: a good document by its bytes, a bad one by its codes, which must be an error's."""
    if status == 200:
        return status, hashlib.sha256(body).hexdigest()
    found = [json.loads(line) for line in body.decode().splitlines()]
    if not any(one["severity"] == "error" and one["message"]["zh"] and one["message"]["en"] for one in found):
        raise AssertionError(f"{status} without an error: {body[:300]}")
    return status, tuple(one["code"] for one in found)


def memory(process):
    for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0


def main():
    process = subprocess.Popen([handler(), "0"], stdout=subprocess.PIPE, text=True)
    try:
        port = int(process.stdout.readline().rsplit(":", 1)[1])
        documents = {**good(), **bad()}
        wrong = set(bad())
        alone = {name: end(*ask(port, body)) for name, body in documents.items()}
        made = [name for name, (status, _) in alone.items() if status == 200]
        assert not wrong & set(made), f"made: {wrong & set(made)}"
        assert sum(name.startswith("notice") for name in made) == 60 and len(made) > 65, made
        asked, late, faults, samples = [0], [0], [], []
        print(f"each alone: {memory(process.pid):.0f} MB", flush=True)
        start = time.monotonic()

        def client(seed):
            chance = random.Random(seed)
            names = sorted(documents)
            while time.monotonic() - start < SECONDS and not faults:
                if chance.randrange(20) == 0:
                    try:
                        strange(port, chance)
                    except (OSError, AssertionError) as error:
                        if isinstance(error, AssertionError) or process.poll() is not None:
                            faults.append(f"a strange request: {error!r}")
                    continue
                name = chance.choice(names)
                try:
                    found = end(*ask(port, documents[name]))
                except Exception as error:  # Whatever it is, it ends the proof.
                    faults.append(f"{name}: {error!r}")
                    return
                asked[0] += 1
                if found[0] == 422 and "timed-out" in found[1]:
                    # The handler's deadline, on a machine that has other work.
                    late[0] += 1
                elif found != alone[name] and "timed-out" not in alone[name][1]:
                    faults.append(f"{name}: {found}, alone {alone[name]}")

        clients = [threading.Thread(target=client, args=(seed,)) for seed in range(CONNECTIONS)]
        for one in clients:
            one.start()
        shown = 0
        while any(one.is_alive() for one in clients):
            time.sleep(min(1.0, SECONDS / 30))
            if process.poll() is not None:
                faults.append(f"the handler ended: {process.returncode}")
                break
            samples.append((time.monotonic() - start, memory(process.pid)))
            if samples[-1][0] >= EVERY * (shown + 1):
                shown += 1
                recent = [size for at, size in samples if at > EVERY * (shown - 1)]
                print(f"{EVERY * shown:4} s: {statistics.median(recent):.0f} MB, {max(recent):.0f} at most; {asked[0]} answers", flush=True)
        for one in clients:
            one.join()
        # The first third is warming up; what is asked at one time by chance makes peaks.
        def usual(third):
            sizes = [size for at, size in samples if third <= 3 * at / SECONDS < third + 1]
            return statistics.median(sizes) if sizes else 0

        peak = max((size for _, size in samples), default=0)
        print(f"{asked[0]} answers in {SECONDS:.0f} s from {CONNECTIONS} connections: {len(made)} good documents, "
              f"{len(documents) - len(made)} bad ones, {late[0]} answers timed-out; usually {usual(0):.0f}, {usual(1):.0f} and {usual(2):.0f} MB in the thirds of the time, {peak:.0f} MB at most")
        if not faults and SECONDS >= SHORT and usual(2) > usual(1) * GROWTH:
            faults.append("memory grows")
        for fault in faults[:10]:
            print(f"serve: {fault}", file=sys.stderr)
        return 1 if faults else 0
    finally:
        process.kill()


if __name__ == "__main__":
    sys.exit(main())
