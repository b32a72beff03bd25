#!/bin/sh
# Starts a throw-away PostgreSQL cluster on a free port, runs the command given with MINGJIAN_DATABASE set, stops it.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || { echo "没有找到PostgreSQL服务器程序（Debian：apt-get install postgresql）。" >&2; exit 69; }
folder=$(mktemp -d)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
as=""
if [ "$(id -u)" = 0 ]; then chown postgres "$folder"; as="runuser -u postgres --"; fi
$as "$bin/initdb" -D "$folder/data" -U mingjian -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
$as "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" -o "-p $port -k $folder -c listen_addresses=127.0.0.1 -c fsync=${PGTEST_FSYNC:-off}" start >/dev/null
stop() { $as "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap stop EXIT INT TERM
$as "$bin/createdb" -h 127.0.0.1 -p "$port" -U mingjian mingjian
MINGJIAN_DATABASE="postgresql://mingjian@127.0.0.1:$port/mingjian" "$@"
