/** Each storm as short as it can be and still find its fault. `npm run storm -- NAME` runs one at full length. */
import { storm as cutUploads } from './storms/cut-uploads';
import { storm as frozenDatabase } from './storms/frozen-database';
import { storm as killedMail } from './storms/killed-mail';
import { storm as killedMigration } from './storms/killed-migration';
import { storm as liveNews } from './storms/live-news';
import { storm as lostAnswers } from './storms/lost-answers';
import { storm as pausedInstance } from './storms/paused-instance';
import { storm as reconcileUnderLoad } from './storms/reconcile-under-load';
import { storm as rollingRestart } from './storms/rolling-restart';
import { storm as slowClients } from './storms/slow-clients';
import { storm as slowGateway } from './storms/slow-gateway';
import { describeFigure, findMissing, isReached, type Storm } from './storms/storm';

const STORMS: Record<string, Storm> = {
  'lost answers of the database': lostAnswers,
  'a frozen database': frozenDatabase,
  'a first start that is killed': killedMigration,
  'whoever carries letters away is killed': killedMail,
  'an instance that stands still beside another': pausedInstance,
  'a release that replaces one instance after the other': rollingRestart,
  'clients who send slowly or do not read': slowClients,
  'uploads that are cut half-way': cutUploads,
  'live events while Redis dies and an instance is replaced': liveNews,
  'the proof of the books beside load': reconcileUnderLoad,
  'a gateway that hangs while news is told': slowGateway,
};

for (const [name, storm] of Object.entries(STORMS)) {
  const missing = findMissing(storm);
  const run = missing === null ? it : it.skip;
  run(missing === null ? name : `${name} (needs ${missing})`, async () => {
    const figures = await storm.run({ small: true, write: () => undefined });
    expect(figures.filter((figure) => !isReached(figure)).map(describeFigure)).toEqual([]);
  });
}
