/** A proxy before several instances, as operators have one: it asks each whether it is ready, and sends requests in turn. */
import { Agent, createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

const ASK_EVERY_MS = 250;
const ASK_TIMEOUT_MS = 2_000;
/** Answers in a row. One that is only late counts for nothing: a busy machine is no reason to have nobody to ask. */
const UNREADY_AFTER = 2;
/** Of one connection, so not for the other side of the proxy. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding'];

interface Instance {
  url: string;
  ready: boolean;
  unreadyAnswers: number;
  /** Keeps its connections, as the instance is to find out that this one is no longer wanted. */
  agent: Agent;
}

export interface RoundRobinProxy {
  url: string;
  /** Resolves once requests are sent there. */
  add(url: string): Promise<void>;
  remove(url: string): void;
  close(): void;
}

export async function startRoundRobinProxy(): Promise<RoundRobinProxy> {
  const instances = new Map<string, Instance>();
  let turn = 0;

  const server = createServer((incoming, answer) => {
    const fail = (error: Error) =>
      answer.headersSent ? answer.destroy() : answer.writeHead(502).end(`proxy: ${String(error)}`);
    const ready = [...instances.values()].filter((instance) => instance.ready);
    const instance = ready[(turn += 1) % ready.length];
    if (!instance) {
      fail(new Error('No instance is ready.'));
      return;
    }
    const onward = request(
      `${instance.url}${incoming.url}`,
      { method: incoming.method, headers: endToEnd(incoming.headers), agent: instance.agent },
      (response) => {
        answer.writeHead(response.statusCode ?? 502, endToEnd(response.headers));
        response.on('error', fail).pipe(answer);
      },
    );
    onward.on('error', fail);
    incoming.pipe(onward);
  });

  async function ask(instance: Instance): Promise<void> {
    const signal = AbortSignal.timeout(ASK_TIMEOUT_MS);
    const isReady = await fetch(`${instance.url}/api/health/ready`, { signal }).then(
      async (response) => {
        await response.arrayBuffer();
        return response.ok;
      },
      () => false,
    );
    if (signal.aborted) return;
    instance.unreadyAnswers = isReady ? 0 : instance.unreadyAnswers + 1;
    instance.ready = isReady || (instance.ready && instance.unreadyAnswers < UNREADY_AFTER);
  }

  async function keepAsking(instance: Instance): Promise<void> {
    while (instances.has(instance.url)) {
      await ask(instance);
      await wait(ASK_EVERY_MS);
    }
  }

  const remove = (url: string): void => {
    instances.get(url)?.agent.destroy();
    instances.delete(url);
  };

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async add(url) {
      const instance = { url, ready: false, unreadyAnswers: 0, agent: new Agent({ keepAlive: true }) };
      instances.set(url, instance);
      while (!instance.ready) await ask(instance);
      void keepAsking(instance);
    },
    remove,
    close() {
      for (const url of [...instances.keys()]) remove(url);
      server.close();
      server.closeAllConnections();
    },
  };
}

const endToEnd = (headers: IncomingHttpHeaders): IncomingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
