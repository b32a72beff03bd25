#!/bin/sh
# Every test on the embedded database, then everything that touches a database once more on PostgreSQL.
set -eu
python=$1
cd "$(dirname "$0")/../.."
"$python" -m pytest tests -n 2 --dist loadfile
if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    tests/servers/postgres.sh "$python" -m pytest tests -m "django_db" -n 2 --dist loadfile
else
    echo "没有PostgreSQL服务器程序：PostgreSQL上的测试已跳过。" >&2
fi
