/** The endpoint of the processes of sale: how a deal goes, as data. */
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { notFound } from '../../../platform/http/problem';
import { HOUR_MS } from '../../../platform/kernel/clock';
import { CHECKLISTS, STRUCTURES } from './checklists';
import { type Process, READERS, STATES, type Wait, type WaitName, WAITS } from './process';
import { ProcessParams, ProcessView } from './process.schema';
import { currentProcess, processes } from './processes';

export const processRoutes: Endpoint[] = [
  endpoint({
    operationId: 'getProcess',
    method: 'get',
    path: '/processes/{version}',
    summary:
      'Get how a sale goes: its stages, who acts until when, what silence does, and what has to be done to close.',
    access: 'public',
    cached: { until: [], forMs: HOUR_MS },
    params: ProcessParams,
    response: ProcessView,
    problems: [notFound],
  }).handledBy(({ params: { version } }) => {
    const wanted =
      version === 'current' ? currentProcess : processes.find((each) => each.version === version);
    if (!wanted) throw notFound('There is no such process.');
    return presentProcess(wanted);
  }),
];

/** Without the sums of a deal. */
const inGeneral = (text: string): string =>
  text.replaceAll('{walkAway}', 'the agreed part').replaceAll('{open}', 'those of the checklist');

function whoMay(process: Process, { awaits }: Wait) {
  const rows = process.transitions.filter(({ name }) => awaits.includes(name));
  return READERS.filter((reader) => rows.some(({ by }) => by.includes(reader)));
}

/** What the deadline does where a deal stands otherwise than the wait supposes. */
const otherSilence = (process: Process, name: WaitName, { silence }: Wait): string[] =>
  process.transitions.flatMap((row) =>
    row.name === silence && row.onSilence && row.from.some((state) => process.states[state].wait === name)
      ? [row.onSilence]
      : [],
  );

const presentProcess = (process: Process): ProcessView => ({
  version: process.version,
  stages: STATES.map((status) => ({
    status,
    means: process.states[status].means,
    wait: process.states[status].wait,
  })),
  waits: WAITS.map((name) => {
    const wait = process.waits[name];
    return {
      wait: name,
      days: wait.days === 'HOLDBACK_TERM' ? null : wait.days,
      remindDaysBefore: [...wait.remindDaysBefore],
      awaits: [...wait.awaits],
      who: whoMay(process, wait),
      onSilence: inGeneral(wait.onSilence),
      inSomeDeals: otherSilence(process, name, wait).map(inGeneral),
    };
  }),
  moves: Object.entries(process.offers).map(([move, effect]) => ({
    move: move as ProcessView['moves'][number]['move'],
    effect: inGeneral(effect),
  })),
  checklists: STRUCTURES.map((dealStructure) => ({
    dealStructure,
    items: CHECKLISTS[dealStructure].map(
      ({ code, title, owner, phase, due, evidenceRequired, conditional, source }) => ({
        ...{ code, title, owner, phase, dueDays: due.days, dueAfter: due.after },
        ...{ evidenceRequired, conditional, source },
      }),
    ),
  })),
});
