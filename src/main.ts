/** Starts the product and stops it again when asked to. */
import { buildApp } from './app';
import { ConfigurationError, readConfig } from './config';
import { runUntilSignal } from './run';

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const app = buildApp(config);
  await app.prepare();
  const port = await app.start();
  app.platform.log.info('listening', { host: config.HOST, port });
  runUntilSignal(app);
}

main().catch((error: unknown) => {
  // Before the logger stands there is only this.
  process.stderr.write(`${error instanceof ConfigurationError ? error.message : String(error)}\n`);
  process.exit(1);
});
