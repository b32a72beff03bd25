#!/bin/sh
# Installs what the tests need beside Python on a fresh Debian machine as root; elsewhere says what is missing.
set -eu
missing=""
need() { command -v "$1" >/dev/null 2>&1 || ls $2 >/dev/null 2>&1 || missing="$missing $3"; }
need initdb "/usr/lib/postgresql/*/bin/initdb" postgresql
need chromium /usr/bin/chromium chromium
need soffice /usr/bin/soffice libreoffice-writer-nogui
need msgfmt /usr/bin/msgfmt gettext
need java "/usr/lib/jvm/*/bin/java" openjdk-17-jre-headless
need pdftotext /usr/bin/pdftotext poppler-utils
fc-list 2>/dev/null | grep -qi "Noto Sans CJK" || missing="$missing fonts-noto-cjk fonts-noto-cjk-extra"
fc-list 2>/dev/null | grep -qi "LXGW WenKai" || missing="$missing fonts-lxgw-wenkai"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "安装测试所需的程序：$missing"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "缺少：$missing；需要它们的测试将跳过，并在结果中列出。" >&2
fi
