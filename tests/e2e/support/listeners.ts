/**
 * Loopback listeners that stand for the outside: HTTP (and WebSocket and any other bytes on the same TCP
 * port) and UDP for STUN. Whatever arrives is out; its tag says which attempt sent it.
 */
import { createSocket } from "node:dgram";
import { createServer } from "node:net";

/** What arrived. */
export interface Arrival {
  how: "tcp" | "udp";
  text: string;
}

export interface Outside {
  tcp: number;
  /** Everything that arrived so far. */
  arrivals: Arrival[];
  /** A UDP port of its own for each attempt: STUN carries no text to tag. */
  udpFor(tag: string): Promise<number>;
  close(): Promise<void>;
}

export async function listen(): Promise<Outside> {
  const arrivals: Arrival[] = [];
  const sockets: ReturnType<typeof createSocket>[] = [];
  const server = createServer((socket) => {
    let text = "";
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      text += bytes.toString("latin1");
      if (text.includes("\r\n\r\n")) {
        arrivals.push({ how: "tcp", text: text.split("\r\n").slice(0, 2).join(" ") });
        text = "";
        socket.end("HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      } else if (text.charCodeAt(0) === 0x16) {
        arrivals.push({ how: "tcp", text: "TLS hello" });
        socket.destroy();
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  return {
    tcp: typeof address === "object" && address ? address.port : 0,
    arrivals,
    udpFor: async (tag) => {
      const socket = createSocket("udp4");
      sockets.push(socket);
      socket.on("message", () => arrivals.push({ how: "udp", text: `/${tag}?` }));
      await new Promise<void>((done) => socket.bind(0, "127.0.0.1", done));
      return socket.address().port;
    },
    close: async () => {
      for (const socket of sockets) socket.close();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
