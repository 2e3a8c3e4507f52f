/** To which addresses anything is posted: those of the public internet, whichever way they are spelled. */
import { BlockList, isIP } from 'node:net';
import { refusal, type Refusal } from '../../platform/kernel/refusal';

export const ADDRESS_MAX = 2_000;
const PORTS = [443, 8443];
/** Below it stand the machine's own services. */
const LEAST_LOOPBACK_PORT = 1_024;
const LOOPBACK: Record<string, string> = { '127.0.0.1': '127.0.0.1', localhost: '127.0.0.1', '[::1]': '::1' };

/** Never of the public internet: RFC 6761, 6762, 7686, 8375, 9476, and what networks use inside. */
const INSIDE_NAMES =
  /\.(?:localhost|local|internal|intranet|private|corp|home|lan|home\.arpa|test|invalid|onion|alt)$/;

/** IANA IPv4 Special-Purpose Address Registry, multicast, and what is reserved (RFC 5771, RFC 1112). */
const SPECIAL_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  // Azure answers its machines there, of all of the public addresses.
  ['168.63.129.16', 32],
] as const;

/** Within 2000::/3, which is all that is global: IETF protocols with Teredo, documentation, 6to4. */
const SPECIAL_V6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
] as const;

const special = new BlockList();
for (const [net, bits] of SPECIAL_V4) special.addSubnet(net, bits, 'ipv4');
const specialV6 = new BlockList();
for (const [net, bits] of SPECIAL_V6) specialV6.addSubnet(net, bits, 'ipv6');
/** Outside of it stand loopback, link-local, unique local, multicast, and IPv4 in IPv6, mapped or by NAT64. */
const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');

/** Whether an address, as a resolver answers it, is one of the public internet. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !special.check(address, 'ipv4');
  if (isIP(address) !== 6 || address.includes('%')) return false;
  return globalV6.check(address, 'ipv6') && !specialV6.check(address, 'ipv6');
}

/** Where a plain address of this machine leads, where that is allowed; null for any other. */
export const loopbackOf = ({ protocol, hostname }: URL, allowed: boolean): string | null =>
  allowed && protocol === 'http:' ? (LOOPBACK[hostname] ?? null) : null;

/** The host without the brackets of IPv6. URL has read decimal, octal, hex and full-width spellings already. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

const no = (because: string): Refusal<'webhook_address_refused'> =>
  refusal('webhook_address_refused', because);

/** What an address says by itself; where its name leads is asked of a resolver, each time anew. */
export function refuseAddress(text: string, loopback: boolean): Refusal<'webhook_address_refused'> | null {
  const url = URL.parse(text);
  if (url === null || text.length > ADDRESS_MAX) return no('This is no address that can be read.');
  if (url.username || url.password) return no('Leave user and password out of the address.');
  if (url.hash) return no('Leave out what follows the #: it is never sent.');
  if (loopbackOf(url, loopback) !== null) {
    return Number(url.port) >= LEAST_LOOPBACK_PORT ? null : no(`Use a port from ${LEAST_LOOPBACK_PORT} on.`);
  }
  if (url.protocol !== 'https:') return no('The address has to begin with https://.');
  if (url.port && !PORTS.includes(Number(url.port))) return no(`Use the port ${PORTS.join(' or ')}.`);
  const host = hostOf(url);
  if (isIP(host)) return isPublicAddress(host) ? null : no('This address is not on the public internet.');
  if (!host.includes('.') || host.endsWith('.') || INSIDE_NAMES.test(host)) {
    return no('This name is not on the public internet.');
  }
  return null;
}
