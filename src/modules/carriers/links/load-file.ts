/** Loads an open file of FMCSA into the index of links: as a stream, batch by batch, from where an earlier run was cut. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { newId } from '../../../platform/kernel/ids';
import { iso } from '../../../platform/kernel/clock';
import type { Platform } from '../../../platform/platform';
import { count, day, type Fields, text } from '../fmcsa/fields';
import { plainName } from '../fmcsa/open-data-rows';
import { type BulkTable, createBulk } from './bulk';
import { readAuthorityEvents } from '../fmcsa/history';
import type { LinkHasher } from './link-hash';
import type { FileKind } from './links.rules';
import { addedOnIn, linkValues, standingIn, traitsOfCensus, vinKey } from './link-keys.rules';

const BATCH_ROWS = 500;
const FINGERPRINT_BYTES = 1 << 20;
/** The longest row of a real file is about 2 kB. */
const MOST_ROW_BYTES = 64_000;

export interface LoadProgress {
  kind: FileKind;
  /** Rows that were read, with those of a run that was cut short. */
  rows: number;
  /** Of them, those without a USDOT number. */
  skipped: number;
  bytes: number;
  totalBytes: number;
  resumed: boolean;
}

interface LoadRow {
  id: string;
  rowsDone: number;
  rowsSkipped: number;
  bytesDone: number;
  number: number;
}

interface Batch {
  rows: Fields[];
  /** Where in the file the next row begins. */
  bytes: number;
}

const CENSUS: BulkTable = {
  name: 'carrier_census',
  columns: {
    usdot: 'number',
    legalName: 'text',
    state: 'text',
    standing: 'text',
    addedOn: 'text',
    formerUsdot: 'number',
    linkKeys: 'text',
    loadNumber: 'number',
  },
};
const ORDERS: BulkTable = {
  name: 'carrier_census_orders',
  columns: { usdot: 'number', orderedOn: 'text', loadNumber: 'number' },
};
const REVOCATIONS: BulkTable = {
  name: 'carrier_revocations',
  columns: { usdot: 'number', revokedOn: 'text' },
};
const KEYS: BulkTable = { name: 'carrier_link_keys', columns: { keyHash: 'text', usdot: 'number' } };
const VINS: BulkTable = { name: 'carrier_vins', columns: { keyHash: 'text', usdot: 'number' } };

/** Thrown for a file that is none of those that can be loaded. */
export class UnreadableFile extends Error {}

function kindOf(columns: string[]): FileKind {
  const has = (...names: string[]) => names.every((name) => columns.includes(name));
  if (has('dot_number', 'oos_date')) return 'ORDERS';
  if (has('dot_number', 'vin')) return 'VEHICLES';
  if (has('dot_number', 'legal_name', 'phone')) return 'CENSUS';
  // Those of Motus and the frozen one.
  if (has('usdot_number', 'order1_type_desc') || has('usdot_number', 'op_auth_status')) return 'AUTHORITY';
  if (has('dot_number', 'disp_action_desc')) return 'AUTHORITY';
  throw new UnreadableFile(
    'The first line names no columns of a file that is known here: a census has DOT_NUMBER, LEGAL_NAME and PHONE, ' +
      'out-of-service orders DOT_NUMBER and OOS_DATE, vehicles DOT_NUMBER and VIN, authorities USDOT_NUMBER and ' +
      'ORDER1_TYPE_DESC or OP_AUTH_STATUS, or DOT_NUMBER and DISP_ACTION_DESC.',
  );
}

/** The last day on which the row says that an authority was revoked, and not because its holder asked for that. */
function revokedOnIn(row: Fields): string | null {
  const events = readAuthorityEvents({
    ...('order1_type_desc' in row ? { authorityOrders: [row] } : {}),
    ...('op_auth_status' in row ? { authorityEvents: [row] } : {}),
    ...('disp_action_desc' in row ? { frozenAuthorityEvents: [row] } : {}),
  });
  const against = events.filter(
    ({ action, words, on }) =>
      action === 'REVOKED' && on !== null && !/(?<!in)voluntary|request/i.test(words ?? ''),
  );
  return (
    against
      .map(({ on }) => on ?? '')
      .toSorted()
      .at(-1) ?? null
  );
}

/** By its size and its beginning and end: the same file may be named otherwise when the work goes on. */
async function fingerprintOf(path: string, size: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const hash = createHash('sha256').update(String(size));
    for (const position of [0, Math.max(0, size - FINGERPRINT_BYTES)]) {
      const { buffer, bytesRead } = await file.read(
        Buffer.alloc(FINGERPRINT_BYTES),
        0,
        FINGERPRINT_BYTES,
        position,
      );
      hash.update(buffer.subarray(0, bytesRead));
    }
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}

async function parserFor(columns: true | string[]) {
  const { parse } = await import('csv-parse');
  return parse({
    bom: true,
    columns: columns === true ? (header: string[]) => header.map(plainName) : columns,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MOST_ROW_BYTES,
  });
}

async function columnsOf(path: string): Promise<string[]> {
  const { parse } = await import('csv-parse');
  const source = createReadStream(path);
  const lines = source.pipe(parse({ bom: true, to: 1, relax_quotes: true, max_record_size: MOST_ROW_BYTES }));
  try {
    for await (const line of lines as AsyncIterable<string[]>) return line.map(plainName);
  } finally {
    source.destroy();
  }
  throw new UnreadableFile('The file is empty.');
}

/** Batches of rows from a place in the file on; a stream is read no faster than the batches are taken. */
async function* batchesOf(path: string, columns: string[], from: number): AsyncGenerator<Batch> {
  const source = createReadStream(path, { start: from });
  const parser = source.pipe(await parserFor(from === 0 ? true : columns));
  source.on('error', (error) => parser.destroy(error));
  let rows: Fields[] = [];
  let bytes = from;
  try {
    for await (const each of parser as AsyncIterable<{ record: Fields; info: { bytes: number } }>) {
      rows.push(each.record);
      bytes = from + each.info.bytes;
      if (rows.length < BATCH_ROWS) continue;
      yield { rows, bytes };
      rows = [];
    }
    if (rows.length > 0) yield { rows, bytes };
  } finally {
    source.destroy();
  }
}

export function createLoadFile({ database, clock, cache }: Platform, hasher: LinkHasher) {
  const { replace, remove } = createBulk(database);
  const textOf = (value: unknown) => text(value) ?? '';
  const usdotOf = (row: Fields): number | null => {
    const usdot = count(row.usdot_number ?? row.dot_number);
    return usdot === null || usdot === 0 || usdot > 99_999_999 ? null : usdot;
  };

  async function keepCensus(rows: Map<number, Fields>, load: number): Promise<void> {
    const known = await database.select<{ usdot: number; linkKeys: string }>(
      'SELECT usdot, linkKeys FROM carrier_census WHERE usdot IN (:usdots)',
      { usdots: [...rows.keys()] },
    );
    const before = new Map(known.map(({ usdot, linkKeys }) => [usdot, linkKeys.split(' ').filter(Boolean)]));
    const added: (string | number)[][] = [];
    const gone: [string, number][] = [];
    const kept = [...rows].map(([usdot, row]) => {
      const keys = [...new Set(linkValues(traitsOfCensus(row)).map(hasher.key))];
      const old = before.get(usdot) ?? [];
      for (const key of keys) if (!old.includes(key)) added.push([key, usdot]);
      for (const key of old) if (!keys.includes(key)) gone.push([key, usdot]);
      const former = count(row.prior_revoke_dot_number) ?? 0;
      return [
        ...[usdot, textOf(row.legal_name), textOf(row.phy_state).slice(0, 2), standingIn(row)],
        ...[addedOnIn(row) ?? '', former === usdot ? 0 : Math.min(former, 99_999_999), keys.join(' '), load],
      ];
    });
    await remove(KEYS, gone);
    await replace(CENSUS, kept);
    await replace(KEYS, added);
  }

  /** The latest order that was not taken back; a status stays "active" after a rescission. */
  async function keepOrders(rows: Fields[], load: number): Promise<void> {
    const latest = new Map<number, (string | number)[]>();
    for (const row of rows) {
      const usdot = usdotOf(row);
      const orderedOn = day(row.oos_date);
      if (usdot === null || orderedOn === null || day(row.oos_rescind_date) !== null) continue;
      if (String(latest.get(usdot)?.[1] ?? '') < orderedOn) latest.set(usdot, [usdot, orderedOn, load]);
    }
    if (latest.size === 0) return;
    const known = await database.select<{ usdot: number; orderedOn: string }>(
      'SELECT usdot, orderedOn FROM carrier_census_orders WHERE loadNumber = :load AND usdot IN (:usdots)',
      { load, usdots: [...latest.keys()] },
    );
    for (const { usdot, orderedOn } of known) {
      if (String(latest.get(usdot)?.[1]) < orderedOn) latest.delete(usdot);
    }
    await replace(ORDERS, [...latest.values()]);
  }

  /**
   * The last one of each, whichever file has it: nothing is dropped, as two files tell of it. Whether the carrier has
   * authority again, the census says.
   */
  async function keepRevocations(rows: Fields[]): Promise<void> {
    const today = iso(clock.now()).slice(0, 10);
    const latest = new Map<number, string>();
    for (const row of rows) {
      const usdot = usdotOf(row);
      const revokedOn = usdot === null ? null : revokedOnIn(row);
      if (usdot === null || revokedOn === null || revokedOn > today) continue;
      if ((latest.get(usdot) ?? '') < revokedOn) latest.set(usdot, revokedOn);
    }
    if (latest.size === 0) return;
    const known = await database.select<{ usdot: number; revokedOn: string }>(
      'SELECT usdot, revokedOn FROM carrier_revocations WHERE usdot IN (:usdots)',
      { usdots: [...latest.keys()] },
    );
    for (const { usdot, revokedOn } of known)
      if ((latest.get(usdot) ?? '') <= revokedOn) latest.delete(usdot);
    await replace(REVOCATIONS, [...latest]);
  }

  async function keepVehicles(rows: Fields[]): Promise<void> {
    const pairs = rows.flatMap((row) => {
      const usdot = usdotOf(row);
      const vins = [row.vin, row.vin2].map(vinKey).filter((vin) => vin !== null);
      return usdot === null ? [] : vins.map((value) => [hasher.key({ kind: 'VIN', value }), usdot]);
    });
    await replace(VINS, pairs);
    await replace(KEYS, pairs);
  }

  async function keep(kind: FileKind, rows: Fields[], load: number): Promise<number> {
    const numbered = new Map(
      rows.flatMap((row) => (usdotOf(row) === null ? [] : [[usdotOf(row) as number, row] as const])),
    );
    if (numbered.size === 0) return rows.length;
    if (kind === 'CENSUS') await keepCensus(numbered, load);
    if (kind === 'ORDERS') await keepOrders(rows, load);
    if (kind === 'VEHICLES') await keepVehicles(rows);
    if (kind === 'AUTHORITY') await keepRevocations(rows);
    return rows.filter((row) => usdotOf(row) === null).length;
  }

  /** Whoever is in no later file of the same kind is out of it. Vehicles stay: their file is of two years only. */
  async function dropLeftOut(kind: FileKind, load: number): Promise<void> {
    if (kind === 'ORDERS') {
      await database.change('DELETE FROM carrier_census_orders WHERE loadNumber < :load', { load });
    }
    if (kind !== 'CENSUS') return;
    for (;;) {
      const gone = await database.select<{ usdot: number; linkKeys: string }>(
        `SELECT usdot, linkKeys FROM carrier_census WHERE loadNumber < :load LIMIT ${BATCH_ROWS}`,
        { load },
      );
      if (gone.length === 0) return;
      await database.atomically(async () => {
        await remove(
          KEYS,
          gone.flatMap(({ usdot, linkKeys }) =>
            linkKeys
              .split(' ')
              .filter(Boolean)
              .map((key): [string, number] => [key, usdot]),
          ),
        );
        await database.change('DELETE FROM carrier_census WHERE usdot IN (:usdots)', {
          usdots: gone.map(({ usdot }) => usdot),
        });
      });
    }
  }

  /** The load of this file that was cut short, or a new one. */
  async function begin(kind: FileKind, path: string, size: number, fingerprint: string): Promise<LoadRow> {
    const [unfinished] = await database.select<LoadRow>(
      "SELECT id, rowsDone, rowsSkipped, bytesDone, number FROM carrier_file_loads WHERE fingerprint = :fingerprint AND status = 'RUNNING'",
      { fingerprint },
    );
    if (unfinished) return unfinished;
    const [last] = await database.select<{ number: number | null }>(
      'SELECT MAX(number) AS number FROM carrier_file_loads',
    );
    const load: LoadRow = {
      id: newId(),
      rowsDone: 0,
      rowsSkipped: 0,
      bytesDone: 0,
      number: (last?.number ?? 0) + 1,
    };
    // Of two loads of one kind the later one counts; the earlier is not gone on with.
    await database.change(
      "UPDATE carrier_file_loads SET status = 'GIVEN_UP' WHERE kind = :kind AND status = 'RUNNING'",
      { kind },
    );
    await database.change(
      `INSERT INTO carrier_file_loads (id, number, kind, fileName, fileBytes, fingerprint, status, rowsDone, rowsSkipped, bytesDone, startedAt, endedAt)
       VALUES (:id, :number, :kind, :fileName, :size, :fingerprint, 'RUNNING', 0, 0, 0, :now, NULL)`,
      {
        id: load.id,
        number: load.number,
        kind,
        fileName: basename(path).slice(0, 200),
        size,
        fingerprint,
        now: clock.now(),
      },
    );
    return load;
  }

  /**
   * Each batch and how far it reached are one unit, so a load that is cut goes on where it stopped, and a row that comes
   * twice is kept once. Throws `UnreadableFile`.
   */
  return async function loadFile(
    path: string,
    told: (progress: LoadProgress) => void = () => undefined,
  ): Promise<LoadProgress> {
    const { size } = await stat(path);
    const columns = await columnsOf(path);
    const kind = kindOf(columns);
    const load = await begin(kind, path, size, await fingerprintOf(path, size));
    const resumed = load.bytesDone > 0;
    let { rowsDone: rows, rowsSkipped: skipped } = load;
    const progress = (bytes: number): LoadProgress => ({
      kind,
      rows,
      skipped,
      bytes,
      totalBytes: size,
      resumed,
    });
    for await (const batch of batchesOf(path, columns, load.bytesDone)) {
      await database.atomically(async () => {
        const left = await keep(kind, batch.rows, load.number);
        await database.change(
          `UPDATE carrier_file_loads SET rowsDone = :rows, rowsSkipped = :skipped, bytesDone = :bytes WHERE id = :id`,
          { id: load.id, rows: rows + batch.rows.length, skipped: skipped + left, bytes: batch.bytes },
        );
        skipped += left;
      });
      rows += batch.rows.length;
      told(progress(batch.bytes));
    }
    await dropLeftOut(kind, load.number);
    await database.change("UPDATE carrier_file_loads SET status = 'DONE', endedAt = :now WHERE id = :id", {
      id: load.id,
      now: clock.now(),
    });
    await cache.delete('carriers:links:files');
    return progress(size);
  };
}

export type LoadFile = ReturnType<typeof createLoadFile>;
