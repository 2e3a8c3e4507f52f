/** What broadcasts look like on the wire. */
import { z } from 'zod';
import { Id, Instant, line, prose } from '../../platform/http/wire';
import { Person } from '../identity';
import { BROADCAST_STATES, SEGMENTS } from './broadcast.model';

const SegmentName = z.enum(SEGMENTS).meta({
  id: 'Segment',
  description: 'Who is told: people with an active account, of this role.',
});
const Count = z.int().min(0);

export const PreviewQuery = z.strictObject({ segment: SegmentName.describe('Who would be told.') });

export const PreviewView = z
  .strictObject({
    segment: SegmentName,
    recipients: Count.describe('How many people it would reach now.'),
    some: z.array(Person).describe('Five of them, those who came last.'),
  })
  .meta({ id: 'BroadcastPreview' });

export const NewBroadcast = z
  .strictObject({
    segment: SegmentName,
    title: line(120).describe('The title in the app, and the subject of the letter.'),
    content: prose(4_000).describe('What it says; an empty line begins a paragraph.'),
    recipients: Count.describe('How many people the preview showed.'),
  })
  .meta({ id: 'NewBroadcast' });
export type NewBroadcast = z.output<typeof NewBroadcast>;

export const BroadcastView = z
  .strictObject({
    id: Id,
    segment: SegmentName,
    title: z.string().describe('Its title.'),
    content: z.string().describe('What it says.'),
    state: z.enum(BROADCAST_STATES).meta({ id: 'BroadcastState', description: 'How far it has come.' }),
    recipients: Count.describe('How many people it was to reach.'),
    told: Count.describe('How many were told so far. Each chooses whether by letter, too.'),
    sentBy: Person.describe('Who sent it.'),
    sentAt: Instant.describe('When it was sent.'),
    endedAt: Instant.nullable().describe('When the last one was told, or it was stopped.'),
  })
  .meta({ id: 'Broadcast' });
