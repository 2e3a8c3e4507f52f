/** Lays the due-diligence report out as a paper. */
import { counted } from '../../../platform/kernel/in-words';
import { type Days, withDaysInWords } from '../../../platform/paper/days';
import type { Bar, Block, Paper } from '../../../platform/paper/paper';
import { DOCUMENT_TYPES } from '../../documents';
import { forwarderAuthorities, needsSecurity } from '../authority.rules';
import type { CarrierProfile, Coverage, Inspections } from '../carrier-profile';
import { changeWords, differenceBetween } from '../difference.rules';
import { wholeDollars } from '../figures.rules';
import { sourceOnPaper } from '../sources.rules';
import { authorityHeldSince, BROKER_SECURITY_DOLLARS, pendingCancellations } from '../history.rules';
import { discountWords, linkWords } from '../links/links.rules';
import { openPoints, type Weight } from './open-points.rules';
import type { DueDiligence } from './read-due-diligence';

const NOT_KNOWN = 'not known';
const MOST_ROWS = 15;

const or = (value: string | number | null | undefined): string =>
  value === null || value === undefined || value === '' ? NOT_KNOWN : withDaysInWords(String(value));
/** In a column that says so already. */
const shown = (value: string | null): string => or(value).replace(/^FMCSA record shows /, '');
const money = (amount: number | null): string => (amount === null ? NOT_KNOWN : wholeDollars(amount));
const yesNo = (value: boolean | null): string => (value === null ? NOT_KNOWN : value ? 'yes' : 'no');
const words = (value: string | null): string => or(value?.toLowerCase().replaceAll('_', ' '));

const OUTCOMES = {
  PASS: 'Passed: nothing in the federal record stops a sale.',
  FAIL: 'Failed: the federal record shows what has to be put right first.',
  UNKNOWN: 'Undecided: not every check that can stop a sale was answered.',
};
const VERDICTS = { PASS: 'Passed', FAIL: 'Failed', WARN: 'To ask', UNKNOWN: 'Not answered' };
const BANDS = { LOW: 'low', MODERATE: 'moderate', ELEVATED: 'elevated', HIGH: 'high' };
const WEIGHT_WORDS: Record<Weight, string> = {
  STOPS: 'Stops a sale',
  FAILED: 'Failed',
  OPEN: 'Not answered',
  ASK: 'Ask',
  POINTS: 'Risk',
};
const SOURCE_WORDS = {
  FMCSA: 'The federal record, read live',
  RECORDED: 'An earlier answer of FMCSA, recorded',
  FICTIONAL: 'A fictional sample: neither the company nor its numbers exist',
};

const heading = (text: string): Block => ({ kind: 'heading', text });

export function dueDiligencePaper(report: DueDiligence, days: Days): Paper {
  const { profile, preparedAt } = report;
  const name = profile.identity.legalName ?? `USDOT ${profile.usdot}`;
  return {
    title: 'Due-diligence report',
    issuedAt: preparedAt,
    footer: `${name}, USDOT ${profile.usdot}, ${days.of(preparedAt)}`,
    blocks: [
      ...summary(report, days),
      ...pointsToAsk(report),
      ...identity(profile),
      ...authority(profile),
      ...insurance(profile, preparedAt),
      ...safety(profile),
      ...linked(report),
      ...controlSeen(report, days),
      ...documentsSeen(report, days),
      ...checks(report, days),
      ...risk(report, days),
      ...changes(report, days),
      ...sources(report, days),
    ],
  };
}

function summary({ profile, freshness, assessment, preparedAt }: DueDiligence, days: Days): Block[] {
  const { risk, outcome } = assessment;
  return [
    {
      kind: 'facts',
      facts: [
        { label: 'Company', value: or(profile.identity.legalName) },
        { label: 'USDOT number', value: String(profile.usdot) },
        { label: 'Docket numbers', value: profile.dockets?.join(', ') || NOT_KNOWN },
        { label: 'Prepared on', value: `${days.of(preparedAt)} (${days.zone})` },
        { label: 'Record of', value: days.of(profile.retrievedAt) },
      ],
    },
    ...(profile.source === 'FMCSA'
      ? []
      : [{ kind: 'notice' as const, text: `${SOURCE_WORDS[profile.source]}.` }]),
    ...(freshness.stale
      ? [{ kind: 'notice' as const, text: 'FMCSA did not answer: this rests on a copy older than 24 hours.' }]
      : []),
    heading('In short'),
    { kind: 'paragraph', text: OUTCOMES[outcome] },
    {
      kind: 'paragraph',
      text:
        `Risk ${risk.score} of 100 (0 is best), ${BANDS[risk.band]}; ${risk.confidence}% of it rests on something known. ` +
        'What is not known counts half of its points.',
    },
    {
      kind: 'bars',
      bars: risk.groups.map(({ group, points, cap }): Bar => ({
        label: words(group).replace(/^./, (letter) => letter.toUpperCase()),
        value: Math.min(points, cap),
        most: cap,
        shown: `${points} of ${counted(cap, 'point')}`,
        ...(points > cap / 2 ? { tone: 'warning' as const } : {}),
      })),
    },
  ];
}

function pointsToAsk({ assessment }: DueDiligence): Block[] {
  const points = openPoints(assessment, assessment.risk);
  if (points.length === 0)
    return [heading('To put right or to ask about'), { kind: 'paragraph', text: 'Nothing was found.' }];
  return [
    heading('To put right or to ask about, the gravest first'),
    {
      kind: 'table',
      columns: [
        { title: 'Weight', share: 2 },
        { title: 'What', share: 4 },
        { title: 'What the record shows', share: 7 },
      ],
      rows: points.map(({ weight, title, shows, points: cost }) => [
        cost === null ? WEIGHT_WORDS[weight] : `${WEIGHT_WORDS[weight]}, ${counted(cost, 'point')}`,
        title,
        shown(shows),
      ]),
    },
  ];
}

function identity({ identity: who, registration, fleet, operation, cargo }: CarrierProfile): Block[] {
  const { street, city, state, zip } = who.address;
  return [
    heading('The company'),
    {
      kind: 'facts',
      facts: [
        { label: 'Trade name', value: or(who.dbaName) },
        { label: 'Address', value: [street, city, state, zip].filter(Boolean).join(', ') || NOT_KNOWN },
        { label: 'USDOT status', value: words(who.usdotStatus) },
        { label: 'Allowed to operate', value: yesNo(who.allowedToOperate) },
        { label: 'USDOT assigned on', value: or(registration.addedOn) },
        { label: 'MCS-150 filed on', value: or(registration.mcs150FiledOn) },
        { label: 'Trucks, drivers', value: `${or(fleet.powerUnits)}, ${or(fleet.drivers)}` },
        {
          label: 'Operation',
          value: [words(operation.scope), ...(operation.classifications ?? [])].join(', '),
        },
        { label: 'Cargo', value: cargo?.join(', ') || NOT_KNOWN },
      ],
    },
  ];
}

function authority(profile: CarrierProfile): Block[] {
  const { authorities, history } = profile;
  const forwarders = forwarderAuthorities(profile).map((each) => ({ ...each, kind: 'freight forwarder' }));
  const ofOthers = (authorities ?? []).filter(
    ({ status, docketNumber }) =>
      status !== 'NONE' && !forwarders.some((each) => each.docketNumber === docketNumber),
  );
  const held = [...ofOthers, ...forwarders];
  return [
    heading('Operating authority'),
    {
      kind: 'facts',
      facts: [
        {
          label: 'Now',
          value:
            authorities === null && held.length === 0
              ? NOT_KNOWN
              : held
                  .map(
                    ({ kind, status, docketNumber }) =>
                      `${words(kind)} ${words(status)} (${docketNumber ?? 'carrier'})`,
                  )
                  .join(', ') || 'none',
        },
        { label: 'Held since', value: or(authorityHeldSince(profile)) },
        {
          label: 'Process agents (BOC-3)',
          value:
            history.processAgents === null ? NOT_KNOWN : history.processAgents.join(', ') || 'none found',
        },
      ],
    },
    ...table(
      ['Day', 'Docket', 'What', 'Authority'],
      [2, 2, 4, 6],
      history.authority?.map(({ on, docketNumber, words: said, authority: which }) => [
        or(on),
        or(docketNumber),
        or(said),
        or(which),
      ]) ?? null,
    ),
  ];
}

function coverageBar(label: string, { onFileDollars, required, requiredDollars }: Coverage): Bar {
  const most = Math.max(onFileDollars ?? 0, requiredDollars ?? 0, 1) * 1.1;
  const needed =
    required === false
      ? 'not required'
      : requiredDollars === null
        ? ''
        : `${wholeDollars(requiredDollars)} required`;
  const short = required === true && onFileDollars !== null && onFileDollars < (requiredDollars ?? 1);
  return {
    label,
    value: onFileDollars,
    most,
    shown: [`${money(onFileDollars)} on file`, needed].filter(Boolean).join('; '),
    ...(requiredDollars !== null && required !== false ? { mark: requiredDollars } : {}),
    ...(short ? { tone: 'warning' as const } : {}),
  };
}

function insurance(profile: CarrierProfile, now: number): Block[] {
  const { liability, bond, cargo } = profile.insurance;
  const pending = pendingCancellations(profile, now);
  return [
    heading('Insurance and bond on file'),
    {
      kind: 'bars',
      bars: [
        coverageBar('Liability', liability),
        coverageBar(
          'Bond or trust fund',
          needsSecurity(profile)
            ? { ...bond, required: true, requiredDollars: BROKER_SECURITY_DOLLARS }
            : bond,
        ),
        coverageBar('Cargo', cargo),
      ],
    },
    {
      kind: 'paragraph',
      text:
        pending === null
          ? 'Whether a filing is about to be canceled is not known.'
          : pending.length === 0
            ? 'No cancellation of a required filing is announced.'
            : pending
                .map(
                  ({ policy, days, replaced }) =>
                    `${or(policy.form)} is canceled from ${or(policy.cancelledOn)}, in ${counted(days, 'day')}; ${replaced ? 'another filing takes its place' : 'no filing takes its place'}.`,
                )
                .join(' '),
    },
    ...table(
      ['Form', 'Insurer', 'Amount', 'From', 'Until'],
      [2, 5, 3, 2, 3],
      profile.history.policies?.map(
        ({ form, insurer, amountDollars, effectiveOn, cancelledOn, replaced }) => [
          or(form),
          or(insurer),
          money(amountDollars),
          or(effectiveOn),
          cancelledOn === null ? 'in force' : `${or(cancelledOn)}${replaced ? ', replaced' : ''}`,
        ],
      ) ?? null,
    ),
  ];
}

function rateBar(
  label: string,
  { inspections, ratePct, nationalAveragePct, nationalAverageAsOf }: Inspections,
): Bar {
  const month = nationalAverageAsOf === null ? '' : ` (${nationalAverageAsOf})`;
  const sample = inspections === null ? 'inspections not known' : counted(inspections, 'inspection');
  return {
    label: `${label}, ${sample}`,
    value: ratePct,
    most: Math.max(ratePct ?? 0, nationalAveragePct) * 1.25,
    shown: `${ratePct === null ? NOT_KNOWN : `${ratePct.toFixed(2)}%`}; nation ${nationalAveragePct}%${month}`,
    mark: nationalAveragePct,
    ...(ratePct !== null && ratePct > nationalAveragePct ? { tone: 'warning' as const } : {}),
  };
}

function safety({ safety: record, history, basics }: CarrierProfile): Block[] {
  const { rating, ratedOn, outOfService, crashes } = record;
  const order =
    outOfService.inForce === null
      ? NOT_KNOWN
      : outOfService.inForce
        ? `in force since ${or(outOfService.since)}`
        : 'none in force';
  return [
    heading('Safety'),
    {
      kind: 'facts',
      facts: [
        { label: 'Rating', value: `${words(rating)}${ratedOn === null ? '' : ` of ${or(ratedOn)}`}` },
        { label: 'Out-of-service order', value: order },
        {
          label: 'Crashes of 24 months',
          value: `${or(crashes.total)}; fatal ${or(crashes.fatal)}, injury ${or(crashes.injury)}, towed ${or(crashes.towaway)}`,
        },
      ],
    },
    ...table(
      ['Out-of-service order of', 'Reason', 'Rescinded on'],
      [4, 7, 4],
      history.orders?.map(({ orderedOn, reason, rescindedOn }) => [
        or(orderedOn),
        or(reason),
        rescindedOn === null ? 'no rescission shown' : or(rescindedOn),
      ]) ?? null,
    ),
    heading('Out of service at inspections, beside the national average'),
    {
      kind: 'bars',
      bars: [
        rateBar('Vehicles', record.vehicle),
        rateBar('Drivers', record.driver),
        rateBar('Hazardous materials', record.hazmat),
      ],
    },
    {
      kind: 'paragraph',
      text: 'The line across a bar is the national average. A rate of fewer than ten inspections says little.',
    },
    ...table(
      ['Category (BASIC)', 'Percentile', 'Alert'],
      [6, 3, 3],
      basics?.map(({ name, percentile, overThreshold, seriousViolation }) => [
        name,
        percentile === null ? 'not public' : `${percentile}%`,
        overThreshold || seriousViolation
          ? 'yes'
          : overThreshold === null && seriousViolation === null
            ? NOT_KNOWN
            : 'no',
      ]) ?? null,
    ),
    ...table(
      ['Latest inspections', 'State', 'Level', 'Violations', 'Out of service'],
      [4, 2, 2, 3, 3],
      history.inspections?.map(({ on, state, level, violations, outOfService: stopped }) => [
        or(on),
        or(state),
        or(level),
        or(violations),
        or(stopped),
      ]) ?? null,
    ),
  ];
}

function linked({ links }: DueDiligence): Block[] {
  if (links === null) {
    return [
      heading('Linked carriers'),
      { kind: 'paragraph', text: 'Not known: no census of carriers is loaded here.' },
    ];
  }
  const found = links.links.map((link) => withDaysInWords(`FMCSA record shows ${linkWords(link)}.`));
  return [
    heading('Linked carriers'),
    ...(found.length === 0
      ? [
          {
            kind: 'paragraph' as const,
            text: 'No other carrier was found that shares telephone, e-mail, address, officer or vehicle with it.',
          },
        ]
      : [{ kind: 'list' as const, items: found }]),
    ...(links.discounted.length === 0
      ? []
      : [
          {
            kind: 'notes' as const,
            notes: links.discounted.map((each) => `Left out: ${discountWords(each)}.`),
          },
        ]),
  ];
}

function controlSeen({ control }: DueDiligence, days: Days): Block[] {
  if (control === null) return [];
  const { level, shownBy, since } = control;
  return [
    heading('Control of the company'),
    {
      kind: 'paragraph',
      text:
        shownBy === null || since === null
          ? 'The seller has not shown yet that they control the company.'
          : `What shows that the seller controls the company: ${lowerFirst(shownBy)}. Level ${level} of 3, since ${days.of(since)}.`,
    },
  ];
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function documentsSeen({ documents }: DueDiligence, days: Days): Block[] {
  if (documents === null) return [];
  const verified = documents.filter(({ verifiedAt }) => verifiedAt !== null).length;
  return [
    heading('Documents seen'),
    {
      kind: 'paragraph',
      text:
        documents.length === 0
          ? 'The seller has handed in no document with this listing.'
          : `Documents that the seller handed in with this listing: ${documents.length}; verified: ${verified}. Verified means that an administrator of MC Exchange read it and found nothing against it; ` +
            'it is no promise that what it says is true.',
    },
    ...table(
      ['Kind', 'Title', 'Handed in', 'Verified'],
      [5, 5, 3, 5],
      documents.map(({ type, title, uploadedAt, verifiedAt, verifiedBy }) => [
        DOCUMENT_TYPES[type],
        title,
        days.of(Date.parse(uploadedAt)),
        verifiedAt === null ? 'not yet' : `by ${verifiedBy}, ${days.of(Date.parse(verifiedAt))}`,
      ]),
      Infinity,
    ),
  ];
}

function checks({ assessment, profile }: DueDiligence, days: Days): Block[] {
  return [
    heading('Every check'),
    ...table(
      ['Check', 'Verdict', 'What the record shows', 'Source'],
      [5, 2, 5, 4],
      assessment.checks.map(({ title, verdict, value, source, hardStop }) => [
        `${title}${hardStop ? ' (can stop a sale)' : ''}`,
        VERDICTS[verdict],
        or(value),
        sourceOnPaper(source, profile.retrievedAt, days),
      ]),
      Infinity,
    ),
  ];
}

function risk({ assessment, profile }: DueDiligence, days: Days): Block[] {
  return [
    heading('The risk score, rule by rule'),
    ...table(
      ['Rule, and the points it gives', 'Points', 'What the record shows', 'Source'],
      [6, 2, 5, 3],
      assessment.risk.rules.map(({ rule, points, max, value, source, known }) => [
        rule,
        `${points} of ${max}`,
        known ? shown(value) : 'not known: counts half',
        sourceOnPaper(source, profile.retrievedAt, days),
      ]),
      Infinity,
    ),
  ];
}

function changes({ history }: DueDiligence, days: Days): Block[] {
  const rows = history.flatMap(({ snapshot, before }) =>
    before === undefined
      ? []
      : differenceBetween(before.profile, snapshot.profile).map((change) => [
          days.of(snapshot.firstSeenAt),
          ...changeWords(change).map(withDaysInWords),
        ]),
  );
  const first = history.at(-1)?.snapshot.firstSeenAt;
  return [
    heading('What changed while the record was read here'),
    ...(rows.length === 0
      ? [
          {
            kind: 'paragraph' as const,
            text: `Nothing${first === undefined ? '' : ` since ${days.of(first)}`}.`,
          },
        ]
      : table(['Seen on', 'Field', 'Before', 'After'], [3, 4, 4, 4], rows, 30)),
  ];
}

function sources({ profile, links }: DueDiligence, days: Days): Block[] {
  const files = (links?.files ?? []).map(
    ({ kind, rowsDone, endedAt }) =>
      `open file ${words(kind)}, ${rowsDone.toLocaleString('en-US')} rows, loaded on ${days.of(endedAt)}`,
  );
  const gaps = profile.gaps.map((part) => part.replaceAll('-', ' '));
  return [
    {
      kind: 'notes',
      notes: [
        `Sources: ${[SOURCE_WORDS[profile.source].toLowerCase(), profile.safety.nationalAverageSource, ...files].join('; ')}.`,
        ...(gaps.length === 0 ? [] : [`Not given by its source: ${gaps.join(', ')}.`]),
        'This report repeats what federal records show and draws no conclusion about any person. It is no legal advice and no ' +
          'warranty; records can be late or wrong. Ask FMCSA, the insurer and the seller before you rely on it.',
      ],
    },
  ];
}

/** A table of known rows; nothing at all where they are not known or there is none. */
function table(titles: string[], shares: number[], rows: string[][] | null, most = MOST_ROWS): Block[] {
  if (rows === null || rows.length === 0) return [];
  const columns = titles.map((title, place) => ({ title, share: shares[place] ?? 1 }));
  const left = rows.length - most;
  return [
    { kind: 'table', columns, rows: rows.slice(0, most) },
    ...(left > 0 ? [{ kind: 'notes' as const, notes: [`${left} older ones are left out.`] }] : []),
  ];
}
