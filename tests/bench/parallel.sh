# shellcheck shell=sh disable=SC2030,SC2031,SC2034,SC2154 # guest.sh uses it
# parallel.sh: several processors forward at once, each a flow of its own. Where they wait for each other, two do not
# forward twice as much. A packet is forwarded on the processor that sends it. Ticks are of an emulated machine: only
# ratios within one round mean something.

parallel_configurations='conntrack empty shipped all_elsewhere counted limited ipp2p'
parallel_processors='1 2 4'
parallel_rounds=3
parallel_packets=20000

# at_once COUNT: as many flows that are long decided; what is done when the slowest is counts. In a shell of its own.
at_once() (
	rm -f /tmp/parallel.*
	repetitions=$parallel_packets
	case $configuration in counted | limited) kind=p2p ;; esac
	for processor in $(seq 0 $(($1 - 1))); do flow_udp4_small >"/tmp/parallel.$processor" & done
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
)

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
