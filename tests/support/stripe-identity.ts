/** Sessions that check papers and faces at the stand-in of Stripe: begun by the product, gone through by the person. */
import type { Form } from './stripe-form';
import { type Operations, refuse, type StripeObject, type StripeWorld } from './stripe-world';

const EVENT = 'identity.verification_session';

export interface OnPaper {
  first: string;
  last: string;
}

export function createStripeIdentity(world: StripeWorld) {
  const pageOf = (id: string) => `https://verify.stripe.example/start/${id}_${world.newId('visit')}`;

  /** What was seen on the paper leaves where it is asked for, and in no event. */
  function shown(session: StripeObject, form: Form): Record<string, unknown> {
    const asked = [...form].some(([key, value]) => key.startsWith('expand') && value === 'verified_outputs');
    const waits = session.status === 'requires_input' && session.redaction === null;
    return {
      ...session,
      url: waits ? pageOf(session.id) : null,
      ...(asked && session._name ? { verified_outputs: outputsOf(session._name as OnPaper) } : {}),
    };
  }

  const outputsOf = ({ first, last }: OnPaper) => ({
    ...{ first_name: first, last_name: last, address: null, email: null, phone: null, id_number_type: null },
  });

  function begin(form: Form): Record<string, unknown> {
    if (form.get('type') !== 'document') throw refuse('type_not_served', 'It checks papers only.');
    const session = world.make('vs', EVENT, form, {
      ...{ status: 'requires_input', type: 'document', last_error: null, redaction: null, _name: null },
      options: { document: { require_live_capture: true, require_matching_selfie: true } },
      ...{ client_reference_id: null, last_verification_report: null, livemode: false },
    });
    world.tell(`${EVENT}.created`, session);
    return shown(session, form);
  }

  function redact(form: Form, id: string): Record<string, unknown> {
    const session = world.get(id);
    if (!['requires_input', 'verified'].includes(String(session.status)))
      throw refuse('invalid_request', `A session that is ${String(session.status)} cannot be redacted.`);
    const ends = session.status === 'requires_input' ? { status: 'canceled' } : {};
    Object.assign(session, { ...ends, redaction: { status: 'processing' }, metadata: {}, _name: null });
    return shown(session, form);
  }

  const waiting = (id: string): StripeObject => {
    const session = world.get(id);
    if (session.status !== 'requires_input') throw refuse('not_waiting', 'It does not wait for anybody.');
    return session;
  };

  return {
    operations: {
      [`POST /v1/identity/verification_sessions`]: begin,
      [`GET /v1/identity/verification_sessions/{id}`]: (form, id) => shown(world.get(id), form),
      [`POST /v1/identity/verification_sessions/{id}/redact`]: redact,
    } satisfies Operations,

    sessions: () => world.all(EVENT),

    /** As the person does on Stripe's page, and Stripe after them. */
    submit(id: string): void {
      world.change(waiting(id), { status: 'processing', last_error: null }, `${EVENT}.processing`);
    },
    pass(id: string, _name: OnPaper): void {
      world.change(world.get(id), { status: 'verified', last_error: null, _name }, `${EVENT}.verified`);
    },
    fail(id: string, code: string): void {
      const last_error = { code, reason: 'The document of JANE ROE, number X123, cannot be verified.' };
      world.change(world.get(id), { status: 'requires_input', last_error }, `${EVENT}.requires_input`);
    },
    /** By staff, in the dashboard. */
    cancel(id: string): void {
      world.change(waiting(id), { status: 'canceled' }, `${EVENT}.canceled`);
    },
  };
}
