/**
 * Grafana Live's channel of the data source, `ds/UID/changes`: a message says that something in the estate changed, not
 * what, so it holds nothing of any customer. Whoever hears it asks its own questions again.
 */
export const LIVE_PATH = 'changes';
