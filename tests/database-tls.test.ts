/** `DATABASE_TLS=verify` on a server that speaks TLS: which certificate is taken, and what is said of another. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificate, missingForMariadb, startMariadb } from './support/mariadb-process';
import { runMcxWith } from './support/run-mcx';
import { makeTemporaryFolder } from './support/temporary-folder';

const missing = missingForMariadb();
if (missing.length > 0)
  process.stdout.write(`TLS to the database was not tried: there is no ${missing.join(', ')} here.\n`);

(missing.length === 0 ? describe : describe.skip)('a database by TLS', () => {
  const folder = makeTemporaryFolder('test');
  const own = join(folder, 'localhost.pem');
  let server: Awaited<ReturnType<typeof startMariadb>>;
  beforeAll(async () => {
    server = await startMariadb(folder);
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  /** What an operator reads about the database. */
  const said = async (environment: Record<string, string>): Promise<string> => {
    const home = { DATA_FOLDER: folder, DATABASE_URL: server.url, LOG_FOLDER: 'off' };
    const { printed } = await runMcxWith({ NODE_EXTRA_CA_CERTS: '', ...home, ...environment }, ['doctor']);
    return printed;
  };
  const verify = { DATABASE_TLS: 'verify' };
  const trusting = { ...verify, NODE_EXTRA_CA_CERTS: own };
  const REFUSED = /does not answer \(HANDSHAKE_SSL_ERROR\)\.[^]*NODE_EXTRA_CA_CERTS names your own/;

  it('is reached where its certificate is good for its name and of an authority that is trusted', async () => {
    // The server lets this user in by TLS alone.
    const [byTls, without] = await Promise.all([said(trusting), said({ DATABASE_TLS: 'off' })]);
    expect(byTls).toMatch(/The database answers \([\d.]+-MariaDB/);
    expect(without).toMatch(/does not answer \(ER_ACCESS_DENIED_ERROR\)/);
  });

  it('is refused where nobody who is trusted has signed it, and it is said what to do', async () => {
    const other = makeCertificate(folder, 'another.example');
    const refused = [said(verify), said({ ...verify, NODE_EXTRA_CA_CERTS: other })];
    for (const text of await Promise.all(refused)) expect(text).toMatch(REFUSED);
    // Whoever has not asked the doctor is told as well.
    const environment = { DATA_FOLDER: folder, DATABASE_URL: server.url, LOG_FOLDER: 'off', ...verify };
    const { code, printed } = await runMcxWith({ NODE_EXTRA_CA_CERTS: '', ...environment }, ['migrate']);
    expect(code).toBe(1);
    expect(printed).toMatch(/self-signed certificate\n.*NODE_EXTRA_CA_CERTS names your own/);
  });

  it('is refused where its certificate is of another name, whoever has signed it', async () => {
    const other = makeCertificate(folder, 'another.example');
    await server.showCertificate('another.example');
    expect(await said({ ...verify, NODE_EXTRA_CA_CERTS: other })).toMatch(REFUSED);
    await server.showCertificate('localhost');
    expect(await said(trusting)).toContain('The database answers');
  });
});
