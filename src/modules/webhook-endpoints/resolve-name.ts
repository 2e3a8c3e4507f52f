/** Asks where a name leads, without the machine's own names, and without holding up whoever reads files meanwhile. */
import { Resolver } from 'node:dns/promises';
import { SECOND_MS } from '../../platform/kernel/clock';

/** All addresses of a name, as its servers answer now; none where it has none. */
export type ResolveName = (name: string) => Promise<string[]>;

const TIMEOUT_MS = 2 * SECOND_MS;
const TRIES = 2;

export function createResolveName(): ResolveName {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  return async (name) => {
    const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  };
}
