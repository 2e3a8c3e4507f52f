/** A well-formed request to every endpoint, made of what the table says. */
import type { ServedEndpoint } from '../../src/platform/http/server';
import { BODIES, PLACES, QUERIES, type Thing } from './table';
import type { AccessWorld } from './world';

/** Those of which there is none in the market, for want of a cause: only what is absent can be asked for. */
const NOWHERE: Thing = 'absent';

const thingAt = (path: string, place: string): Thing =>
  PLACES.find(([look, name]) => name === place && look.test(path))?.[2] ?? NOWHERE;

export const nameOf = ({ contract }: ServedEndpoint): string =>
  `${contract.method.toUpperCase()} ${contract.path}`;

export const bodyOf = (endpoint: ServedEndpoint, world: AccessWorld): unknown =>
  BODIES[nameOf(endpoint)]?.(world);

/** The first place of the path names the thing that may be somebody's; `absent` puts nobody's there. */
export async function addressOf(
  endpoint: ServedEndpoint,
  world: AccessWorld,
  absent = false,
): Promise<string> {
  const { path } = endpoint.contract;
  let address = path;
  for (const [index, [place, name]] of [...path.matchAll(/\{(\w+)\}/g)].entries()) {
    const thing = thingAt(path, String(name));
    const value = absent && index === 0 ? world.absentOf(thing) : await world.things[thing]();
    address = address.replace(place, encodeURIComponent(value));
  }
  return address + (QUERIES[nameOf(endpoint)] ?? '');
}
