#!/usr/bin/env bash
# Check for the system packages that the commands of the Makefile need.
# With `deploy`: for those alone that deploying needs. As root on Debian: install what is missing. Else: say what to type, and fail.
set -euo pipefail

missing=()
python3 -c 'import ensurepip' 2>/dev/null || missing+=(python3-venv)
command -v node >/dev/null || missing+=(nodejs npm)
command -v strip >/dev/null || missing+=(binutils)
if [ "${1:-}" != deploy ]; then
  command -v java >/dev/null || missing+=(default-jre-headless)
  command -v chromium-headless-shell >/dev/null || missing+=(chromium-headless-shell)
fi
# WeasyPrint sets the quick guide with Pango, in a font that has all 24 languages.
python3 -c 'import ctypes; ctypes.CDLL("libpangoft2-1.0.so.0")' 2>/dev/null ||
  missing+=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
[ -n "$(fc-list 'Liberation Sans' 2>/dev/null)" ] || missing+=(fonts-liberation fontconfig)
[ -n "$(fc-list 'DejaVu Sans' 2>/dev/null)" ] || missing+=(fonts-dejavu-core)

[ ${#missing[@]} -eq 0 ] && exit 0

install="apt-get install --yes --no-install-recommends ${missing[*]}"
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  printf 'Packages of the system are missing. Type:\n  sudo apt-get update && sudo %s\n' "$install" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update --quiet=2
$install --quiet=2
