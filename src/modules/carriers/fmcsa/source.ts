/** Chooses where records come from: FMCSA where a web key is configured, the recordings otherwise. */
import { join } from 'node:path';
import type { Platform } from '../../../platform/platform';
import type { EinHasher } from '../ein';
import { type CensusSource, noCensus, readCensusAnswer } from './census';
import { createFmcsaClient, type FmcsaClient } from './client';
import { createHttpGet, type HttpOptions } from './http-get';
import { createOpenData, DATA_SETS, noOpenData } from './open-data';
import { createRecordedSource } from './recorded-transport';
import type { CarriersConfig } from '../carriers.config';

export function createSource(
  { config, clock, log }: Platform<CarriersConfig>,
  einHasher: EinHasher,
): FmcsaClient {
  const now = () => clock.now();
  const averages = {
    vehicle: config.FMCSA_VEHICLE_OOS_AVERAGE,
    driver: config.FMCSA_DRIVER_OOS_AVERAGE,
    hazmat: config.FMCSA_HAZMAT_OOS_AVERAGE,
  };
  if (config.FMCSA_WEB_KEY === undefined) {
    return createFmcsaClient({
      ...createRecordedSource(join(config.productFolder, 'data', 'fmcsa'), now),
      einHasher,
      averages,
      now,
      scope: 'FMCSA is not connected here: only its recorded answers and fictional samples are known.',
      sources: ['RECORDED', 'FICTIONAL'],
    });
  }
  const manners = {
    timeoutMs: config.FMCSA_TIMEOUT_MS,
    requestsPerSecond: config.FMCSA_REQUESTS_PER_SECOND,
    log,
  };
  const get = createHttpGet({
    baseUrl: config.FMCSA_API_URL,
    webKey: config.FMCSA_WEB_KEY,
    ...manners,
  });
  return createFmcsaClient({
    transport: { get, provenanceOf: () => Promise.resolve({ source: 'FMCSA', retrievedAt: clock.now() }) },
    census: censusOf(config, manners),
    openData: openDataOf(config, manners),
    einHasher,
    averages,
    now,
    scope: '',
    sources: ['FMCSA'],
  });
}

type Manners = Omit<HttpOptions, 'baseUrl' | 'webKey'>;

const tokenOf = ({ FMCSA_OPEN_DATA_TOKEN: token }: CarriersConfig): Pick<Manners, 'headers'> =>
  token === undefined ? {} : { headers: { 'x-app-token': token } };

/** The census is one of the sets of the open data; it may be read elsewhere. */
function censusOf(config: CarriersConfig, manners: Manners): CensusSource {
  const { CENSUS_API_URL, FMCSA_OPEN_DATA_URL } = config;
  if (CENSUS_API_URL === undefined && FMCSA_OPEN_DATA_URL === undefined) return noCensus;
  const baseUrl = CENSUS_API_URL ?? `${FMCSA_OPEN_DATA_URL}/${DATA_SETS.census}.json`;
  const get = createHttpGet({
    baseUrl,
    ...manners,
    ...(CENSUS_API_URL === undefined ? tokenOf(config) : {}),
  });
  return {
    read: async (usdot, signal) => readCensusAnswer(usdot, await get(`?dot_number=${usdot}`, signal)),
  };
}

function openDataOf(config: CarriersConfig, manners: Manners) {
  const { FMCSA_OPEN_DATA_URL: baseUrl } = config;
  return baseUrl === undefined
    ? noOpenData
    : createOpenData(createHttpGet({ baseUrl, ...manners, ...tokenOf(config) }));
}
