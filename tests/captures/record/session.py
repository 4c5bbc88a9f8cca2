#!/usr/bin/env python3
"""session.py FOLDER TORRENT [KEY=VALUE...]: a libtorrent session with one torrent, for as long as it is let run.

KEY is a setting of libtorrent, or one of
  peer=ADDRESS:PORT      connect to this peer
  node=ADDRESS:PORT      a first node of the DHT
  tracker=URL            a tracker beside those of the torrent
  seed=URL               a web seed
  magnet=1               only the info-hash of TORRENT is known
  scrape=1               scrape the trackers, too
"""
import sys
import time

import libtorrent

QUIET = {
    "listen_interfaces": "0.0.0.0:6881,[::]:6881",
    "enable_dht": False, "enable_lsd": False, "enable_upnp": False, "enable_natpmp": False,
    "enable_incoming_utp": False, "enable_outgoing_utp": False,
    "in_enc_policy": 2, "out_enc_policy": 2,         # disabled
    "dht_bootstrap_nodes": "", "announce_to_all_trackers": True, "announce_to_all_tiers": True,
    "allow_multiple_connections_per_ip": True,
}


def endpoint(text):
    address, port = text.rsplit(":", 1)
    return address.strip("[]"), int(port)


def value_of(text):
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text.lstrip("-").isdigit() else text


folder, torrent, *words = sys.argv[1:]
settings, extra = dict(QUIET), []
for word in words:
    key, value = word.split("=", 1)
    if key in ("peer", "node", "tracker", "seed", "magnet", "scrape"):
        extra.append((key, value))
    else:
        settings[key] = value_of(value)

begin = time.monotonic()
session = libtorrent.session(settings)
info = libtorrent.torrent_info(torrent)
parameters = {"save_path": folder}
if ("magnet", "1") in extra:
    parameters["info_hash"] = info.info_hash().to_bytes()
    parameters["trackers"] = [tracker.url for tracker in info.trackers()]
else:
    parameters["ti"] = info
for key, value in extra:
    if key == "node":
        session.add_dht_node(endpoint(value))
handle = session.add_torrent(parameters)
for key, value in extra:
    if key == "tracker":
        handle.add_tracker({"url": value})
    elif key == "seed":
        handle.add_url_seed(value)

peers = [endpoint(value) for key, value in extra if key == "peer"]
while True:
    if ("scrape", "1") in extra and time.monotonic() > begin + 5:
        for index in range(len(handle.trackers())):
            handle.scrape_tracker(index)
        extra.remove(("scrape", "1"))
    if peers and handle.status().state != libtorrent.torrent_status.checking_files:
        for peer in peers:
            handle.connect_peer(peer)
        peers = []
    print(handle.status().state, handle.status().progress, handle.status().num_peers, flush=True)
    time.sleep(1)
