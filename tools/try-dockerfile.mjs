/**
 * Runs the Dockerfile without Docker: each stage in an empty folder of its own, what COPY brings there, what RUN does, in
 * order; then the product starts from the last one, says that it lives, and is stopped. Files that .dockerignore keeps out
 * stay out: what is copied is what Git knows.
 */
/* global fetch */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const say = (text) => process.stdout.write(`${text}\n`);
const home = mkdtempSync(join(tmpdir(), 'try-dockerfile-'));

/** `.dockerignore` as we write it: nothing, then what is let in, then what of that is not. */
const lines = readFileSync('.dockerignore', 'utf8').split('\n').filter(Boolean);
const letIn = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
const kept = (path) =>
  letIn.some((name) => path === name || path.startsWith(`${name}/`)) && !path.endsWith('.test.ts');
const context = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((path) => path && kept(path) && existsSync(path));

const instructions = readFileSync('Dockerfile', 'utf8')
  .replaceAll(/^#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, ' ')
  .split('\n')
  .filter(Boolean)
  .map((line) => line.match(/^(\w+)\s+(.*)$/).slice(1));

const stages = new Map();
let stage;
let command;

const within = (path) => join(stage.root, path.startsWith('/') ? path : join(stage.workdir, path));

const DO = {
  FROM(text) {
    const name = / AS (\w+)/i.exec(text)?.[1] ?? 'last';
    stage = { root: join(home, name), workdir: '/', env: {} };
    stages.set(name, stage);
    mkdirSync(stage.root);
  },
  WORKDIR(text) {
    stage.workdir = text;
    mkdirSync(within('.'), { recursive: true });
  },
  ENV(text) {
    for (const [, name, value] of text.matchAll(/(\w+)=(\S+)/g)) stage.env[name] = value;
  },
  COPY(text) {
    const from = /--from=(\w+)/.exec(text)?.[1];
    const paths = text.replaceAll(/--\S+/g, '').trim().split(/\s+/);
    const to = paths.pop();
    for (const path of paths) copy(from, path, to);
  },
  RUN(text) {
    say(`RUN ${text}`);
    // Absolute folders are those of the stage; owners are the image's affair.
    const here = text.replaceAll(/ (\/\w+)/g, ` ${stage.root}$1`).replaceAll(/-[og] node/g, '');
    execFileSync('sh', ['-ec', here], { cwd: within('.'), stdio: ['ignore', 'ignore', 'inherit'] });
  },
  CMD(text) {
    command = JSON.parse(text);
  },
};

function copy(from, path, to) {
  const target = within(to);
  const isFolder = to.endsWith('/');
  if (from) {
    const source = join(stages.get(from).root, path);
    const place = isFolder ? join(target, basename(path)) : target;
    mkdirSync(dirname(place), { recursive: true });
    cpSync(source, place, { recursive: true, verbatimSymlinks: true });
    return;
  }
  const files =
    path === '.' ? context : context.filter((file) => file === path || file.startsWith(`${path}/`));
  if (files.length === 0)
    throw new Error(`COPY ${path}: there is no such file, or .dockerignore keeps it out.`);
  for (const file of files) {
    const place =
      path === file || isFolder ? join(target, path === '.' ? file : basename(file)) : join(target, file);
    const whole = path === '.' || !statSync(path).isFile() ? join(target, file) : place;
    mkdirSync(dirname(whole), { recursive: true });
    cpSync(file, whole);
  }
}

/** In development mode, on the embedded database: what production needs beside it is not here. */
async function start() {
  const port = 3900;
  const env = { PATH: process.env.PATH, ...stage.env, DATA_FOLDER: join(stage.root, 'data') };
  Object.assign(env, { NODE_ENV: 'development', HOST: '127.0.0.1', PORT: String(port) });
  const product = spawn(command[0], command.slice(1), {
    cwd: within('.'),
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = new Promise((resolve) => product.once('exit', resolve));
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 240; tries += 1) {
    await wait(500);
    const ready = await fetch(`${url}/api/health/ready`).catch(() => null);
    if (!ready?.ok) continue;
    const page = await (await fetch(url)).text();
    product.kill('SIGTERM');
    const code = await ended;
    if (!page.includes('/assets/')) throw new Error('The browser app is not in it.');
    if (code !== 0) throw new Error(`It ended with ${code}.`);
    return;
  }
  product.kill('SIGKILL');
  throw new Error('It was not ready in time.');
}

try {
  for (const [keyword, text] of instructions) DO[keyword]?.(text);
  const size = execFileSync('du', ['-sm', stage.root], { encoding: 'utf8' }).split('\t')[0];
  say(`The last stage has ${size} MB beside the base. It starts:`);
  await start();
  say('Every command of the Dockerfile ran, and the product started, answered and ended.');
} finally {
  rmSync(home, { recursive: true, force: true });
}
