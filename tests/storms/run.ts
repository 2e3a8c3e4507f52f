/** Runs one storm and says whether its figures were reached: `npm run storm -- NAME`. Exits with 1 where one was missed. */
import { readdirSync } from 'node:fs';
import { describeFigure, findMissing, isReached, type Storm } from './storm';

const NOT_STORMS = ['run', 'small', 'storm'];
const NAMES = readdirSync(__dirname)
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => !NOT_STORMS.includes(name));

const write = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function runStorm(name: string | undefined): Promise<number> {
  if (!name || !NAMES.includes(name)) {
    write(`Say which: ${NAMES.join(', ')}`);
    return 2;
  }
  const { storm } = (await import(`./${name}`)) as { storm: Storm };
  const missing = findMissing(storm);
  if (missing !== null) {
    write(`${name} needs ${missing}.`);
    return 2;
  }
  write(`${name}: ${storm.fault}`);
  const figures = await storm.run({ small: false, write });
  for (const figure of figures) write(describeFigure(figure));
  return figures.every(isReached) ? 0 : 1;
}

runStorm(process.argv[2]).then(
  (code) => process.exit(code),
  (error: unknown) => {
    write(String(error instanceof Error ? error.stack : error));
    process.exit(1);
  },
);
