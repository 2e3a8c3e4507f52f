/** A request and its answer by Node's own client, which takes a third of what `fetch` takes: tests make thousands. */
import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true });

interface Sent {
  method: string;
  headers: Headers;
  body: string | FormData | undefined;
}

interface Received {
  status: number;
  headers: Headers;
  bytes: Buffer;
}

/** A form says itself what it is, with the boundary of its parts. */
async function readForm(form: FormData): Promise<{ bytes: Buffer; type: string }> {
  const written = new Response(form);
  return {
    bytes: Buffer.from(await written.arrayBuffer()),
    type: written.headers.get('content-type') ?? '',
  };
}

export async function exchange(url: string, { method, headers, body }: Sent): Promise<Received> {
  const form = body instanceof FormData ? await readForm(body) : undefined;
  if (form) headers.set('content-type', form.type);
  const bytes = form?.bytes ?? Buffer.from(typeof body === 'string' ? body : '');
  if (body !== undefined) headers.set('content-length', String(bytes.length));
  return ask(url, method, headers, bytes);
}

function ask(url: string, method: string, headers: Headers, body: Buffer): Promise<Received> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, agent, headers: Object.fromEntries(headers) }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('error', reject);
      answer.on('end', () => {
        const received = new Headers();
        for (const [name, values] of Object.entries(answer.headersDistinct))
          for (const value of values ?? []) received.append(name, value);
        resolve({ status: answer.statusCode ?? 0, headers: received, bytes: Buffer.concat(parts) });
      });
    });
    asked.on('error', (error: NodeJS.ErrnoException) => {
      // The server had closed the connection before it was used again: nothing has been asked.
      if (asked.reusedSocket && error.code === 'ECONNRESET')
        ask(url, method, headers, body).then(resolve, reject);
      else reject(error);
    });
    asked.end(body);
  });
}
