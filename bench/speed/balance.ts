/** A proxy in front of several servers: it passes whole connections on, to each server in turn. */
import { connect, createServer, type AddressInfo } from 'node:net';
import { answerBeside } from './process';

answerBeside({
  balance(ports: number[]) {
    let turn = 0;
    const server = createServer((from) => {
      const to = connect(ports[(turn += 1) % ports.length] ?? 0, '127.0.0.1');
      for (const socket of [from, to]) socket.setNoDelay(true);
      from.pipe(to).pipe(from);
      from.on('error', () => to.destroy());
      to.on('error', () => from.destroy());
    });
    return new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () =>
        resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
      );
    });
  },
});
process.on('SIGTERM', () => process.exit(0));
