"""A catalogue with posters, and a server that has most of them."""

import csv
import http.server
import pathlib
import re
import ssl
import struct
import subprocess
import threading
import zlib

DESCRIPTION = """name: Films with posters
ratings:
  file: ratings.csv
  columns: { user: userId, item: movieId, rating: rating, timestamp: timestamp }
items:
  file: films.csv
  id: id
  features:
    genre: { kind: multivalued, separator: "|", role: genres }
    year: { kind: numeric, role: year }
    title: { kind: text, role: title }
    poster: { kind: text, role: poster }
"""


def picture(number):
    """A PNG of two colours that follow from a number."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    colours = [bytes((number * step % 180 + 40) for step in steps) for steps in [(7, 11, 13), (5, 3, 17)]]
    rows = b"".join(b"\0" + colours[row // 15] * 20 for row in range(30))
    head = struct.pack(">IIBBBBB", 20, 30, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class Posters(http.server.BaseHTTPRequestHandler):
    """Every poster that a catalogue names, but those of `missing`."""

    def do_GET(self):
        number = re.fullmatch(r"/posters/(\d+)\.png", self.path)
        self.send_response(200 if number else 404)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        if number:
            self.wfile.write(picture(int(number[1])))

    def log_message(self, *_):
        pass


def serve(folder):
    """Starts the server over TLS, as posters need it; its address."""
    key, certificate = f"{folder}/key.pem", f"{folder}/certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", key,
         "-out", certificate], check=True, capture_output=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Posters)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"https://localhost:{server.server_address[1]}"


def catalogue(source, folder, address):
    """The bundled ratings with a poster for two films of three: one in five of these cannot be loaded."""
    source, folder = pathlib.Path(source), pathlib.Path(folder)
    (folder / "ratings.csv").write_bytes((source / "ratings.csv").read_bytes())
    with open(source / "movies.csv", newline="") as file, open(folder / "films.csv", "w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["id", "genre", "year", "title", "poster"])
        for row in csv.DictReader(file):
            parts = re.fullmatch(r"(.*) \((\d{4})\)\s*", row["title"])
            number = int(row["movieId"])
            poster = f"{address}/{'gone' if number % 5 == 0 else 'posters'}/{number}.png" if number % 3 else ""
            genres = "" if row["genres"].startswith("(") else row["genres"]
            writer.writerow([number, genres, parts[2] if parts else "", parts[1] if parts else row["title"], poster])
    (folder / "dataset.yaml").write_text(DESCRIPTION)
    return folder / "dataset.yaml"
