/**
 * Each storm as short as it can be and still find its fault; those of a database server stand in storms-of-servers.test.ts.
 * `npm run storm -- NAME` runs one at full length.
 */
import { storm as cutUploads } from './storms/cut-uploads';
import { storm as killedMail } from './storms/killed-mail';
import { storm as reconcileUnderLoad } from './storms/reconcile-under-load';
import { storm as slowClients } from './storms/slow-clients';
import { storm as slowGateway } from './storms/slow-gateway';
import { runInSmall } from './storms/small';

runInSmall({
  'whoever carries letters away is killed': killedMail,
  'clients who send slowly or do not read': slowClients,
  'uploads that are cut half-way': cutUploads,
  'the proof of the books beside load': reconcileUnderLoad,
  'a gateway that hangs while news is told': slowGateway,
});
