/** What one of Microsoft's codes means to the operator: what happened, and what to do. Each a sentence with its full stop. */
export interface Meaning {
  what: string;
  fix: string;
  /** The whole credential is refused, so asking for its other tenants would end the same way. */
  wholeCredential?: true;
}

/** What one service's codes mean. */
export type Meanings = Readonly<Record<string, Meaning>>;

// What to do, where several codes call for the same.
const BY_THE_BUTTON =
  "as the consent user, with MFA: the button is beside the credential in the data source's settings.";
export const SIGN_IN = `Sign in ${BY_THE_BUTTON}`;
export const SIGN_IN_AGAIN = `Sign in again ${BY_THE_BUTTON}`;
export const CONSENT =
  "Consent to the application for this customer: through Partner Center's applicationconsents, or as an administrator of the tenant.";
export const GDAP =
  'Check in Partner Center that a GDAP relationship with this customer is active and that the consent user is in a security group which has one of its roles.';
export const CUSTOMER_POLICY =
  'The customer\'s Conditional Access must exclude "Service provider users", or be met by the consent user.';
export const LATER = 'The plugin tries again by itself.';
