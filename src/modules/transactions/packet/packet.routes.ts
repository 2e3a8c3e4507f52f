/** The endpoint of the transfer packet. */
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { FileContent } from '../../../platform/http/download';
import type { Days } from '../../../platform/paper/days';
import { PDF } from '../../../platform/paper/paper';
import { packetNotYet } from '../transactions.problems';
import { TransactionParams } from '../transactions.schema';
import { presentPacket } from './packet.view';
import type { createReadPacket } from './read-packet';

export const packetRoutes = (readPacket: ReturnType<typeof createReadPacket>, days: Days): Endpoint[] => [
  endpoint({
    operationId: 'getTransferPacket',
    method: 'get',
    path: '/transactions/{id}/packet',
    summary:
      'Download the transfer packet as a PDF: the letters to sign, and what has to be filed until when.',
    access: 'user',
    scope: 'transactions:read',
    params: TransactionParams,
    download: [PDF],
    response: FileContent,
    problems: [packetNotYet],
  }).handledBy(async ({ actor, params }) => presentPacket(await readPacket(actor, params.id), days)),
];
