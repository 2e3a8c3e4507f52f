/**
 * The storms of a database server, in small: `npm run test:services` and `test:mysql`. Each day half of them, and `.ci/run`
 * takes the other half on the other server.
 */
import { storm as frozenDatabase } from './storms/frozen-database';
import { storm as killedMigration } from './storms/killed-migration';
import { storm as liveNews } from './storms/live-news';
import { storm as lostAnswers } from './storms/lost-answers';
import { storm as pausedInstance } from './storms/paused-instance';
import { storm as rollingRestart } from './storms/rolling-restart';
import { runInSmall } from './storms/small';

runInSmall(
  {
    'lost answers of the database': lostAnswers,
    'a frozen database': frozenDatabase,
    // On the embedded database as well.
    'a first start that is killed': killedMigration,
    'an instance that stands still beside another': pausedInstance,
    'a release that replaces one instance after the other': rollingRestart,
    'live events while Redis dies and an instance is replaced': liveNews,
  },
  2,
);
