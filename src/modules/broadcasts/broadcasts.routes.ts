/** The endpoints of broadcasts. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { byId } from '../../platform/http/wire';
import { iso } from '../../platform/kernel/clock';
import { mapPage, PageQuery } from '../../platform/kernel/page';
import { type Identity, personOf, type User } from '../identity';
import type { BroadcastRow } from './broadcast.model';
import { audienceChanged, broadcastEnded } from './broadcasts.problems';
import { BroadcastView, NewBroadcast, PreviewQuery, PreviewView } from './broadcasts.schema';
import type { Broadcasts } from './index';

const present =
  (people: Map<string, User>) =>
  (row: BroadcastRow): z.input<typeof BroadcastView> => ({
    ...{
      id: row.id,
      segment: row.segment,
      plan: row.plan,
      title: row.title,
      content: row.content,
      state: row.state,
    },
    ...{ verified: row.verified, companyState: row.companyState, openDeal: row.openDeal },
    ...{ recipients: Number(row.recipients), told: Number(row.told) },
    ...{ sentBy: personOf(row.sentBy, people), sentAt: iso(Number(row.sentAt)) },
    endedAt: row.endedAt ? iso(Number(row.endedAt)) : null,
  });

export function broadcastRoutes(broadcasts: Broadcasts, identity: Identity): Endpoint[] {
  const one = async (row: BroadcastRow) => present(await identity.findUsers([row.sentBy]))(row);
  return [
    endpoint({
      operationId: 'listBroadcasts',
      method: 'get',
      path: '/admin/broadcast',
      summary: 'List what was told to many people at once, newest first.',
      access: 'admin',
      query: PageQuery,
      paged: true,
      response: z.array(BroadcastView),
    }).handledBy(async ({ query }) => {
      const page = await broadcasts.list(query);
      const people = await identity.findUsers([...new Set(page.items.map(({ sentBy }) => sentBy))]);
      return mapPage(page, present(people));
    }),

    endpoint({
      operationId: 'previewBroadcast',
      method: 'get',
      path: '/admin/broadcast/preview',
      summary: 'Get how many people a broadcast would reach, and some of them.',
      access: 'admin',
      query: PreviewQuery,
      response: PreviewView,
    }).handledBy(async ({ query }) => {
      const { ids, ...preview } = await broadcasts.preview(query);
      const people = await identity.findUsers(ids);
      return { ...preview, some: ids.map((id) => personOf(id, people)) };
    }),

    endpoint({
      operationId: 'sendBroadcast',
      method: 'post',
      path: '/admin/broadcast',
      stepUp: true,
      summary: 'Tell everybody of a segment something, in the app and by letter to whoever wants letters.',
      description: 'Name how many people the preview showed.',
      access: 'admin',
      idempotent: 'unit',
      body: NewBroadcast,
      status: 202,
      response: BroadcastView,
      problems: [audienceChanged],
    }).handledBy(async ({ actor, body }) => one(await broadcasts.send(actor, body))),

    endpoint({
      operationId: 'stopBroadcast',
      method: 'post',
      path: '/admin/broadcast/{id}/stop',
      summary: 'Stop a broadcast: nobody more is told.',
      access: 'admin',
      params: byId,
      response: BroadcastView,
      problems: [broadcastEnded],
    }).handledBy(async ({ actor, params }) => one(await broadcasts.stop(actor, params.id))),
  ];
}
