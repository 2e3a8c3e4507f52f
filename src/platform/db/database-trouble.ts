/** Why a database does not answer, and what an operator does about it, by the code that the driver gives. */
import { BAD_CERTIFICATE } from '../kernel/bad-certificate';

const REMEDIES: Record<string, string> = {
  ECONNREFUSED: 'Nothing listens there: start the server, or correct host and port in DATABASE_URL.',
  ENOTFOUND:
    'Nobody knows that host: correct it in DATABASE_URL. In a password, @ is written %40, / %2F, # %23 and : %3A.',
  ETIMEDOUT: 'Nothing answers there: look at firewalls and at the address.',
  HANDSHAKE_SSL_ERROR: BAD_CERTIFICATE,
  HANDSHAKE_NO_SSL_SUPPORT: 'The server speaks no TLS: give it a certificate, or set DATABASE_TLS=off.',
  ER_ACCESS_DENIED_ERROR:
    'Correct user and password in DATABASE_URL, or GRANT the user its rights (init.sql).',
  ER_DBACCESS_DENIED_ERROR: 'GRANT ALL PRIVILEGES on this database to the user (init.sql).',
  ER_BAD_DB_ERROR: 'CREATE DATABASE … CHARACTER SET utf8mb4 COLLATE utf8mb4_bin (init.sql).',
};

export interface DatabaseTrouble {
  code: string;
  remedy: string;
}

/** Null where the error is of something else than the connection to the database. */
export function databaseTroubleOf(error: unknown): DatabaseTrouble | null {
  if (!(error instanceof Error && error.name.startsWith('Sequelize') && 'original' in error)) return null;
  const { code } = error.original as { code?: unknown };
  if (typeof code !== 'string') return null;
  const remedy = REMEDIES[code];
  return remedy === undefined ? null : { code, remedy };
}
