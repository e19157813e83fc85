"""What the checks of the site share: a Python environment of their own, the pages, the verdict."""

import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".build-checks"


def enter(packages):
  """Restarts the script in `.build-checks/venv`, made at first with these packages of PyPI."""
  environment = FOLDER / "venv"
  python = environment / "bin" / "python"
  if sys.prefix == str(environment):
    return
  wanted = FOLDER / f"installed-{'-'.join(sorted(packages)).replace('==', '-')}"
  if not wanted.exists():
    FOLDER.mkdir(exist_ok=True)
    if not python.exists():
      subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages]
    subprocess.run(command, check=True)
    wanted.touch()
  os.execv(python, [python, *sys.argv])


def program(name, package):
  """The path of a program of the system; names the Debian package when it is missing."""
  path = shutil.which(name)
  if path is None:
    sys.exit(f"{sys.argv[0]}: no {name}; try: apt-get install {package}")
  return path


def pages(arguments):
  """The HTML pages of a folder, `site/public` unless the arguments name one."""
  folder = pathlib.Path(arguments[0]).resolve() if arguments else ROOT / "site" / "public"
  found = sorted(folder.rglob("*.html"))
  if not found:
    sys.exit(f"{sys.argv[0]}: no pages in {folder}; try: swift run -c release rollout build")
  return folder, found


def verdict(count, errors):
  """Prints what was found and ends the script."""
  for error in errors:
    print(error)
  print(f"{count} page{'s' if count != 1 else ''} checked, {len(errors)} error{'s' if len(errors) != 1 else ''}")
  sys.exit(1 if errors else 0)
