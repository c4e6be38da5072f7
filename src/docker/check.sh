#!/bin/bash
# Builds the image and tries it on a real Docker engine: the service locked down by `docker run`, then by
# docker-compose, must answer the tutorial's first case, keep to its limits and end cleanly.
#
# Uses the engine that runs. Where none does, and this is root on Debian, it installs Docker, starts an engine of
# its own for the time of the check, and makes stand-ins for base images that cannot be pulled. Where no engine can
# be started it says why in one line and exits 0; everything else that goes wrong ends it with 1.
#
# Its engine's images and Maven's downloads are kept in ${XDG_CACHE_HOME:-~/.cache}/convolve-docker, so that the
# next run is fast; delete that folder to begin afresh.
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly project
readonly cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/convolve-docker
readonly name=convolve-check-$$
readonly image=$name
work=$(mktemp -d)
docker=docker
engine_pid=
had_bridge=
container=

# ---------------------------------------------------------------------------------------------- telling and ending

say() { printf '%4ds  %s\n' "$SECONDS" "$*"; }

skip() {
	say "docker check skipped: $*"
	exit 0
}

fail() {
	say "docker check FAILED: $*" >&2
	exit 1
}

# Runs a command whose output matters only when it fails
quietly() {
	local log=$work/command.log
	"$@" >"$log" 2>&1 && return
	tail -n 60 "$log" >&2
	fail "$*"
}

cleanup() {
	local status=$?
	trap - EXIT
	set +e
	if ((status)) && [[ -n $container ]]; then
		$docker logs --tail 40 "$container" 2>&1 | sed 's/^/log   /' >&2
	fi
	{
		compose down --volumes --timeout 5
		$docker rm --force --volumes "$name"
		$docker rmi "$image"
	} >/dev/null 2>&1
	stop_engine
	awk -v work="$work/" 'index($2, work) == 1 {print $2}' /proc/mounts | sort --reverse | xargs --no-run-if-empty umount
	rm -rf --one-file-system "$work"
	exit "$status"
}

# ------------------------------------------------------------------------------------------------------ the engine

engine_answers() { $docker info >/dev/null 2>&1; }

# The Dockerfile needs BuildKit: the plugin buildx has it, and so had the client itself before Docker 23
has_buildkit() {
	local version
	version=$("$1" version --format '{{.Client.Version}}' 2>/dev/null || true)
	[[ -n $version ]] && { ((${version%%.*} < 23)) || "$1" buildx version >/dev/null 2>&1; }
}

choose_client() {
	local client
	for client in docker /usr/bin/docker; do
		if has_buildkit "$client"; then
			docker=$client
			return
		fi
	done
	fail "no docker client with BuildKit: install the plugin buildx"
}

require() {
	local tool
	for tool; do
		type "$tool" >/dev/null 2>&1 || fail "$tool is not installed"
	done
}

compose() {
	local command=(docker-compose)
	type docker-compose >/dev/null 2>&1 || command=("$docker" compose)
	CONVOLVE_IMAGE=$image CONVOLVE_PORT=0 "${command[@]}" --project-name "$name" \
		--file "$project/docker-compose.yml" "$@"
}

install_engine() {
	((EUID == 0)) || skip "no Docker engine runs, and only root can start one"
	type apt-get >/dev/null 2>&1 || skip "no Docker engine runs, and without apt none can be installed"
	local wanted=() package
	apt-cache show docker.io >/dev/null 2>&1 || apt-get update >/dev/null 2>&1 || true
	# The last two are part of docker.io in older releases of Debian
	for package in docker.io docker-compose debootstrap curl jq iproute2 docker-cli docker-buildx; do
		dpkg --status "$package" >/dev/null 2>&1 && continue
		apt-cache show "$package" >/dev/null 2>&1 && wanted+=("$package")
	done
	((${#wanted[@]} == 0)) && return
	say "installing ${wanted[*]}"
	apt-get update >/dev/null 2>&1 || true
	DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${wanted[@]}" \
		>"$work/apt.log" 2>&1 || skip "no Docker engine runs, and apt cannot install one: $(tail -n 1 "$work/apt.log")"
}

# An engine that leaves the machine as it was: its own socket and folders, no firewall rules, no forwarding.
# Containers publish their ports through Docker's proxy and reach nothing outside
start_engine() {
	mkdir -p "$cache"
	exec 9>"$cache/lock"
	flock --timeout 900 9 || fail "another check still uses $cache"
	export DOCKER_HOST=unix://$work/docker.sock
	had_bridge=$(ip link show docker0 2>/dev/null || true)
	setsid dockerd --host "$DOCKER_HOST" --data-root "$cache/engine" --exec-root "$work/exec" \
		--pidfile "$work/docker.pid" --iptables=false --ip-forward=false \
		>"$work/engine.log" 2>&1 9>&- &
	engine_pid=$!
	local try
	for ((try = 0; try < 120; try++)); do
		if engine_answers; then
			# What a run that was killed may have left
			$docker ps --all --quiet | xargs --no-run-if-empty "$docker" rm --force --volumes >/dev/null
			say "engine $($docker version --format '{{.Server.Version}}') started"
			return
		fi
		kill -0 "$engine_pid" 2>/dev/null || break
		sleep 0.5
	done
	skip "no Docker engine runs, and none can be started: $(grep -v level=info "$work/engine.log" | tail -n 1)"
}

stop_engine() {
	[[ -n $engine_pid ]] || return 0
	$docker builder prune --force --filter until=168h >/dev/null 2>&1
	kill "$engine_pid" 2>/dev/null
	wait "$engine_pid" 2>/dev/null
	umount "$cache/engine" 2>/dev/null
	[[ -n $had_bridge ]] || ip link delete docker0 2>/dev/null
}

# -------------------------------------------------------------------------------------------------- the base images

base_images() { sed -nE 's/^FROM ([^ ]*[:/][^ ]*).*/\1/p' "$project/Dockerfile" | sort --unique; }

provide_base_images() {
	local base
	for base in $(base_images); do
		$docker image inspect "$base" >/dev/null 2>&1 && continue
		if timeout 300 "$docker" pull --quiet "$base" >/dev/null 2>&1; then
			say "$base pulled"
			continue
		fi
		# In an engine that others use too, a stand-in under this name would deceive them
		[[ -n $engine_pid ]] || fail "cannot pull $base"
		case $base in
			debian:*-slim) debian_stand_in "$base" ;;
			eclipse-temurin:25-jdk*) jdk_stand_in "$base" ;;
			*) fail "cannot pull $base, and no stand-in is known for it" ;;
		esac
		say "$base cannot be pulled: stand-in made"
	done
}

# Debian's minimal system, without documentation as in the real image
debian_stand_in() {
	local release=${1#debian:}
	release=${release%-slim}
	quietly debootstrap --variant=minbase "$release" "$work/debian"
	rm -rf "$work"/debian/{var/cache/apt/archives/*.deb,var/lib/apt/lists/*,usr/share/{doc,info,locale,man}/*}
	tar --create --directory "$work/debian" --exclude './dev/*' --exclude './proc/*' --exclude './sys/*' . |
		$docker import --change 'CMD ["bash"]' - "$1" >/dev/null
	rm -rf "$work/debian"
}

# This machine's JDK 25 in the place where the real image has its own, with the packages that it has and no others,
# and with the certificates that this machine trusts
jdk_stand_in() {
	local context=$work/jdk jdk
	jdk=$(find_jdk)
	mkdir -p "$context/openjdk"
	tar --create --dereference --directory "$jdk" --exclude ./lib/src.zip . |
		tar --extract --directory "$context/openjdk"
	cp --dereference /etc/ssl/certs/ca-certificates.crt "$context/"
	echo "FROM $(base_images | grep --max-count=1 '^debian:')" >"$context/Dockerfile"
	cat >>"$context/Dockerfile" <<-'END'
		ENV JAVA_HOME=/opt/java/openjdk
		ENV PATH=$JAVA_HOME/bin:$PATH LANG=en_US.UTF-8 LANGUAGE=en_US:en LC_ALL=en_US.UTF-8
		RUN apt-get update \
		    && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
		        binutils ca-certificates fontconfig locales p11-kit tzdata \
		    && echo "en_US.UTF-8 UTF-8" >> /etc/locale.gen && locale-gen && rm -rf /var/lib/apt/lists/*
		COPY openjdk /opt/java/openjdk
		COPY ca-certificates.crt /etc/ssl/certs/
	END
	build --tag "$1" "$context"
	rm -rf "$context"
}

find_jdk() {
	local jdk
	for jdk in "${JAVA25_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*25* /opt/*25*; do
		if [[ -x $jdk/bin/jlink ]] && grep --quiet --no-messages '^JAVA_VERSION="25' "$jdk/release"; then
			echo "$jdk"
			return
		fi
	done
	fail "no JDK 25 found for the stand-in of the JDK's image: set JAVA25_HOME"
}

# With the machine's network where the engine is our own: its containers have none
build() {
	DOCKER_BUILDKIT=1 quietly timeout 1200 "$docker" build --progress plain ${engine_pid:+--network=host} "$@"
}

# ------------------------------------------------------------------------------------------------------ the checks

in_container() { $docker exec "$container" "$@"; }

wait_until_healthy() {
	local state health try
	for ((try = 0; try < 240; try++)); do
		read -r state health < <($docker inspect --format '{{.State.Status}} {{.State.Health.Status}}' "$container")
		[[ $health == healthy ]] && say "healthy" && return
		[[ $state == running && $health == starting ]] || fail "the container is $state and $health"
		sleep 0.5
	done
	fail "the container does not become healthy"
}

check_answer() {
	local address answer
	address=$($docker port "$container" 8080/tcp | head -n 1)
	[[ $address == 127.0.0.1:* ]] || fail "published on $address instead of loopback"
	answer=$(curl --silent --show-error --fail-with-body --max-time 60 --header 'Content-Type: application/json' \
		--data "@$project/src/docker/tutorial.json" "http://$address/convolve") || fail "no answer: $answer"
	jq --exit-status '.outputs[0] | .layer == "detector" and .shape == [1, 6, 6, 1]
		and .data == [[range(6) | [[0], [0], [3], [3], [0], [0]]]]' <<<"$answer" >/dev/null || fail "wrong answer: $answer"
	say "POST /convolve answers with 6 rows of 0 0 3 3 0 0"
}

check_confinement() {
	local status
	status=$(in_container cat /proc/1/status)
	grep --quiet --perl-regexp '^Uid:\t10001\t10001\t' <<<"$status" || fail "it runs as another user than 10001"
	grep --quiet --perl-regexp '^CapEff:\t0+$' <<<"$status" || fail "it has capabilities"
	in_container grep --quiet ' / [a-z0-9]* ro[, ]' /proc/mounts || fail "its root file system can be written to"
	say "user 10001, no capabilities, root file system read-only"
}

check_prepared_start() {
	in_container grep --quiet /convolve/convolve.aot /proc/1/maps || fail "it does not use its AOT cache"
	[[ $($docker logs "$container" 2>&1) == *'Kernels: vector'* ]] || fail "it computes without vectors"
	say "AOT cache in use; $($docker logs "$container" 2>&1 | grep --only-matching 'Started ConvolveApplication in .* seconds ')"
}

# Asks a second JVM in the same container, which sees the same limits
check_limits() {
	local heap processors
	heap=$(in_container java -XX:+PrintFlagsFinal -version 2>/dev/null | awk '$2 == "MaxHeapSize" {print int($4 / 1048576)}')
	processors=$(in_container java -Xlog:os+cpu -XshowSettings:system -version 2>&1 | sed -n 's/.*Effective CPU Count: //p')
	((heap > 768 / 2 && heap < 768 * 3 / 4)) || fail "at 768 MiB the heap may take $heap MiB"
	((processors == 1)) || fail "at one CPU Java sees $processors"
	say "Java keeps to the limits: heap at most $heap MiB of 768, $processors CPU"
}

# SIGTERM while a request is computed, which is still to be answered
check_end() {
	local begin address request code log
	address=$($docker port "$container" 8080/tcp | head -n 1)
	jq --null-input '{model: {layers: [range(3) | {type: "Conv2D", filters: 32, kernel_size: 5, padding: "same"}]},
		input: [range(200) | [range(200) | 1]], response: {data: "none"}}' >"$work/long.json"
	curl --silent --output "$work/long.answer" --write-out '%{http_code}' --max-time 60 \
		--header 'Content-Type: application/json' --data "@$work/long.json" "http://$address/convolve" >"$work/long.status" &
	request=$!
	sleep 1
	begin=$SECONDS
	"$@" >/dev/null 2>&1 || fail "$*"
	wait "$request" || fail "SIGTERM drops a request under way"
	[[ $(<"$work/long.status") == 200 ]] || fail "a request under way is answered with $(head -c 500 "$work/long.answer")"
	code=$($docker inspect --format '{{.State.ExitCode}}' "$container")
	((code == 143)) || fail "SIGTERM ends it with $code instead of 143"
	((SECONDS - begin < 20)) || fail "it takes $((SECONDS - begin)) s to end"
	log=$($docker logs "$container" 2>&1)
	grep --quiet 'Graceful shutdown complete' <<<"$log" || fail "it does not shut down gracefully"
	! grep --extended-regexp ' ERROR |Exception| WARN .* (dev\.convolve|d\.c)\.' <<<"$log" >&2 || fail "its log is not clean"
	say "SIGTERM: the request under way is answered, then it ends with $code, after $((SECONDS - begin)) s; log clean"
}

check_run() {
	say "docker run --read-only --cap-drop ALL --cpus 1 -m 768m"
	quietly "$docker" run --detach --name "$name" --publish 127.0.0.1::8080 \
		--read-only --cap-drop ALL --cpus 1 -m 768m "$image"
	container=$name
	wait_until_healthy
	check_answer
	check_prepared_start
	check_confinement
	check_limits
	check_end "$docker" stop --time 40 "$container"
}

check_compose() {
	say "docker-compose up"
	quietly compose up --detach --no-build
	container=$(compose ps --quiet)
	wait_until_healthy
	check_answer
	check_confinement
	in_container grep --quiet --perl-regexp '^NoNewPrivs:\t1$' /proc/1/status || fail "it may gain privileges"
	check_end compose stop --timeout 40
}

trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

engine_answers || install_engine
require curl jq
choose_client
engine_answers || start_engine
provide_base_images
build --tag "$image" "$project"
say "image built: $(($($docker image inspect --format '{{.Size}}' "$image") / 1000000)) MB"
check_run
check_compose
say "docker check passed"
