/** Loads the recorded and the fictional answers that stand in for FMCSA where no web key is configured. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { CarrierSource } from '../carrier-profile';
import { madeUpCarriers, MOST_MADE_UP } from './made-up/made-up-carriers';
import { type MadeUpRecord, recordOf } from './made-up/made-up-records';
import { DATA_SETS, type DataSet } from './open-data';

export interface Recording {
  body: string;
  source: CarrierSource;
  /** When the answer was recorded, or the fiction written. Null: it is made up as it is asked for. */
  capturedAt: number | null;
}

export interface Recordings {
  /** By path below the base address. */
  answers: Map<string, Recording>;
  /** By USDOT number. */
  census: Map<number, Recording>;
  /** The rows of one carrier in one set of the open data, by `set usdot`. */
  openData: Map<string, Recording>;
}

const Captured = z.iso.datetime().transform((instant) => Date.parse(instant));

const OpenDataSet = z.enum(Object.keys(DATA_SETS) as DataSet[]);

const Manifest = z.strictObject({
  answers: z.array(z.strictObject({ path: z.string(), file: z.string(), capturedAt: Captured })),
  census: z.array(z.strictObject({ usdot: z.int(), file: z.string(), capturedAt: Captured })),
  openData: z.array(
    z.strictObject({ usdot: z.int(), set: OpenDataSet, file: z.string(), capturedAt: Captured }),
  ),
});

const WrittenFiction = z.strictObject({
  note: z.string(),
  usdot: z.int(),
  capturedAt: Captured,
  answers: z.record(z.string(), z.unknown()),
  census: z.unknown(),
  /** What a set is not named with has no row of the company. */
  openData: z.partialRecord(OpenDataSet, z.array(z.unknown())),
});

/** Throws if the folder is not as its index says: it is part of the product. */
export async function loadRecordings(folder: string): Promise<Recordings> {
  const recordings: Recordings = { answers: new Map(), census: new Map(), openData: new Map() };
  await addRecorded(join(folder, 'recorded'), recordings);
  await addFictional(join(folder, 'fictional'), recordings);
  return recordings;
}

async function addRecorded(folder: string, { answers, census, openData }: Recordings): Promise<void> {
  const read = (file: string) => readFile(join(folder, file), 'utf8');
  const manifest = Manifest.parse(JSON.parse(await read('manifest.json')));
  for (const { path, file, capturedAt } of manifest.answers) {
    answers.set(path, { body: await read(file), source: 'RECORDED', capturedAt });
  }
  for (const { usdot, file, capturedAt } of manifest.census) {
    census.set(usdot, { body: await read(file), source: 'RECORDED', capturedAt });
  }
  for (const { usdot, set, file, capturedAt } of manifest.openData) {
    openData.set(`${set} ${usdot}`, { body: await read(file), source: 'RECORDED', capturedAt });
  }
}

async function addFictional(folder: string, recordings: Recordings): Promise<void> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  for (const file of files) {
    const written = WrittenFiction.parse(JSON.parse(await readFile(join(folder, file), 'utf8')));
    addFiction(written, written.capturedAt, recordings);
  }
  for (const carrier of madeUpCarriers(MOST_MADE_UP)) addFiction(recordOf(carrier), null, recordings);
}

function addFiction(
  { usdot, answers: parts, census: rows, openData: sets }: MadeUpRecord,
  capturedAt: number | null,
  { answers, census, openData }: Recordings,
): void {
  const recordingOf = (content: unknown): Recording => ({
    ...{ body: JSON.stringify(content), source: 'FICTIONAL', capturedAt },
  });
  for (const [path, answer] of Object.entries(parts)) answers.set(path, recordingOf(answer));
  census.set(usdot, recordingOf(rows));
  for (const set of OpenDataSet.options) openData.set(`${set} ${usdot}`, recordingOf(sets[set] ?? []));
}
