/** What the bench uses of autocannon, which brings no types. */
declare module 'autocannon' {
  interface Request {
    method?: string;
    path: string;
    headers: Record<string, string>;
    body?: string;
  }
  interface Client {
    setRequests(requests: readonly Request[]): void;
  }
  interface Result {
    non2xx: number;
    errors: number;
    timeouts: number;
  }
  interface Running extends PromiseLike<Result> {
    on(
      event: 'response',
      hear: (client: Client, status: number, bytes: number, tookMs: number) => void,
    ): void;
  }
  export default function autocannon(options: {
    url: string;
    connections: number;
    duration: number;
    maxConnectionRequests?: number;
    requests: readonly Request[];
    setupClient(client: Client): void;
  }): Running;
}
