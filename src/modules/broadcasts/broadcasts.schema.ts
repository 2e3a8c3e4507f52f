/** What broadcasts look like on the wire. */
import { z } from 'zod';
import { Flag, Id, Instant, line, prose, UsState } from '../../platform/http/wire';
import { Person } from '../identity';
import { AUDIENCE_PLANS, BROADCAST_STATES, SEGMENTS } from './broadcast.model';

const SegmentName = z.enum(SEGMENTS).meta({
  id: 'Segment',
  description: 'Who is told: people with an active account, of this role. Further fields narrow it.',
});
const Count = z.int().min(0);

const Plan = z
  .enum(AUDIENCE_PLANS)
  .meta({ id: 'AudiencePlan', description: 'Those on this plan; NONE: on no plan.' });
const SAYS = {
  plan: 'Only those on this plan.',
  verified: 'Only those who have shown who they are, or those who have not.',
  companyState: 'Only those who list or draft a company of this state.',
  openDeal: 'Only those in an open deal, or those in none.',
};

export const PreviewQuery = z.strictObject({
  segment: SegmentName.describe('Who would be told.'),
  plan: Plan.optional().describe(SAYS.plan),
  verified: Flag.optional().describe(SAYS.verified),
  companyState: UsState.optional().describe(SAYS.companyState),
  openDeal: Flag.optional().describe(SAYS.openDeal),
});
export type PreviewQuery = z.output<typeof PreviewQuery>;

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
    plan: Plan.optional().describe(SAYS.plan),
    verified: z.boolean().optional().describe(SAYS.verified),
    companyState: UsState.optional().describe(SAYS.companyState),
    openDeal: z.boolean().optional().describe(SAYS.openDeal),
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
    plan: Plan.nullable().describe('Null where the plan was no matter.'),
    verified: z.boolean().nullable().describe('Null where it was no matter.'),
    companyState: UsState.nullable().describe('Null where it was no matter.'),
    openDeal: z.boolean().nullable().describe('Null where it was no matter.'),
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
