/** One thing that differs between two pictures. */
export interface Change {
  /** When it was seen, ms. */
  at: number;
  kind:
    | 'healthChanged'
    | 'resourceAdded'
    | 'resourceRemoved'
    | 'subscriptionAdded'
    | 'subscriptionRemoved'
    | 'subscriptionStateChanged'
    | 'customerAdded'
    | 'customerRemoved'
    | 'eventOpened'
    | 'eventUpdated'
    | 'eventResolved'
    | 'alertFired'
    | 'alertStateChanged'
    | 'alertResolved'
    | 'ruleAdded'
    | 'ruleChanged'
    | 'ruleRemoved'
    | 'resourceChanged';
  tenantId: string;
  subscriptionId: string;
  /** ARM id, or the subscription's or customer's id. */
  id: string;
  /** States before and after, in Azure's words (`UserInitiated` where that is why it is unavailable); null where there was none. */
  from: string | null;
  to: string | null;
  /** What it is about, in a few words, where the id doesn't say: an event's title, a rule's name. */
  title?: string;
}

/** A change with its place in the feed. Numbers rise by one and go on after a restart. */
export interface FeedChange extends Change {
  cursor: number;
}
