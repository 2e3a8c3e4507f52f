/** The kinds of event that the product defines: a worker may have loaded those of tests before. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { definedEvents, type EventDescription } from '../../src/platform/events/define-event';

const SOURCE = join(__dirname, '..', '..', 'src');

export async function productEvents(): Promise<EventDescription[]> {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.events.ts'),
  );
  const exported = new Set<unknown>();
  for (const file of files) {
    for (const value of Object.values((await import(join(SOURCE, file))) as Record<string, unknown>)) {
      exported.add(value);
      // Some stand together, by what they tell.
      if (typeof value === 'object' && value !== null)
        for (const each of Object.values(value)) exported.add(each);
    }
  }
  return definedEvents().filter((kind) => exported.has(kind));
}
