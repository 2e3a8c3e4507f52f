/** Runs scripts of package.json side by side, as many at once as there are cores: `node tools/side-by-side.mjs lint types`. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

const waiting = process.argv.slice(2);
let red = 0;

/** What it says is shown as a whole once it has ended. */
const run = (script) =>
  new Promise((resolve) => {
    const startedAt = Date.now();
    const said = [];
    const child = spawn('npm', ['run', '--silent', script], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => said.push(bytes));
    child.on('close', (code) => {
      if (code !== 0) red += 1;
      const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
      process.stdout.write(Buffer.concat(said));
      process.stdout.write(`${script}: ${code === 0 ? 'passed' : 'FAILED'} after ${seconds} s\n`);
      resolve();
    });
  });

async function runNext() {
  for (let script = waiting.shift(); script !== undefined; script = waiting.shift()) await run(script);
}

await Promise.all(Array.from({ length: availableParallelism() }, runNext));
process.exitCode = red > 0 ? 1 : 0;
