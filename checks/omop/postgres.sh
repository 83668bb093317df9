#!/usr/bin/env bash
# Runs a command with a PostgreSQL of its own: checks/omop/postgres.sh cargo test …
#
# The cluster lies in a temporary folder, listens on a free port of the loopback alone, belongs to an unprivileged user (initdb
# refuses root), and is gone when the command ends. Its address, with a password, is in EPICRISIS_POSTGRES.
# Where PostgreSQL is not installed, it is installed if CI is set (Debian's package); else this ends with 77: skipped.
set -euo pipefail

binaries() {
    local folder
    for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -Vr) /usr/local/pgsql/bin /opt/homebrew/bin; do
        if [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
            echo "$folder"
            return
        fi
    done
    if command -v initdb >/dev/null && command -v pg_ctl >/dev/null; then
        dirname "$(readlink -f "$(command -v initdb)")"
    fi
}

bin=$(binaries)
if [ -z "$bin" ] && [ -n "${CI:-}" ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    # No cluster of the package's own: this script makes the one that is needed.
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] || echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    apt-get update -qq
    apt-get install -qq -y --no-install-recommends postgresql >/dev/null
    bin=$(binaries)
fi
if [ -z "$bin" ]; then
    echo "PostgreSQL is not installed: its tests are skipped (on CI it would be installed)" >&2
    exit 77
fi

folder=$(mktemp -d)
as=()
if [ "$(id -u)" = 0 ]; then
    user=postgres
    id -u "$user" >/dev/null 2>&1 || user=nobody
    as=(runuser -u "$user" --)
fi

stop() {
    "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 1' INT TERM

password=$(od -An -N12 -tx1 /dev/urandom | tr -d ' \n')
echo "$password" >"$folder/password"
[ ${#as[@]} = 0 ] || chown -R "$user" "$folder"
(
    cd "$folder"
    "${as[@]}" "$bin/initdb" -D "$folder/data" -U epicrisis --pwfile="$folder/password" --auth=scram-sha-256 \
        --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
    # A port that was free a moment ago may be taken by the time the server wants it: another try then.
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        port=$((20000 + RANDOM % 20000))
        if "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 120 start >/dev/null 2>&1 \
            -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='$folder' -c fsync=off"; then
            echo "$port" >"$folder/port"
            break
        fi
    done
)
if [ ! -e "$folder/port" ]; then
    echo "PostgreSQL does not start:" >&2
    cat "$folder/log" >&2 || true
    exit 1
fi
export EPICRISIS_POSTGRES="postgres://epicrisis:$password@127.0.0.1:$(cat "$folder/port")/postgres"
"$@"
