# shellcheck shell=bash
#
# What the scripts in deploy/ need on the machine. Source it; it defines functions and changes nothing by itself.

# Debian packages every script needs: to build, and to run the private servers.
# shellcheck disable=SC2034 # used by the scripts that source this file
base_packages=(
    ca-certificates git iproute2 libpq-dev librabbitmq-dev libsodium-dev pkg-config postgresql python3 python3-venv
    rabbitmq-server zlib1g-dev
)

# Oldest version of Swift that builds the project.
oldest_swift=6.2

# Prints a message for people and ends the script.
fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Whether the first version (numbers and dots) is at least the second.
version_at_least() {
    [[ "$(printf '%s\n%s\n' "$2" "$1" | sort --version-sort | head -n 1)" == "$2" ]]
}

# Whether a Debian package, or what we need of it from elsewhere, is there.
package_installed() {
    local server
    case $1 in
    postgresql)
        # Any server of a version we support will do, not just the one Debian's package of that name would bring.
        for server in /usr/lib/postgresql/*/bin/postgres; do
            [[ -x $server ]] && version_at_least "$(basename "${server%/bin/postgres}")" 15 && return
        done
        ;;
    esac
    [[ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1" 2>/dev/null)" == installed ]]
}

# Runs in a root shell of its own, so that whatever happens its exit trap puts the machine's policy back.
#
# Debian's packages start their servers when they are installed, on all addresses. A policy file that answers 101
# forbids that; see /usr/share/doc/init-system-helpers. Arguments: the packages to install.
install_as_root() {
    set -euo pipefail
    # Not local: the trap that reads them runs when this function is over.
    policy=/usr/sbin/policy-rc.d saved=/usr/sbin/policy-rc.d.before-cistron
    export DEBIAN_FRONTEND=noninteractive
    # One at a time: the first to finish would take away the policy of the others.
    exec 9>/run/cistron-packages.lock
    flock 9

    # shellcheck disable=SC2317 # called by the trap
    restore_policy() {
        rm -f "$policy"
        if [[ -e $saved ]]; then mv "$saved" "$policy"; fi
    }
    # A saved file means that an earlier run was killed: what is there now is ours.
    if [[ -e $policy && ! -e $saved ]] && ! grep -q cistron-packages "$policy"; then mv "$policy" "$saved"; fi
    trap restore_policy EXIT
    trap 'exit 130' INT TERM HUP
    printf '#!/bin/sh\n# Made by cistron-packages for the time of an installation.\nexit 101\n' >"$policy"
    chmod 755 "$policy"

    local get=(apt-get --quiet --yes -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300)
    "${get[@]}" update || echo 'warning: the package lists could not be updated; trying with those present' >&2
    local package units=()
    for package in "$@"; do
        case $package in
        postgresql)
            if [[ ! -e /etc/postgresql-common/createcluster.conf ]]; then
                # Installing the server would make a database cluster, and start it with the machine.
                "${get[@]}" install --no-install-recommends postgresql-common
                printf '\n# Set by cistron: its servers are private ones.\ncreate_main_cluster = false\n' \
                    >>/etc/postgresql-common/createcluster.conf
            fi
            units+=(postgresql.service)
            ;;
        rabbitmq-server)
            units+=(rabbitmq-server.service)
            if [[ ! -e /usr/bin/epmd ]]; then units+=(epmd.service epmd.socket); fi
            ;;
        esac
    done
    "${get[@]}" install --no-install-recommends "$@"

    # They would start with the machine otherwise. Those that were here before are left as they are.
    if command -v systemctl >/dev/null; then
        for package in "${units[@]}"; do
            systemctl --quiet disable "$package" 2>/dev/null || true # not every release has every unit
        done
    fi
}

# Installs the Debian packages among the arguments that are missing. Starts no service.
install_packages() {
    local package missing=()
    command -v dpkg-query >/dev/null || fail "this is no Debian system; install the counterparts of: $*"
    for package in "$@"; do
        package_installed "$package" || missing+=("$package")
    done
    [[ ${#missing[@]} -gt 0 ]] || return 0
    echo "Installing ${missing[*]} …"
    local become=()
    if [[ $EUID -ne 0 ]]; then
        command -v sudo >/dev/null || fail "missing packages; as root run: apt-get install ${missing[*]}"
        become=(sudo)
    fi
    "${become[@]}" bash -c "$(declare -f install_as_root); install_as_root \"\$@\"" bash "${missing[@]}" ||
        fail "the packages could not be installed: ${missing[*]}"
}

# Installs Python packages into .local/venv of the current folder and puts its programs first on the PATH.
#
# Arguments: requirements with versions, such as jsonschema==4.26.0.
install_python_packages() {
    local venv=$PWD/.local/venv wanted
    wanted=$(printf '%s\n' "$@" | sort)
    if [[ ! -x $venv/bin/python3 || "$(cat "$venv/installed.txt" 2>/dev/null)" != "$wanted" ]]; then
        echo "Installing Python packages: $* …"
        rm -rf "$venv"
        mkdir -p "${venv%/*}"
        # Debian's own Python: one from elsewhere on the PATH may lack the modules for this.
        /usr/bin/python3 -m venv "$venv"
        "$venv/bin/pip" install --quiet --disable-pip-version-check "$@" ||
            fail "the Python packages could not be installed: $*"
        # Last, so that an interrupted installation is done again.
        printf '%s\n' "$wanted" >"$venv/installed.txt"
    fi
    export PATH="$venv/bin:$PATH"
}

# Puts a Swift that is new enough on the PATH, or ends the script with instructions.
require_swift() {
    local folder found='' version
    local candidates=()
    mapfile -t -d : candidates < <(printf '%s' "$PATH")
    candidates+=(/opt/swift/usr/bin "${SWIFTLY_BIN_DIR:-$HOME/.local/share/swiftly/bin}" "$HOME/.local/bin")
    for folder in "${candidates[@]}"; do
        [[ -x $folder/swift ]] || continue
        version=$("$folder/swift" --version 2>/dev/null | sed -n 's/.*Swift version \([0-9.]*[0-9]\).*/\1/p') || true
        if [[ -z $version ]]; then
            found+=" ($folder/swift does not run)"
            continue
        fi
        if version_at_least "$version" "$oldest_swift"; then
            export PATH="$folder:$PATH"
            return
        fi
        found+=" ($folder/swift is version $version)"
    done
    fail "Swift $oldest_swift or newer is needed$found." \
        "Install it as https://www.swift.org/install/linux/ describes, then run this again."
}
