/** Ways to narrow a query. Every value is a list; an empty or absent list means everything, and so does a lone `All` or `$__all`. */
export interface QueryFilters {
  /** Customer ids (their tenant ids) or names. */
  customer?: string[];
  /** Tenant ids, domains or names. */
  tenant?: string[];
  /** Subscription ids or names. */
  subscription?: string[];
  /** Resource group ids (`/subscriptions/…/resourceGroups/…`) or names. */
  resourceGroup?: string[];
  /** Resource ids or names. */
  resource?: string[];
  /** Such as `Microsoft.Compute/virtualMachines`. */
  resourceType?: string[];
  location?: string[];
  /** `name` (has the tag) or `name=value`. */
  tag?: string[];
  /** Health states, or for other types their own states (a subscription's, a collector's outcome). */
  state?: string[];
  /** `Sev0` to `Sev4`. */
  severity?: string[];
  /** Of fired alerts: `Fired`, `Resolved`. */
  monitorCondition?: string[];
  /** What people made of an alert: `New`, `Acknowledged`, `Closed`. */
  alertState?: string[];
  /** Which service fired it: `Platform`, `Log Analytics`, `ServiceHealth`, … */
  monitorService?: string[];
  /** Alert rules by name or id. */
  rule?: string[];
  /** What a rule watches: `metric`, `log`, `activityLog`, … */
  ruleKind?: string[];
  /** Service Health: `ServiceIssue`, `PlannedMaintenance`, … */
  eventType?: string[];
  /** Service Health: `Critical`, `Error`, `Warning`, `Informational`. */
  level?: string[];
  /** Azure services as Service Health calls them, such as `Virtual Machines`. */
  service?: string[];
  /** Azure regions as Service Health calls them, such as `West Europe`, or as resources have them: `westeurope`. */
  region?: string[];
  /** Tracking ids of events. */
  trackingId?: string[];
  /** Microsoft's APIs by name or key: `Azure Resource Graph`, `resourceGraph`. */
  api?: string[];
  /** HTTP statuses: `429`, or a class of them: `5xx`. */
  status?: string[];
  /** Why Microsoft was called: `collector:alerts`, or all that begins so: `collector`. */
  reason?: string[];
  /** Codes of errors: `AADSTS65001`, `AuthorizationFailed`. */
  errorCode?: string[];
}
export type FilterName = keyof QueryFilters;
