/**
 * Loopback listeners that stand for the outside: TCP (HTTP, WebSocket, TLS, any bytes) and UDP (STUN). Whatever
 * arrives is out. Every attempt has ports of its own, which say who sent it.
 */
import { createSocket } from "node:dgram";
import { createServer } from "node:net";

/** What arrived. */
export interface Arrival {
  how: "tcp" | "udp";
  /** The attempt it came from. */
  tag: string;
  text: string;
}

export interface Outside {
  /** Everything that arrived so far. */
  arrivals: Arrival[];
  /** Fresh ports for one attempt: STUN carries no text to tag, and a bare connection no path. */
  portsFor(tag: string): Promise<{ tcp: number; udp: number }>;
  close(): Promise<void>;
}

const NO_CONTENT =
  "HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/** Starts with no port open. */
export function listen(): Outside {
  const arrivals: Arrival[] = [];
  const closers: (() => void)[] = [];
  return {
    arrivals,
    portsFor: async (tag) => {
      // A connection without a byte is not counted here: the net log tells of it.
      const server = createServer((socket) => {
        socket.on("error", () => {});
        socket.once("data", (bytes) => {
          const [line = ""] = bytes.toString("latin1").split("\r\n");
          arrivals.push({ how: "tcp", tag, text: bytes[0] === 0x16 ? "TLS hello" : line });
          socket.end(NO_CONTENT);
        });
      });
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
      const udp = createSocket("udp4");
      udp.on("message", (bytes) => arrivals.push({ how: "udp", tag, text: `${bytes.length} bytes` }));
      await new Promise<void>((done) => udp.bind(0, "127.0.0.1", done));
      closers.push(() => server.close(), () => udp.close());
      const address = server.address();
      return { tcp: typeof address === "object" && address ? address.port : 0, udp: udp.address().port };
    },
    close: () => {
      for (const close of closers) close();
      return Promise.resolve();
    },
  };
}
