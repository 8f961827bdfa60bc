# Sourced by the scripts: PYTHON is a Python new enough for the portal, or the script ends with one line.
for PYTHON in python3 python3.13 python3.12 python3.11 python ""; do
    [ -n "$PYTHON" ] || break
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && break
done
if [ -z "$PYTHON" ]; then
    echo "Python 3.11 or newer is missing: install it (Debian and Ubuntu: apt-get install python3 python3-venv)." >&2
    exit 1
fi
# What a caller's own Python set-up would let into ours.
unset PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX
