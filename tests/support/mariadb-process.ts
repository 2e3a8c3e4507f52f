/** A MariaDB of its own that speaks TLS, with certificates made for it. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { freePort } from './redis-process';

const NEEDED = ['mariadbd', 'mariadb-install-db', 'openssl'];

/** What of it is not on this machine. */
export const missingForMariadb = (): string[] =>
  NEEDED.filter((tool) => spawnSync(tool, ['--help'], { stdio: 'ignore' }).error);

/** Of an authority that is nobody but itself. */
export function makeCertificate(folder: string, name: string): string {
  const certificate = join(folder, `${name}.pem`);
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`],
      ...['-addext', `subjectAltName=DNS:${name}`, '-out', certificate],
      ...['-keyout', join(folder, `${name}.key`)],
    ],
    { stdio: 'ignore' },
  );
  return certificate;
}

/** Knows a user `exchange`, who is let in by TLS alone. */
export async function startMariadb(folder: string) {
  const [data, socket] = [join(folder, 'data'), join(folder, 'db.sock')];
  const shown = { cert: join(folder, 'shown.pem'), key: join(folder, 'shown.key') };
  const show = (name: string) => {
    copyFileSync(join(folder, `${name}.pem`), shown.cert);
    copyFileSync(join(folder, `${name}.key`), shown.key);
  };
  makeCertificate(folder, 'localhost');
  show('localhost');
  const own = ['--no-defaults', `--datadir=${data}`, '--user=root'];
  execFileSync(
    'mariadb-install-db',
    [...own, '--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve'],
    { stdio: 'ignore' },
  );
  const port = await freePort();
  const child = spawn(
    'mariadbd',
    [
      ...[...own, `--port=${port}`, '--bind-address=127.0.0.1', `--socket=${socket}`],
      ...[`--ssl-cert=${shown.cert}`, `--ssl-key=${shown.key}`],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let written = '';
  for await (const text of child.stderr.setEncoding('utf8')) {
    written += String(text);
    if (written.includes('ready for connections')) break;
  }
  if (child.exitCode !== null) throw new Error(written);
  child.stderr.resume();
  const office = await createConnection({ socketPath: socket, user: 'root' });
  await office.query('CREATE DATABASE exchange CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
  await office.query("CREATE USER exchange@'%' IDENTIFIED BY 'word' REQUIRE SSL");
  await office.query("GRANT ALL PRIVILEGES ON exchange.* TO exchange@'%'");
  return {
    url: `mysql://exchange:word@localhost:${port}/exchange`,
    /** From now on this one is shown to whoever connects. */
    async showCertificate(name: string): Promise<void> {
      show(name);
      await office.query('FLUSH SSL');
    },
    async stop(): Promise<void> {
      await office.end();
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
