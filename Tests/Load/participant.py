"""A participant of a study who reads the pages as a browser without JavaScript would, and answers at random.

Nothing of the pages' addresses or field names is built in but what the records need: `part`, `place`, `rank`, `rating`.
"""

import asyncio
import html.parser
import random
import urllib.parse


class Form:
    def __init__(self, action, method):
        self.action, self.method = action, method
        self.fixed, self.radios, self.selects, self.buttons, self.boxes, self.texts = [], {}, {}, [], [], []

    def filled(self, generator):
        """The fields of one way to answer: one of each radio group and list, one of the buttons."""
        fields = list(self.fixed)
        fields += [(name, generator.choice(values)) for name, values in self.radios.items()]
        fields += [(name, generator.choice(values)) for name, values in self.selects.items()]
        fields += [box for box in self.boxes if generator.random() < 0.5]
        named = [button for button in self.buttons if button[0]]
        if named:
            fields.append(generator.choice(named))
        return fields


class Page(html.parser.HTMLParser):
    """The forms of a page, its language and its completion code."""

    def __init__(self, text):
        super().__init__()
        self.forms, self.form, self.select, self.code, self.language = [], None, None, None, None
        self.reading_code = False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag == "html":
            self.language = a.get("lang")
        if a.get("id") == "completion-code":
            self.reading_code = True
        if tag == "form":
            self.form = Form(a.get("action", ""), a.get("method", "get").lower())
            self.forms.append(self.form)
        if self.form is None:
            return
        name, value = a.get("name", ""), a.get("value", "")
        kind = a.get("type", "text") if tag == "input" else tag
        if kind == "hidden":
            self.form.fixed.append((name, value))
        elif kind == "radio":
            self.form.radios.setdefault(name, []).append(value)
        elif kind == "checkbox":
            self.form.boxes.append((name, value or "on"))
        elif kind == "button" and a.get("type", "submit") == "submit":
            self.form.buttons.append((name, value))
        elif kind == "select":
            self.select = name
            self.form.selects[name] = []
        elif kind == "option" and self.select is not None:
            self.form.selects[self.select].append(value)

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        if tag == "select":
            self.select = None

    def handle_data(self, data):
        if self.reading_code and data.strip():
            self.code, self.reading_code = data.strip(), False


class Disconnected(Exception):
    pass


class Client:
    """HTTP/1.1 over one kept connection, with cookies."""

    def __init__(self, port, address="127.0.0.1"):
        self.port, self.address, self.cookies = port, address, {}
        self.reader = self.writer = None

    async def request(self, method, path, fields=None):
        body = urllib.parse.urlencode(fields).encode() if fields is not None else b""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.address}:{self.port}"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        if fields is not None:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        data = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
        try:
            if self.writer is None:
                self.reader, self.writer = await asyncio.open_connection(self.address, self.port)
            self.writer.write(data)
            await self.writer.drain()
            return await self.response()
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError) as error:
            self.close()
            raise Disconnected(str(error))

    async def response(self):
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status, headers = int(head[0].split()[1]), {}
        for line in head[1:]:
            name, _, value = line.partition(":")
            if name.lower() == "set-cookie":
                key, _, content = value.strip().split(";")[0].partition("=")
                self.cookies[key] = content
            headers[name.lower()] = value.strip()
        if headers.get("transfer-encoding", "").lower() == "chunked":
            body = b""
            while size := int((await self.reader.readuntil(b"\r\n")).strip(), 16):
                body += await self.reader.readexactly(size)
                await self.reader.readexactly(2)
            await self.reader.readexactly(2)
        else:
            body = await self.reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection", "").lower() == "close":
            self.close()
        return status, headers, body.decode()

    def close(self):
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


class Participant:
    """Goes through a study; what the server acknowledged is in `answers`, `ratings` and `code`."""

    def __init__(self, client, study, seed, language="en"):
        self.client, self.study, self.random, self.language = client, study, random.Random(seed), language
        self.link, self.code, self.answers, self.ratings = None, None, {}, {}
        self.requests = self.repeats = 0
        self.statuses = {}

    @property
    def id(self):
        return self.link.rstrip("/").split("/p/")[1].split("/")[0].split(".")[0] if self.link else None

    async def send(self, method, path, fields=None):
        """Sends until there is an answer: the server may be down for a while."""
        while True:
            try:
                self.requests += 1
                status, headers, body = await self.client.request(method, path, fields)
                self.statuses[status] = self.statuses.get(status, 0) + 1
                return status, headers, body
            except Disconnected:
                self.repeats += 1
                await asyncio.sleep(0.05 + 0.1 * self.random.random())

    async def open(self, path):
        status, headers, body = await self.send("GET", path)
        while status in (302, 303):
            path = urllib.parse.urljoin(path, headers["location"])
            status, headers, body = await self.send("GET", path)
        assert status == 200, f"GET {path} gave {status}: {body[:300]}"
        if "/p/" in path:
            self.link = path.split("?")[0]
        return path, Page(body)

    async def run(self, double_submits=0.1, reloads=0.1):
        path, page = await self.open(f"/study/{self.study}?language={self.language}")
        for _ in range(400):
            if page.code:
                self.code = page.code
                return
            form = next(
                f for f in page.forms if f.method == "post" and "withdraw" not in f.action and "previous" not in f.action)
            fields, target = form.filled(self.random), urllib.parse.urljoin(path, form.action or path)
            if self.random.random() < double_submits:
                await self.send("POST", target, fields)
            status, headers, body = await self.send("POST", target, fields)
            assert status in (302, 303), f"POST {target} {fields} gave {status}: {body[:600]}"
            self.acknowledge(dict(fields))
            path = urllib.parse.urljoin(target, headers["location"])
            path, page = await self.open(path)
            if self.random.random() < reloads:
                path, page = await self.open(path)
        raise AssertionError(f"{self.link} does not end")

    def acknowledge(self, fields):
        if "place" in fields and "rating" in fields:
            self.answers[(int(fields["part"]), int(fields["place"]))] = fields["rating"]
        elif "rank" in fields and "rating" in fields:
            self.ratings[(int(fields["part"]), int(fields["rank"]))] = fields["rating"]
