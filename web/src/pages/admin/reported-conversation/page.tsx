/** A conversation whose report is open: what was written, and the decision. Each reading is logged. */
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { reportedMessagesQuery } from '../../../api/admin-talk';
import { answerOf, api } from '../../../api/client';
import type { components } from '../../../api/schema';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { type Act, Acts } from '../acts';
import classes from '../admin.module.css';
import { AdminPage } from '../admin-page';
import { Talk } from '../talk';

const { reported: says } = adminWords.talk;
const { acts } = adminWords;
const { adminPages: pages } = words.pages;

type Decision = components['schemas']['DecideContestBodyDecision'];

export function AdminReportedConversationPage() {
  const { id = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  const decide: Act = {
    label: says.decide,
    note: says.decideNote,
    fields: [
      { kind: 'choice', name: 'decision', label: says.decision, names: says.decisions },
      { kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonKept },
    ],
    send: (read, key) =>
      answerOf(
        api.POST('/admin/message-reports/{id}/decide', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { decision: read.choice<Decision>('decision'), reason: read.text('reason') },
        }),
      ),
    onDone: () => void navigate({ to: '/admin/message-reports' }),
  };
  return (
    <AdminPage title={pages.reportedConversation.title}>
      <p className={classes.acts}>
        <Link to="/admin/message-reports">{says.back}</Link>
      </p>
      <div className={classes.bar}>
        <span className="second">{says.logged}</span>
        <Acts acts={[decide]} />
      </div>
      <Talk query={reportedMessagesQuery(id)} empty={says.nothing} />
    </AdminPage>
  );
}
