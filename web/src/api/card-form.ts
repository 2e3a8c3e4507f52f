/** Stripe's form in a page: its script, loaded when the form is first shown, and the part of it that is used here. */

/** docs.stripe.com/js: what is used of it. */
interface Elements {
  create(type: 'payment', options?: object): { mount(at: HTMLElement): void; unmount(): void };
  update(options: { appearance: object }): void;
}

interface SetupIntent {
  status: string;
  payment_method: string | { id: string } | null;
}

interface Told {
  setupIntent?: SetupIntent;
  error?: { message?: string };
}

export interface Stripe {
  elements(options: { clientSecret: string; appearance: object }): Elements;
  confirmSetup(options: {
    elements: Elements;
    redirect: 'if_required';
    confirmParams: { return_url: string };
  }): Promise<Told>;
  retrieveSetupIntent(clientSecret: string): Promise<Told>;
}

export type CardElements = Elements;

type StripeMaker = (publishableKey: string) => Stripe;

let loading: Promise<StripeMaker> | null = null;

/** Once a document. A failure is not kept: the next try loads anew. */
function loadScript(script: string): Promise<StripeMaker> {
  loading ??= new Promise<StripeMaker>((resolve, reject) => {
    const element = document.createElement('script');
    element.src = script;
    element.onload = () => {
      const { Stripe: make } = globalThis as { Stripe?: StripeMaker };
      if (make) resolve(make);
      else reject(new Error('Its script brought no form.'));
    };
    element.onerror = () => {
      element.remove();
      reject(new Error('Its script was not loaded.'));
    };
    document.head.append(element);
  }).catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

export const openStripe = async (script: string, publishableKey: string): Promise<Stripe> =>
  (await loadScript(script))(publishableKey);

/** The method that the form has made; null where the bank has not said yes yet. */
export function methodOf({ setupIntent }: Told): string | null {
  if (setupIntent?.status !== 'succeeded' && setupIntent?.status !== 'processing') return null;
  const { payment_method: method } = setupIntent;
  return typeof method === 'string' ? method : (method?.id ?? null);
}
