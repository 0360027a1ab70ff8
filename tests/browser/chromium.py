"""Where Chromium is. `python -m tests.browser.chromium` installs it from Debian where it may, or says what to do."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-noto-cjk", "fonts-noto-color-emoji")
ADVICE = (
    "The browser tests need Chromium and a Japanese font: "
    f"apt install {' '.join(PACKAGES)} (or set ENTAKU_CHROMIUM to a Chromium or Chrome of yours)."
)
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=Translate",
    "--font-render-hinting=none",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
"""Nothing leaves the machine: no other name resolves, and what Chromium asks for of its own accord is off."""


def find() -> str | None:
    """Return the path of a Chromium; ENTAKU_CHROMIUM goes before the usual names."""
    wanted = os.environ.get("ENTAKU_CHROMIUM")
    if wanted:
        return shutil.which(wanted)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def has_japanese_font() -> bool:
    lister = shutil.which("fc-list")
    if lister is None:
        return sys.platform == "darwin"  # comes with Japanese fonts and without fontconfig
    return bool(subprocess.run([lister, ":lang=ja"], capture_output=True, check=False).stdout.strip())


def is_ready() -> bool:
    return find() is not None and has_japanese_font()


def install() -> bool:
    """Install the Debian packages; False where that is not ours to do."""
    words = _apt_get()
    if words is None:
        return False
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (("update",), ("install", "--yes", "--no-install-recommends", *PACKAGES)):
        done = subprocess.run([*words, "-qq", *step], env=environment, stdout=sys.stderr, check=False)
        if done.returncode:
            return False
    return is_ready()


def _apt_get() -> list[str] | None:
    """How this person may call apt-get without being asked for anything."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n", "apt-get"]
    return None


def main() -> int:
    if is_ready():
        return 0
    sys.stderr.write("Installing Chromium and a Japanese font (once) ...\n" if _apt_get() else "")
    if install():
        return 0
    sys.stderr.write(f"{ADVICE}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
