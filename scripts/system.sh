#!/bin/sh
# What the tests and the benchmark need from the system: Chromium, Firefox, WebKitGTK, Chinese fonts, Java for the HTML
# checker, nginx with its module for Brotli, wrk, which puts a load on it, LibreOffice and Tesseract. Installed through
# apt where that needs no password, else asked for. Exits 1 only where CI is set; elsewhere what needs them is skipped.
set -eu

missing=""
command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
  command -v google-chrome >/dev/null || missing="chromium"
# Debian has it without windows too. The tests take that where it is: the same engine for a quarter of the work.
if grep -qs '^ID=debian' /etc/os-release; then
  command -v chromium-headless-shell >/dev/null || missing="$missing chromium-headless-shell"
fi
command -v firefox-esr >/dev/null || command -v firefox >/dev/null || missing="$missing firefox-esr"
command -v WebKitWebDriver >/dev/null || missing="$missing webkit2gtk-driver"
command -v Xvfb >/dev/null || missing="$missing xvfb"
# Without them every Chinese character is the same empty box, and a layout that fits proves nothing.
[ -n "$(fc-list :lang=zh-cn 2>/dev/null)" ] || missing="$missing fonts-noto-cjk fontconfig"
# macOS has a `java` that only says where to get one.
java -version >/dev/null 2>&1 || missing="$missing default-jre-headless"
command -v wrk >/dev/null || missing="$missing wrk"
# It converts the formats of reports from before 2007.
command -v soffice >/dev/null || missing="$missing libreoffice-writer-nogui libreoffice-calc-nogui"
# It recognizes the text of scans.
command -v tesseract >/dev/null || missing="$missing tesseract-ocr tesseract-ocr-chi-sim"

# Where systemd runs, an installed nginx starts to serve on port 80 at once: on somebody's own machine that is theirs to
# decide.
if [ ! -x /usr/sbin/nginx ] || [ ! -f /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ]; then
  if [ -n "${CI:-}" ] || [ ! -d /run/systemd/system ]; then
    missing="$missing nginx-light libnginx-mod-http-brotli-static"
  else
    echo "The tests of the web server are skipped; they need (it starts on port 80 when installed):"
    echo "  sudo apt-get install nginx-light libnginx-mod-http-brotli-static"
  fi
fi
[ -n "$missing" ] || exit 0

as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo -n"
if command -v apt-get >/dev/null && $as_root true 2>/dev/null; then
  echo "Installing through apt:" $missing
  # shellcheck disable=SC2086  # a list of packages
  if $as_root apt-get update -qq &&
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing >/dev/null; then
    exit 0
  fi
fi

echo "Some tests need:" $missing >&2
echo "  Debian, Ubuntu:  sudo apt-get install" $missing >&2
echo "  elsewhere:       Chromium or Chrome, Firefox, Java 11 or newer, LibreOffice and Tesseract on the PATH, and a font for Chinese" >&2
[ -z "${CI:-}" ] || exit 1
echo "They are skipped until then." >&2
