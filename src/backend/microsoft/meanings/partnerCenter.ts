import { CUSTOMER_POLICY, GDAP, SIGN_IN_AGAIN, type Meanings } from './meaning.ts';

/** https://learn.microsoft.com/partner-center/developer/error-codes */
export const PARTNER_CENTER: Meanings = {
  '900420': {
    what: 'the token is for another service.',
    fix: 'Check the cloud and the Partner Center endpoint in the settings.',
  },
  '900421': {
    what: 'Partner Center requires multifactor authentication and the sign-in had none.',
    fix: SIGN_IN_AGAIN,
  },
  '900329': {
    what: "Partner Center doesn't accept an application alone here.",
    fix: 'Use a credential of the kind secure application model.',
  },
  '900150': {
    what: "the consent user's role is not enough.",
    fix: 'Make the consent user a member of AdminAgents in the partner tenant.',
  },
  '900308': {
    what: 'the GDAP role is not enough for this call.',
    fix: "Give the consent user's security group a role that may read it.",
  },
  '900309': { what: 'Conditional Access blocks the call.', fix: CUSTOMER_POLICY },
  '90000': { what: "Partner Center could not sign in to the customer's tenant.", fix: GDAP },
  '2000': {
    what: 'Partner Center lost the place in its list of customers.',
    fix: 'The next discovery reads it from the start.',
  },
  '1000': { what: 'there is no such record.', fix: 'The next discovery leaves it out.' },
  '20002': {
    what: 'the partner has no relationship with this customer.',
    fix: 'The next discovery leaves the customer out.',
  },
  '60003': { what: 'there is no such tenant.', fix: 'The next discovery leaves the customer out.' },
  '900118': { what: 'the customer id is not valid.', fix: "Report it to the plugin's authors." },
  '800002': { what: 'an id is not a GUID.', fix: "Report it to the plugin's authors." },
};
