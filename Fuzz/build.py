#!/usr/bin/env python3
"""Builds the fuzz targets from what `swift build -c release --build-tests` has built.

    build.py RELEASE.YAML OUT FUZZER.A

Only the modules that read what comes from outside are compiled again, with the address sanitizer and libFuzzer's coverage;
all else is linked as the release build left it. Its commands are read from llbuild's manifest, RELEASE.YAML. A module whose
sources, flags and dependencies are those of the last time is not compiled again. Prints the path of the program.
"""

import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

MODULES = ("Datasets", "Preference", "Study", "Web")
SANITIZE = ["-sanitize=address", "-sanitize-coverage=edge,inline-8bit-counters,pc-table,trace-cmp"]
# What a command writes beside its objects, with its value or alone.
DROPPED = {"-emit-module-path": 2, "-emit-objc-header-path": 2, "-output-file-map": 2, "-emit-module": 1, "-emit-objc-header": 1,
           "-emit-dependencies": 1, "-parseable-output": 1, "-serialize-diagnostics": 1}


def arguments(manifest, command):
    """The arguments of a command of the manifest."""
    block = re.search(rf'^  "{command}":\n((?:    .*\n)+)', manifest, re.MULTILINE)
    if block is None:
        sys.exit(f"fuzz: the release build has no command {command}; build it with `swift build -c release --build-tests`")
    return json.loads(re.search(r"^    args: (.*)$", block.group(1), re.MULTILINE).group(1))


def without_outputs(words):
    kept, place = [], 0
    while place < len(words):
        skipped = DROPPED.get(words[place], 0)
        kept += [] if skipped else [words[place]]
        place += skipped or 1
    return kept


def compiled(name, words, sources, folder, depends):
    """Compiles the sources of a module, if anything changed; its objects."""
    folder.mkdir(parents=True, exist_ok=True)
    objects = {str(source): str(folder / f"{source.name}.o") for source in sources}
    state = hashlib.sha256(json.dumps(words).encode())
    for file in [*sources, *depends]:
        state.update(f"{file} {file.stat().st_mtime_ns}\n".encode())
    stamp = folder / "stamp"
    if not stamp.exists() or stamp.read_text() != state.hexdigest():
        stamp.unlink(missing_ok=True)
        files = folder / "files.json"
        files.write_text(json.dumps({source: {"object": object} for source, object in objects.items()}))
        print(f"fuzz: compiling {name}", file=sys.stderr)
        subprocess.run([*words, *SANITIZE, "-output-file-map", str(files)], check=True, stdout=sys.stderr)
        stamp.write_text(state.hexdigest())
    return list(objects.values())


def main():
    manifest_path, out, fuzzer = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3]
    manifest = manifest_path.read_text()
    link = arguments(manifest, r"C\.icebreaker-(?!benchmark)[^\"]*-release\.exe")
    swiftmodules, objects = [], []
    for name in MODULES:
        words = without_outputs(arguments(manifest, rf"C\.{name}-[^\"]*-release\.module"))
        listing = next(word[1:] for word in words if word.startswith("@"))
        sources = [pathlib.Path(line.strip("'\"")) for line in pathlib.Path(listing).read_text().splitlines()]
        modules = pathlib.Path(words[words.index("-I") + 1])
        objects += compiled(name, words, sources, out / name, [modules / f"{other}.swiftmodule" for other in MODULES])
    # The targets are compiled as the module is that imports most.
    fuzz = pathlib.Path(__file__).resolve().parent / "Sources"
    place = words.index("-module-name")
    words[place + 1] = "Fuzz"
    shim = fuzz / "LibFuzzer" / "include"
    sources = sorted((fuzz / "Fuzz").rglob("*.swift"))
    words = [word for word in words if not word.startswith("@")] + ["-Xcc", f"-fmodule-map-file={shim / 'module.modulemap'}"]
    objects += compiled("Fuzz", words + list(map(str, sources)), sources, out / "Fuzz", [modules / "Web.swiftmodule"])

    listing = next(word[1:] for word in link if word.startswith("@"))
    own = {f"{name}.build" for name in (*MODULES, "icebreaker")}
    others = [line for line in pathlib.Path(listing).read_text().splitlines() if pathlib.Path(line.strip("'\"")).parent.name not in own]
    (out / "objects").write_text("\n".join(objects + others) + "\n")
    program = out / "fuzz"
    newest = max(os.stat(line.strip("'\"")).st_mtime_ns for line in objects + others)
    if not program.exists() or program.stat().st_mtime_ns < newest:
        executable = pathlib.Path(link[0])
        subprocess.run(
            [str(executable), "-emit-executable", "-o", str(program), f"@{out / 'objects'}", "-sanitize=address", "-g", "-L",
             link[link.index("-L") + 1], "-Xlinker", "--gc-sections", "-Xlinker", fuzzer, "-lstdc++"], check=True, stdout=sys.stderr)
    print(program)


if __name__ == "__main__":
    main()
