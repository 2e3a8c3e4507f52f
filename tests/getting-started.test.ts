/** What docs/getting-started.md shows works as it stands there: its receiver takes a real posting, and refuses a forged one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startTestApp } from './support/app';
import { freePort } from './support/redis-process';

const ROOT = join(__dirname, '..');
const GUIDE = readFileSync(join(ROOT, 'docs/getting-started.md'), 'utf8');
const [, RECEIVER = ''] = /```js\n(\/\/ receiver\.mjs[^]*?)```/.exec(GUIDE) ?? [];

async function listens(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const isThere = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isThere) return;
    await pause(50);
  }
}

it('receives webhooks by the receiver that it shows', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mc-exchange-guide-'));
  const app = await startTestApp({ environment: { WEBHOOK_LOOPBACK: 'true' } });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/hooks`;
  const buyer = await app.make.buyer();
  const { data } = (await buyer.post('/webhook-endpoints', { url, events: ['offer.made'] })).body;
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'receiver.mjs'), RECEIVER);
  const receiver = spawn(process.execPath, ['receiver.mjs'], {
    cwd: folder,
    env: { ...process.env, PORT: String(port), EXCHANGE_WEBHOOK_SECRET: data.secret },
  });
  let printed = '';
  for (const stream of [receiver.stdout, receiver.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  try {
    await listens(port);
    await buyer.post(`/webhook-endpoints/${data.id}/test`);
    await app.settle();
    const [delivery] = (await buyer.get(`/webhook-endpoints/${data.id}/deliveries`)).body.data;
    expect(delivery).toMatchObject({ event: 'webhook.test', status: 'TAKEN', lastStatus: 204 });
    const headers = { 'content-type': 'application/json', 'webhook-id': 'forged' };
    const forged = await fetch(url, { method: 'POST', headers, body: '{"type":"offer.made"}' });
    expect(forged.status).toBe(400);
    expect(printed).toMatch(/^webhook\.test .*endpointId/);
    expect(printed).not.toContain('offer.made');
  } finally {
    const ended = once(receiver, 'exit');
    receiver.kill();
    await ended;
    await app.close();
    rmSync(folder, { recursive: true });
  }
});
