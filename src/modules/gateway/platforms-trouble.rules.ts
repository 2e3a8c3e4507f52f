/** Refusals that are about the platform and not about whoever pays or is paid (Stripe, "Error codes"). */

/** They pass by themselves, or by a hand of ours, and are tried again meanwhile. */
const OURS: readonly string[] = [
  // Limits of the account, and moments.
  ...['balance_insufficient', 'lock_timeout', 'rate_limit', 'payment_intent_rate_limit_exceeded'],
  ...['charge_exceeds_source_limit', 'charge_exceeds_transaction_limit', 'idempotency_key_in_use'],
  ...['payment_method_not_available', 'payment_method_provider_timeout'],
  // An account that is restricted, not activated, or may not do this. `account_invalid` is whose that is paid.
  ...['testmode_charges_only', 'not_allowed_on_standard_account', 'transfers_not_allowed'],
  ...[
    'payment_method_unactivated',
    'payment_method_configuration_failures',
    'payment_method_unsupported_type',
  ],
  ...[
    'action_blocked',
    'request_blocked',
    'approval_required',
    'requirements_past_due',
    'country_unsupported',
  ],
  'account_error_country_change_requires_additional_steps',
  // Keys.
  ...['api_key_expired', 'platform_api_key_expired', 'platform_account_required', 'secret_key_required'],
  ...['livemode_mismatch', 'tls_version_unsupported'],
  // Requests that we have made wrongly.
  ...['invalid_request', 'idempotency_error', 'url_invalid', 'charge_invalid_parameter'],
  ...['parameter_missing', 'parameter_unknown', 'parameters_exclusive', 'payment_intent_invalid_parameter'],
  ...['parameter_invalid_empty', 'parameter_invalid_integer'],
  ...['parameter_invalid_string_blank', 'parameter_invalid_string_empty'],
];

export const isPlatformsTrouble = ({ code }: { code: string }): boolean => OURS.includes(code);
