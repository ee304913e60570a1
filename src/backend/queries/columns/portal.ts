import { isGuid as isAnyGuid } from '../../../shared/settingsChecks.ts';
import { encodeText } from '../../common/pathSegment.ts';

/** Ids that need no encoding: nearly all. */
const PLAIN_ID = /^\/subscriptions\/[0-9a-f-]{36}(?:\/[\w.~!()-]+)*$/i;
const ARM_ID = /^\/subscriptions\/[0-9a-f-]{36}(?:\/[^/\p{Cc}]+)*$/iu;

/**
 * Where the Azure portal shows a resource, resource group or subscription, opened in the customer's tenant. Null for
 * an id that isn't one: row text never becomes a link.
 */
export function portalUrl(portal: string, tenantId: string, id: string): string | null {
  if (!isGuid(tenantId)) {
    return null;
  }
  if (PLAIN_ID.test(id)) {
    return `${portal}/#@${tenantId}/resource${id}`;
  }
  return ARM_ID.test(id) ? `${portal}/#@${tenantId}/resource${id.split('/').map(encodeText).join('/')}` : null;
}

/** The portal's front page in a tenant. */
export function portalTenantUrl(portal: string, tenantId: string): string | null {
  return isGuid(tenantId) ? `${portal}/#@${tenantId}` : null;
}

let lastGuid = '';

/** Rows next to each other are mostly of one tenant. */
export function isGuid(text: string): boolean {
  if (text !== lastGuid && !isAnyGuid(text)) {
    return false;
  }
  lastGuid = text;
  return true;
}
