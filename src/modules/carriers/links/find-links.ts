/** Finds the carriers that share something with a carrier, and those behind them, in our own index of the open files. */
import type { Platform } from '../../../platform/platform';
import { MINUTE_MS } from '../../../platform/kernel/clock';
import type { CarrierRecord } from '../carrier-profile';
import { LINK_KINDS, type LinkKind, linkValues, type Standing } from './link-keys.rules';
import type { Filed } from '../history.rules';
import type { LinkHasher } from './link-hash';
import {
  byWeight,
  CROWD,
  type Discounted,
  isNamed,
  leadsOn,
  type Link,
  type Links,
  type Member,
  type Restart,
  restartOf,
} from './links.rules';

const NO_RESTART: Restart = { restartDays: null, restartAfter: null };
const HOPS = 3;
const MOST_LINKS = 25;
/** SQLite takes 500 parts of a compound statement. */
const KEYS_AT_ONCE = 200;
/** Of all carriers of one distance together. */
const MOST_KEYS = 600;
const MOST_VINS = 200;
const LOADED_LIFE_MS = 5 * MINUTE_MS;

export interface LoadedFile {
  kind: string;
  rowsDone: number;
  endedAt: number;
}

export interface FoundLinks extends Links {
  /** The open files that the index was made of. */
  files: LoadedFile[];
}

interface CensusRow {
  usdot: number;
  legalName: string;
  state: string;
  standing: Standing;
  addedOn: string;
  formerUsdot: number;
  linkKeys: string;
  orderedOn: string | null;
  revokedOn: string | null;
}

interface Node extends Member {
  keys: string[];
  formerUsdot: number | null;
}

const nodeOf = (row: CensusRow): Node => ({
  usdot: row.usdot,
  legalName: row.legalName || null,
  state: row.state || null,
  standing: row.orderedOn === null ? row.standing : 'OUT_OF_SERVICE',
  addedOn: row.addedOn || null,
  orderedOn: row.orderedOn,
  // Whoever has authority again has cured it.
  revokedOn: row.standing === 'ACTIVE' ? null : row.revokedOn,
  keys: row.linkKeys === '' ? [] : row.linkKeys.split(' '),
  formerUsdot: row.formerUsdot || null,
});

export function createFindLinks({ database, cache }: Platform, hasher: LinkHasher) {
  const listFiles = (): Promise<LoadedFile[]> =>
    database.select<LoadedFile>(
      "SELECT kind, rowsDone, endedAt FROM carrier_file_loads WHERE status = 'DONE' ORDER BY endedAt",
    );

  async function nodesOf(usdots: number[]): Promise<Map<number, Node>> {
    if (usdots.length === 0) return new Map();
    const rows = await database.select<CensusRow>(
      `SELECT c.usdot, c.legalName, c.state, c.standing, c.addedOn, c.formerUsdot, c.linkKeys, o.orderedOn, r.revokedOn
       FROM carrier_census c LEFT JOIN carrier_census_orders o ON o.usdot = c.usdot
       LEFT JOIN carrier_revocations r ON r.usdot = c.usdot WHERE c.usdot IN (:usdots)`,
      { usdots },
    );
    return new Map(rows.map((row) => [row.usdot, nodeOf(row)]));
  }

  /** Who holds each key, at most one more than a crowd. */
  async function holdersOf(keys: string[]): Promise<Map<string, number[]>> {
    const holders = new Map<string, number[]>();
    for (let from = 0; from < keys.length; from += KEYS_AT_ONCE) {
      const asked = keys.slice(from, from + KEYS_AT_ONCE);
      const parts = asked.map(
        (_, index) =>
          `SELECT * FROM (SELECT keyHash, usdot FROM carrier_link_keys WHERE keyHash = :k${index} LIMIT ${CROWD + 1}) AS p${index}`,
      );
      const values = Object.fromEntries(asked.map((key, index) => [`k${index}`, key]));
      const rows = await database.select<{ keyHash: string; usdot: number }>(
        parts.join(' UNION ALL '),
        values,
      );
      for (const { keyHash, usdot } of rows) holders.set(keyHash, [...(holders.get(keyHash) ?? []), usdot]);
    }
    return holders;
  }

  const vinKeysOf = async (usdot: number): Promise<string[]> => {
    const rows = await database.select<{ keyHash: string }>(
      `SELECT keyHash FROM carrier_vins WHERE usdot = :usdot LIMIT ${MOST_VINS}`,
      { usdot },
    );
    return rows.map(({ keyHash }) => keyHash);
  };

  /** The federal tax number is known of those only whose whole record was read here. */
  async function sameEin(usdot: number, einHash: string | null): Promise<number[]> {
    if (einHash === null) return [];
    const rows = await database.select<{ usdot: number }>(
      `SELECT DISTINCT usdot FROM carrier_snapshots WHERE einHash = :einHash AND usdot <> :usdot LIMIT ${CROWD + 1}`,
      { einHash, usdot },
    );
    return rows.map((row) => row.usdot);
  }

  /** As the file has it, and as it was read a moment ago. */
  function subjectOf({ profile, contact }: CarrierRecord, known: Node | undefined): Node {
    const { identity, registration, usdot, safety } = profile;
    const { address, legalName } = identity;
    const read = linkValues({
      phones: [contact?.phone],
      emails: [contact?.email],
      addresses: [{ street: address.street, zip: address.zip }],
    });
    return {
      usdot,
      legalName,
      state: address.state,
      standing: known?.standing ?? 'UNKNOWN',
      addedOn: registration.addedOn ?? known?.addedOn ?? null,
      orderedOn: safety.outOfService.inForce ? safety.outOfService.since : (known?.orderedOn ?? null),
      revokedOn: known?.revokedOn ?? null,
      keys: [...new Set([...(known?.keys ?? []), ...read.map(hasher.key)])],
      formerUsdot: known?.formerUsdot ?? null,
    };
  }

  const unlisted = (usdot: number): Node => ({
    ...{ usdot, legalName: null, state: null, standing: 'UNKNOWN', addedOn: null, orderedOn: null },
    revokedOn: null,
    ...{ keys: [], formerUsdot: null },
  });

  async function search(subject: Node, einHash: string | null): Promise<Links> {
    const discounted: Discounted[] = [];
    const found = new Map<number, Link>();
    let frontier: { node: Node; path: number[] }[] = [{ node: subject, path: [] }];
    for (let hop = 0; hop < HOPS && frontier.length > 0 && found.size < MOST_LINKS; hop += 1) {
      const vins = await Promise.all(frontier.map(({ node }) => vinKeysOf(node.usdot)));
      const keysOf = frontier.map(({ node }, index) => [...node.keys, ...(vins[index] ?? [])]);
      // Vehicles come last, so that a large fleet keeps nothing else from being asked for.
      const asked = new Set([...frontier.flatMap(({ node }) => node.keys), ...vins.flat()]);
      const holders = await holdersOf([...asked].slice(0, MOST_KEYS));
      const shared = new Map<number, { kinds: Set<LinkKind>; path: number[]; from: Node }>();
      const share = (usdot: number, kind: LinkKind, { node, path }: (typeof frontier)[number]) => {
        if (usdot === subject.usdot || usdot === node.usdot || found.has(usdot)) return;
        const known = shared.get(usdot);
        if (known && known.from !== node) return;
        const kinds = known?.kinds ?? new Set();
        shared.set(usdot, { kinds: kinds.add(kind), path, from: node });
      };
      for (const [index, each] of frontier.entries()) {
        for (const key of keysOf[index] ?? []) {
          const who = holders.get(key) ?? [];
          const kind = hasher.kindOf(key);
          if (who.length <= CROWD) who.forEach((usdot) => share(usdot, kind, each));
          else if (hop === 0) discounted.push({ kind, carriers: who.length });
        }
        if (each.node.formerUsdot !== null) share(each.node.formerUsdot, 'FORMER_NUMBER', each);
        if (hop === 0) (await sameEin(subject.usdot, einHash)).forEach((usdot) => share(usdot, 'EIN', each));
      }
      const nodes = await nodesOf([...shared.keys()]);
      const next: typeof frontier = [];
      for (const [usdot, { kinds, path, from }] of shared) {
        const { keys, formerUsdot, ...member } = nodes.get(usdot) ?? unlisted(usdot);
        const link: Link = {
          ...member,
          shared: LINK_KINDS.filter((kind) => kinds.has(kind)),
          via: path,
          ...(restartOf(from, member) ?? restartOf(subject, member) ?? NO_RESTART),
        };
        if (!isNamed(link) && !leadsOn(link)) continue;
        found.set(usdot, link);
        if (leadsOn(link)) next.push({ node: { ...member, keys, formerUsdot }, path: [...path, usdot] });
      }
      frontier = next.slice(0, MOST_LINKS);
    }
    const links = [...found.values()].filter(isNamed).sort(byWeight).slice(0, MOST_LINKS);
    return { links, discounted };
  }

  return {
    /** What the files of orders and of revocations say of these; nobody is in the answer of whom they say nothing. */
    async filedAgainst(usdots: readonly number[]): Promise<Map<number, Filed>> {
      if (usdots.length === 0) return new Map();
      const rows = await database.select<Filed & { usdot: number }>(
        `SELECT usdot, MAX(orderedOn) AS orderedOn, MAX(revokedOn) AS revokedOn FROM (
           SELECT usdot, orderedOn, NULL AS revokedOn FROM carrier_census_orders WHERE usdot IN (:usdots)
           UNION ALL SELECT usdot, NULL, revokedOn FROM carrier_revocations WHERE usdot IN (:usdots)) AS filed
         GROUP BY usdot`,
        { usdots: [...usdots] },
      );
      return new Map(rows.map(({ usdot, ...filed }) => [usdot, filed]));
    },

    /** Null: no census is loaded, so nothing is known of links. */
    async of(record: CarrierRecord): Promise<FoundLinks | null> {
      const files = await cache.getOrLoad('carriers:links:files', LOADED_LIFE_MS, listFiles);
      if (!files.some(({ kind }) => kind === 'CENSUS')) return null;
      const { usdot } = record.profile;
      const known = (await nodesOf([usdot])).get(usdot);
      return { files, ...(await search(subjectOf(record, known), record.einHash)) };
    },
  };
}

export type FindLinks = ReturnType<typeof createFindLinks>;
