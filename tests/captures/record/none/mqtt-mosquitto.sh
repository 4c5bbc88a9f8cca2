# shellcheck shell=sh disable=SC2154
# about: MQTT: a subscriber and a publisher, some messages, one of 4 kB.
# needs: mosquitto mosquitto-clients
capture
printf 'listener 1883\nallow_anonymous true\nuser root\n' >"$work/conf"
run server mosquitto -c "$work/conf"
wait_until 10 listens server tcp 1883
run bob mosquitto_sub -h "$server" -t 'house/#'
sleep 1
for value in 1 2 3 "$(seq -s ' ' 1000)"; do
	on alice mosquitto_pub -h "$server" -t house/temperature -m "$value"
done
