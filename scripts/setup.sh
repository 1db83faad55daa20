#!/bin/sh
# Finds a Python 3.10 that really runs and hands the command over to it: sh scripts/setup.sh run
# Shell builtins only, until a Python is found: this must give its one clear line on the barest machine.

case "$0" in
    */*) cd "${0%/*}/.." || exit 1 ;;
    *) cd .. || exit 1 ;;
esac

# A shim of pyenv may exist and fail; a distribution may ship Python without venv.
works() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 10))' >/dev/null 2>&1
}

on_path() {
    saved_ifs=$IFS
    IFS=:
    for folder in $PATH; do
        for name in python3.10 python3 python; do
            if [ -x "$folder/$name" ] && works "$folder/$name"; then
                IFS=$saved_ifs
                python="$folder/$name"
                return 0
            fi
        done
    done
    IFS=$saved_ifs
    return 1
}

in_pyenv() {
    for candidate in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10.*/bin/python3.10; do
        if [ -x "$candidate" ] && works "$candidate"; then
            python=$candidate
            return 0
        fi
    done
    return 1
}

# Sets $uv: the one on PATH, or a pinned one laid in .stamps/uv with whatever pip this machine has.
find_uv() {
    uv=$(command -v uv) && return 0
    uv=.stamps/uv/bin/uv
    [ -x "$uv" ] && return 0
    echo "Geen Python 3.10 gevonden; uv ophalen om die te installeren ..." >&2
    timeout 120 python3 -m pip install --quiet --disable-pip-version-check --retries 0 --timeout 10 \
        --target .stamps/uv --require-hashes -r scripts/uv-requirements.txt >/dev/null 2>&1 && [ -x "$uv" ]
}

with_uv() {
    command -v timeout >/dev/null 2>&1 || return 1
    find_uv || return 1
    python=$("$uv" python find --system --no-project --no-python-downloads 3.10 2>/dev/null)
    if [ -n "$python" ] && works "$python"; then
        return 0
    fi
    echo "Python 3.10 ophalen met uv (hoogstens 3 minuten) ..." >&2
    UV_HTTP_TIMEOUT=10 UV_HTTP_RETRIES=0 timeout 180 "$uv" python install 3.10 >/dev/null 2>&1 || return 1
    python=$("$uv" python find --system --no-project --no-python-downloads 3.10 2>/dev/null)
    [ -n "$python" ] && works "$python"
}

if [ -n "${PYTHON:-}" ]; then
    python=$PYTHON
    if ! works "$python"; then
        echo "FOUT: PYTHON=$PYTHON is geen werkende Python 3.10 met venv. Geef het pad van een Python 3.10, of laat PYTHON weg." >&2
        exit 1
    fi
elif ! on_path && ! in_pyenv && ! with_uv; then
    echo "FOUT: geen Python 3.10 gevonden. Installeer die met 'pyenv install 3.10' of 'uv python install 3.10' (op Ubuntu: apt install python3.10-venv) en begin opnieuw." >&2
    exit 1
fi

exec "$python" -m scripts "$@"
