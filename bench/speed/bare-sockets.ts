/** The bare limit of live messages: ws, which hands each message to the sockets of a person. */
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { answerBeside } from './process';

answerBeside({
  async serve() {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    const people = new Map<number, WebSocket[]>();
    server.on('connection', (socket, { url = '' }) => {
      const { searchParams } = new URL(url, 'ws://localhost');
      const reader = Number(searchParams.get('reader'));
      if (!searchParams.has('tells')) people.set(reader, [...(people.get(reader) ?? []), socket]);
      socket.on('message', (text: Buffer) => {
        const message = text.toString();
        const { to } = JSON.parse(message) as { to: number };
        for (const each of people.get(to) ?? []) each.send(message);
      });
    });
    await new Promise((resolve) => server.once('listening', resolve));
    return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  },
});
process.on('SIGTERM', () => process.exit(0));
