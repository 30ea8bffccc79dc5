"""Tables of ratings and users from any Spark store, read as `icebreaker import` reads its files.

What does not fit is refused in one sentence (`TableError`), so that no row, id or feature is lost without a word: a row that
was left out, or a feature that was read as missing, gives another list and looks like a good one.
"""

import csv
import gzip
import io
import re
import sys

from pyspark.sql import functions as F
from pyspark.sql import types as T

# A decimal number as the program reads one: no NaN, no infinity, no letters of Java's.
NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"
# Up to here a floating-point number tells every whole number from the next.
EXACT = 1 << 53
BOOLEANS = [("true", "false"), ("True", "False"), ("TRUE", "FALSE"), ("1", "0"), ("yes", "no"), ("t", "f"), ("y", "n")]
FLOATS = (T.FloatType, T.DoubleType)
WHOLE = (T.ByteType, T.ShortType, T.IntegerType, T.LongType)
TIMES = (T.TimestampType, T.TimestampNTZType, T.DateType)


class TableError(Exception):
    """What is wrong with a table, in one sentence."""


# Settings that decide how tables are read; a session must have them.
SETTINGS = {
    # A time without an offset is UTC.
    "spark.sql.session.timeZone": "UTC",
    # pandas writes times in nanoseconds, which Spark otherwise refuses; only their order matters here.
    "spark.sql.legacy.parquet.nanosAsLong": "true",
}


def read(spark, path):
    """A table from Parquet, or from CSV or TSV with a header, by its name's ending; a folder without one is Parquet."""
    name = path.rstrip("/").lower().removesuffix(".gz")
    if not name.endswith((".csv", ".tsv")):
        return spark.read.parquet(path)
    separator = "\t" if name.endswith(".tsv") else ","
    if not spark.read.text(path).where(F.col("value").contains('"')).isEmpty():
        return read_quoted(spark, path, separator)
    # A row with too few or too many fields is an error; by itself Spark fills it up, or does not look.
    return spark.read.options(
        header=True, sep=separator, encoding="UTF-8", ignoreLeadingWhiteSpace=False, ignoreTrailingWhiteSpace=False,
        maxCharsPerColumn=-1, mode="FAILFAST", columnPruning=False).csv(path)


def read_quoted(spark, path, separator):
    """A table from CSV with quotes, whose line breaks may stand within a field, so that a reader has to see a whole file.

    Spark's own reader takes a quote that is never closed for a field with the rest of the file, and changes line breaks.
    """
    files = spark.read.format("binaryFile").load(path).select("path", "content").rdd.map(
        lambda file: (re.sub(r"^file:/+", "/", file.path), file.content))
    headers = files.map(lambda file: (file[0], next(records(*file, separator), (0, []))[1])).collect()
    (first, names), *others = sorted(headers)
    for other, found in others:
        if found != names:
            raise TableError(f"{other}: its columns are {found} where {first} has {names}; give both the same header")
    if not names:
        raise TableError(f"{path}: it has no header; name the columns in its first line")
    if len(set(names)) < len(names):
        raise TableError(f"{path}: its header names a column twice: {', '.join(names)}; give each its own name")

    def rows(file):
        found = records(*file, separator)
        next(found)
        for line, fields in found:
            if len(fields) != len(names):
                raise TableError(
                    f"{file[0]}:{line}: {len(fields)} field{'' if len(fields) == 1 else 's'} where {len(names)} are expected; "
                    "correct the row, or leave it out")
            yield tuple(field or None for field in fields)

    schema = T.StructType([T.StructField(name, T.StringType()) for name in names])
    return spark.createDataFrame(files.flatMap(rows), schema, verifySchema=False)


def records(path, content, separator):
    """The rows of a CSV file (RFC 4180), each with the number of its last line; blank lines do not count."""
    data = bytes(content)
    data = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TableError(f"{path}:{line}: the text is not valid UTF-8; write the file in UTF-8") from None
    csv.field_size_limit(sys.maxsize)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for fields in reader:
            if fields:
                yield reader.line_num, fields
    except csv.Error as error:
        words = "a quote is never closed" if "unexpected end" in str(error) else "text follows a closing quote"
        raise TableError(f"{path}:{reader.line_num}: {words}; close it, and write a quote within a field twice") from None


class Table:
    """The columns of a table as the workers need them, and what would be wrong with them."""

    def __init__(self, frame, name):
        self.frame, self.name = frame, name
        self.faults = []

    def fail(self, problem, advice):
        raise TableError(f"{self.name}: {problem}; {advice}")

    def field(self, wanted):
        """A column and its type, whatever the case of its name."""
        fields = self.frame.schema.fields
        found = [field for field in fields if field.name == wanted] or [
            field for field in fields if field.name.lower() == wanted.lower()]
        if len(found) != 1:
            names = ", ".join(field.name for field in fields[:12]) + (", …" if len(fields) > 12 else "")
            self.fail(
                f"there {'is no column' if not found else 'are several columns'} {wanted}; it has {names}",
                f"rename the column that holds it to {wanted}" if not found else "keep one of them")
        return F.col("`" + found[0].name.replace("`", "``") + "`"), found[0].dataType

    def wrong_type(self, wanted, kind, what):
        self.fail(f"column {wanted} holds {kind.simpleString()}", f"write it as {what}")

    def note(self, condition, column, what, advice):
        """Remembers to refuse the table where rows are like this."""
        self.faults.append((condition, column, what, advice))

    def check(self):
        """Refuses the table with the first fault that some of its rows have."""
        counts = [F.count_if(F.coalesce(condition, F.lit(False))) for condition, *_ in self.faults]
        examples = [F.min(F.when(condition, column.cast("string"))) for condition, column, *_ in self.faults]
        row = self.frame.agg(F.count(F.lit(1)), *counts, *examples).first()
        if row[0] == 0:
            self.fail("it has no rows", "check its path")
        for place, (_, _, what, advice) in enumerate(self.faults):
            count, example = row[1 + place], row[1 + len(self.faults) + place]
            if count:
                such = "" if example is None else f", such as `{example[:40]}`"
                what = re.sub("^have", "has", what) if count == 1 else what
                self.fail(f"{count} of {row[0]} rows {what}{such}", advice)

    def id(self, wanted, known=()):
        """A column of ids. `known` are ids of the vocabulary, whose way of writing numbers is followed."""
        column, kind = self.field(wanted)
        if isinstance(kind, (T.ArrayType, T.MapType, T.StructType, T.BooleanType)):
            self.wrong_type(wanted, kind, "text or whole numbers")
        if isinstance(kind, FLOATS):
            column = F.nanvl(column, F.lit(None))
            self.note(
                F.abs(column.cast("double")) > (EXACT if isinstance(kind, T.DoubleType) else 1 << 24), column,
                f"have a value of {wanted} too large for a floating-point number to hold all digits", "write ids as whole numbers or text")
        text = token(column, kind, known)
        self.note(text.isNull() | (text == ""), column, f"have no {wanted}", "leave such rows out or fill them in")
        self.note(
            text.contains("\ufffd"), column, f"have a value of {wanted} that is not valid UTF-8", "write the file in UTF-8")
        return text

    def number(self, wanted, required):
        """A column of numbers; NaN in a column of floats is a missing one."""
        column, kind = self.field(wanted)
        if isinstance(kind, T.StringType):
            fits = column.rlike(NUMBER)
            value = F.when(fits, column).cast("double")
            self.note((column != "") & ~fits, column, f"have a value of {wanted} that is no number", "correct them or leave them empty")
        elif isinstance(kind, T.FloatType):
            # 3.7 as a 32-bit number is 3.7, not the nearest 64-bit number to it.
            value = F.nanvl(column, F.lit(None)).cast("string").cast("double")
        elif isinstance(kind, T.DoubleType):
            value = F.nanvl(column, F.lit(None))
        elif isinstance(kind, (*WHOLE, T.DecimalType)):
            value = column.cast("double")
        else:
            self.wrong_type(wanted, kind, "numbers")
        self.note(
            F.abs(value) == F.lit(float("inf")), column, f"have a value of {wanted} that is no finite number", "correct them")
        if required:
            self.note(value.isNull(), column, f"have no {wanted}", "leave such rows out or fill them in")
        return value

    def time(self, wanted):
        """A column of times as numbers of which only the order matters."""
        column, kind = self.field(wanted)
        if isinstance(kind, TIMES):
            value = F.unix_micros(column.cast("timestamp")) / 1e6
        elif isinstance(kind, T.StringType):
            moment = F.unix_micros(F.try_to_timestamp(column)) / 1e6
            value = F.when(column.rlike(NUMBER), F.when(column.rlike(NUMBER), column).cast("double")).otherwise(moment)
            self.note(
                value.isNull() & (column != ""), column, f"have a value of {wanted} that is neither a number nor a time as in ISO 8601",
                "correct them")
        else:
            return self.number(wanted, required=True)
        self.note(value.isNull(), column, f"have no {wanted}", "leave such rows out or fill them in")
        return value

    def tokens(self, feature):
        """A column of tokens as a field of a line: escaped, and parted by `|`."""
        wanted, known = feature["name"], feature["tokens"]
        column, kind = self.field(wanted)
        several = feature["kind"] == "multivalued"
        if isinstance(kind, T.ArrayType) and several:
            parts = F.transform(column, lambda part: token(part, kind.elementType, known))
        elif isinstance(kind, T.StringType) and several:
            parts = F.split(column, r"\|")
        elif isinstance(kind, (T.ArrayType, T.MapType, T.StructType)):
            self.wrong_type(wanted, kind, "one value a user")
        else:
            return escaped(token(column, kind, known))
        parts = F.filter(parts, lambda part: part.isNotNull() & (part != ""))
        return F.array_join(F.transform(parts, escaped), "|")


def token(column, kind, known):
    """An id or a token as text: whole numbers without a point, whatever the column's type, unless the vocabulary has one."""
    if isinstance(kind, (*FLOATS, T.DecimalType)):
        value = F.nanvl(column, F.lit(None)) if isinstance(kind, FLOATS) else column
        whole = (F.floor(value) == value) & (F.abs(value) <= EXACT)
        text = F.when(whole, F.when(whole, value).cast("long").cast("string"))
        text = F.when(whole, F.concat(text, F.lit(".0"))) if writes_points(known) else text
        return text.otherwise(F.regexp_replace(value.cast("string"), r"(\.[0-9]*[1-9])0+$", "$1"))
    if isinstance(kind, T.BooleanType):
        yes, no = next((pair for pair in BOOLEANS if not set(pair).isdisjoint(known)), BOOLEANS[0])
        return F.when(column, yes).when(~column, no)
    return column.cast("string")


def writes_points(known):
    """Whether a vocabulary writes whole numbers with a point, as in 18.0, and none without."""
    numbers = [re.fullmatch(r"-?[0-9]+(\.0)?", text) for text in known]
    pointed = [bool(match.group(1)) for match in numbers if match]
    return bool(pointed) and all(pointed)


def escaped(column):
    """An id or a token as a field of a line."""
    for plain, letter in (("\\", "\\"), ("\t", "t"), ("\n", "n"), ("\r", "r"), (" ", "s"), ("|", "p")):
        column = F.replace(column, F.lit(plain), F.lit("\\" + letter))
    return column


def plain(column):
    """A number as people write it: 4, not 4.0."""
    return F.regexp_replace(column.cast("string"), r"\.0$", "")


def cause(error):
    """One sentence for what Spark makes of a table that it cannot read; None where it is something else."""
    text = " ".join(str(error).split())
    if found := re.search(r"\[PATH_NOT_FOUND\] Path does not exist: (\S+?)\.? ", text + " "):
        return f"{re.sub(r'^file:/+', '/', found.group(1))}: there is no such file; check its path"
    if found := re.search(r"\[COLUMN_ALREADY_EXISTS\] The column `(.+?)` already exists", text):
        return f"there are several columns {found.group(1)} in a table; keep one of them"
    if found := re.search(r"Malformed records are detected in record parsing: (.{1,200}?)\. ?Parse Mode", text):
        file = re.search(r"error while reading file (\S+?)\.? ", text)
        name = re.sub(r"^file:/+", "/", file.group(1)) if file else "a CSV file"
        return f"{name}: the row {found.group(1)} does not have the fields of the header; " \
            "correct the row, or leave it out"
    return None
