/** The names and numbers of a carrier beside each of its readings: administrators find by them what is the carrier's. */
import type { Migration } from '../src/platform/db/migrate';

const PAGE = 500;
const MOST_NAMES = 600;

interface Read {
  usdot: number;
  identity?: { legalName?: string | null; dbaName?: string | null };
  dockets?: string[] | null;
}

function namesOf({ usdot, identity, dockets }: Read): string {
  const numbers = [`USDOT${usdot}`, ...(dockets ?? [])].flatMap((number) => [
    number,
    number.replace(/^([A-Z]+)(?=\d)/, '$1-'),
  ]);
  return [identity?.legalName, identity?.dbaName, ...numbers]
    .filter((part) => part !== null && part !== undefined)
    .join(' · ')
    .slice(0, MOST_NAMES);
}

export const namesOfCarriers: Migration = {
  name: '0127-names-of-carriers',
  async up({ words: w, run, select }) {
    await run(`ALTER TABLE carrier_snapshots ADD COLUMN names ${w.text(MOST_NAMES)} NULL`);
    for (let after = ''; ;) {
      const rows = await select<{ id: string; profile: string }>(
        `SELECT id, profile FROM carrier_snapshots WHERE id > :after ORDER BY id LIMIT ${PAGE}`,
        { after },
      );
      for (const { id, profile } of rows)
        await run('UPDATE carrier_snapshots SET names = :names WHERE id = :id', {
          ...{ id, names: namesOf(JSON.parse(profile) as Read) },
        });
      if (rows.length < PAGE) break;
      after = rows.at(-1)?.id ?? '';
    }
    // A look-up by carrier reads the index alone.
    await run('CREATE INDEX carrier_snapshots_names ON carrier_snapshots (usdot, names)');
  },
};
