#!/bin/sh
# Every test on the embedded database, the gallery of components, then everything that touches a database on PostgreSQL.
set -eu
python=$1
cd "$(dirname "$0")/../.."
"$python" -m pytest tests -n 2 --dist loadfile --ignore tests/gallery
"$python" -m pytest tests/gallery -n 2 --dist loadfile --ds=tests.gallery.settings
if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    tests/servers/postgres.sh "$python" -m pytest tests -n 2 --dist loadfile --ignore tests/gallery -m "django_db or postgresql"
else
    echo "没有PostgreSQL服务器程序：PostgreSQL上的测试已跳过。" >&2
fi
