# shellcheck shell=sh disable=SC2154
# about: A WebSocket connection: the upgrade, then text and binary messages both ways.
# needs: python3-websockets
capture
cat >"$work/echo.py" <<'END'
import asyncio, websockets
async def echo(socket, path=None):
    async for message in socket:
        await socket.send(message)
async def main():
    async with websockets.serve(echo, "0.0.0.0", 8765):
        await asyncio.Future()
asyncio.run(main())
END
run server python3 "$work/echo.py"
wait_until 10 listens server tcp 8765
cat >"$work/talk.py" <<'END'
import asyncio, sys, websockets
async def main():
    async with websockets.connect(f"ws://{sys.argv[1]}:8765/chat") as socket:
        for message in ["hello", bytes(range(256)) * 8, "x" * 3000]:
            await socket.send(message)
            await socket.recv()
asyncio.run(main())
END
on alice python3 "$work/talk.py" "$server"
