/** Asks ClamAV about a file, over its socket (INSTREAM, clamd(8)). */
import { connect, type Socket } from 'node:net';

export type ScanVerdict = 'CLEAN' | 'FOUND';

export interface Scanner {
  /** Throws where the scanner is down, slow or refuses. Never inside a unit. */
  scan(content: Buffer): Promise<ScanVerdict>;
}

const CHUNK_BYTES = 64 * 1024;
const MOST_ANSWER = 4_096;

/** @param address host and port */
export function createClamd(address: string, timeoutMs: number): Scanner {
  const { hostname, port } = new URL(`tcp://${address}`);
  const host = hostname.replace(/^\[|\]$/g, '');
  return {
    async scan(content) {
      const said = await ask(connect({ host, port: Number(port) }), content, timeoutMs);
      if (/: OK$/.test(said)) return 'CLEAN';
      if (/ FOUND$/.test(said)) return 'FOUND';
      throw new Error(`The virus scanner answers ${said.slice(0, 200)}.`);
    },
  };
}

function ask(socket: Socket, content: Buffer, timeoutMs: number): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    let said = '';
    // The whole of it, not each silence: one byte now and then is no answer.
    const timer = setTimeout(() => socket.destroy(new Error('The virus scanner takes too long.')), timeoutMs);
    socket.on('connect', () => {
      socket.write('zINSTREAM\0');
      for (let at = 0; at < content.length; at += CHUNK_BYTES) {
        const chunk = content.subarray(at, at + CHUNK_BYTES);
        socket.write(lengthOf(chunk.length));
        socket.write(chunk);
      }
      socket.write(lengthOf(0));
    });
    socket.on('data', (part: Buffer) => {
      said += part.toString('latin1');
      if (said.includes('\0') || said.length > MOST_ANSWER) socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => {
      clearTimeout(timer);
      const answer = said.split('\0')[0]?.trim() ?? '';
      if (answer === '') reject(new Error('The virus scanner went away without an answer.'));
      else resolve(answer);
    });
  });
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}
