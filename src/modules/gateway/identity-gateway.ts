/** What the app needs of a gateway that checks papers and faces: sessions on its own pages. What it saw there stays there. */

export interface IdentitySession {
  id: string;
  /** Our verification's id; null on what another application began. */
  reference: string | null;
  /** OPEN: waits for the person, who may have failed before: then with `errorCode`. */
  status: 'OPEN' | 'PROCESSING' | 'VERIFIED' | 'CANCELED';
  /** The gateway's word for what went wrong last. */
  errorCode: string | null;
}

/** `pageUrl` and `name` are asked for, used and forgotten: they are never stored or logged. */
export interface IdentitySessionAsked extends IdentitySession {
  /** Where the person goes: good for one visit and for some hours. */
  pageUrl: string | null;
  /** As it stands on the paper; null until it is verified. */
  name: { first: string; last: string } | null;
}

export interface IdentityOrder {
  idempotencyKey: string;
  /** Our verification's id; the gateway keeps it. */
  reference: string;
  userId: string;
  /** Where the person comes back to. */
  returnUrl: string;
}

/** Every call goes over the network, under the same rules as `PaymentGateway`. */
export interface IdentityGateway {
  createSession(order: IdentityOrder): Promise<IdentitySessionAsked>;
  retrieveSession(id: string): Promise<IdentitySessionAsked>;
  /** Has the gateway delete what it collected; one that is open ends. A final no where it is being looked at. */
  redactSession(id: string): Promise<void>;
}
