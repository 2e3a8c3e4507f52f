/** Tells everybody of a group something at once, and shows what was told and how far it has come. */
import { type Broadcast, broadcastsQuery, stopBroadcast } from '../../../api/broadcasts';
import { Chip, type Tone } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { type Act, Acts } from '../acts';
import classes from '../admin.module.css';
import { AdminPage } from '../admin-page';
import { Who } from '../cells';
import { RecordList } from '../record-list';
import { sayAudience } from './audience';
import { Writing } from './writing';

const { broadcasts: says, cells } = adminWords;
const { adminPages: pages } = words.pages;

const TONE: Record<Broadcast['state'], Tone> = { SENDING: 'info', SENT: 'ok', STOPPED: 'warn' };

const stopOf = (id: string): Act => ({
  label: says.stop,
  note: says.stopNote,
  grave: true,
  send: () => stopBroadcast(id),
});

export const AdminBroadcastsPage = () => (
  <AdminPage title={pages.broadcasts.title}>
    <p className="second">{says.lead}</p>
    <Writing />
    <RecordList
      query={broadcastsQuery}
      caption={says.caption}
      empty={says.empty}
      keyOf={({ id }) => id}
      columns={[
        {
          name: says.what,
          cell: ({ title, content }) => (
            <details className={classes.told}>
              <summary>{title}</summary>
              <p className={classes.prose}>{content}</p>
            </details>
          ),
        },
        { name: says.who, cell: sayAudience },
        { name: says.by, cell: ({ sentBy }) => <Who person={sentBy} /> },
        { name: says.sentAt, cell: ({ sentAt }) => <Moment at={sentAt} /> },
        { name: says.progress, figure: true, cell: ({ told, recipients }) => says.told(told, recipients) },
        { name: says.state, cell: ({ state }) => <Chip tone={TONE[state]}>{says.states[state]}</Chip> },
        {
          name: cells.acts,
          cell: ({ id, state }) =>
            state === 'SENDING' ? <Acts inRow acts={[stopOf(id)]} /> : words.common.none,
        },
      ]}
    />
  </AdminPage>
);
