/** Choices that Microsoft's documents leave open, and sizes that tests want small. */
export interface Behaviour {
  /** Rows of one page of an Azure Resource Manager list that names no `$top`; at most 1000. */
  armPageSize: number;
  /** Rows of one page of Resource Health. */
  healthPageSize: number;
  /** Partner Center answers begin with a byte order mark. */
  partnerCenterBom: boolean;
  /** `absent`: the last page has no next link; `error2000`: it has one, which then answers 400 with code 2000. */
  partnerCenterEnd: 'absent' | 'error2000';
  /** Partner Center's `totalCount`: rows of this page, or of all pages. */
  partnerCenterTotal: 'page' | 'all';
  /** Whether `links.*.uri` begin with `/v1`; `mixed` alternates from page to page. */
  partnerCenterLinks: 'v1' | 'bare' | 'mixed';
  /** Which machine's managed identities there are: one in the tenant outside CSP, or one in the partner's. */
  machine: 'direct' | 'partner';
  /** Seconds between two questions for the tokens of a device code. */
  deviceCodeInterval: number;
  /** Milliseconds that every answer takes longer. */
  latencyMs: number;
}

export const DEFAULT_BEHAVIOUR: Behaviour = {
  armPageSize: 1000,
  healthPageSize: 1000,
  partnerCenterBom: false,
  partnerCenterEnd: 'absent',
  partnerCenterTotal: 'page',
  partnerCenterLinks: 'mixed',
  machine: 'direct',
  deviceCodeInterval: 5,
  latencyMs: 0,
};
