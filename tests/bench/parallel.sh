# shellcheck shell=sh disable=SC2154 # guest.sh uses it
# parallel.sh: several processors forward at once, each a flow of its own. Where they wait for each other, two do not
# forward twice as much. A packet is forwarded on the processor that sends it. Ticks are of an emulated machine: only
# ratios within one round mean something.

parallel_configurations='conntrack empty shipped all_elsewhere counted limited ipp2p'
parallel_processors='1 2 4'
parallel_rounds=3
parallel_packets=20000

# parallel_flow PROCESSOR: a flow that is long decided, one packet after the other
parallel_flow() {
	case $configuration in
	counted | limited) set -- "$1" 6881 a:dht-getpeers b:dht-reply ;;
	*) set -- "$1" 5001 repeat=8 a:junk:100 repeat=8 b:junk:100 ;;
	esac
	processor=$1 port=$2
	shift 2
	taskset -c "$processor" p2pload --src "$sub1_phantom4:$((41000 + processor))" --dst "$inet_phantom4:$port" \
		--proto udp --repeat $parallel_packets "$@" loop "a:junk:$small" >"/tmp/parallel.$processor"
}

# at_once COUNT: as many flows; what is done when the slowest is counts
at_once() {
	rm -f /tmp/parallel.*
	for processor in $(seq 0 $(($1 - 1))); do parallel_flow "$processor" & done
	wait
	cat /tmp/parallel.* | awk -v senders="$1" '
		{
			for (i = 1; i <= NF; i++) {
				split($i, pair, "=")
				figure[pair[1]] = pair[2]
			}
			sent += figure["sent"]
			arrived = figure["arrived"]
			if (figure["instructions"] > ticks)
				ticks = figure["instructions"]
		}
		END {
			printf "packets=%.0f ticks=%.0f\n", sent, ticks
			exit NR != senders || arrived < sent / senders
		}'
}

part_parallel() {
	for round in $(seq $parallel_rounds); do
		for name in $parallel_configurations; do
			configured "$name"
			for processors in $parallel_processors; do
				result=$(at_once "$processors") || wrong "$name, $processors processors: $result"
				say "figure parallel $name processors_$processors round=$round $result"
				forget_flows
			done
			remove_network
		done
	done
}
