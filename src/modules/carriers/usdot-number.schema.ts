/** The number under which FMCSA registers a carrier: in bodies, paths and queries, as people write it. */
import { z } from 'zod';
import { usdotDigits, usdotHint } from './docket.rules';

const Registered = z.int().min(1).max(99_999_999);

/** As it stands in a path or a query. */
export const Usdot = z.preprocess((written, context) => {
  // Neither `1e5` nor `true`, which are numbers to a program only.
  const digits = usdotDigits(written);
  if (typeof digits !== 'number') {
    context.issues.push({ code: 'custom', message: usdotHint(written), input: written });
  }
  return digits;
}, Registered);

/** In bodies: a number, or a text as people write it. */
export const UsdotNumber = z
  .preprocess((written, context) => {
    const digits = usdotDigits(written);
    if (typeof digits === 'string') {
      context.issues.push({ code: 'custom', message: usdotHint(written), input: written });
    }
    return digits;
  }, Registered)
  .meta({ id: 'UsdotNumber', description: 'The number under which FMCSA registers a carrier.' });
