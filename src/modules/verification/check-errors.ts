/** Why a check of papers did not pass, by the word of Stripe Identity for it: what to do, for the person. */
const WHY: Record<string, string> = {
  abandoned: 'It was left before its end.',
  consent_declined:
    'You did not agree to the check. An administrator can verify you instead: write to support.',
  country_not_supported: 'Papers of this country cannot be checked. Write to support.',
  device_not_supported: 'It needs a device with a camera. Open it on a telephone.',
  document_expired: 'The paper has expired. Take one that is valid.',
  document_type_not_supported: 'It takes a passport, a driver’s license or an identity card.',
  document_unverified_other:
    'The paper could not be verified. Take a sharp photo of the whole paper in good light.',
  selfie_document_missing_photo: 'The paper bears no photo. Take one with a photo.',
  selfie_face_mismatch: 'The face is not that of the paper.',
  selfie_manipulated: 'The photo of the face was altered. Take it with the camera.',
  selfie_unverified_other: 'The face could not be verified. Take the photo in good light.',
  under_supported_age: 'It is for adults.',
};

export const CANCELED = 'canceled';
export const OTHER_NAME = 'other_name';

const OURS: Record<string, string> = {
  [CANCELED]: 'The check was canceled.',
  [OTHER_NAME]: 'The paper bears another name than you gave. Give your name as it stands on the paper.',
};

export const whyNotPassed = (code: string): string =>
  `${WHY[code] ?? OURS[code] ?? 'The papers could not be verified.'} You can start another check.`;
